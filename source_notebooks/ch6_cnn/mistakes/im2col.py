"""What learners believe in exercise `im2col`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _places(n, k, stride, pad):
    return (n + 2 * pad - k) // stride + 1


def _frame(x, pad):
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))


def _windows(x, kh, kw, stride, pad, frame=_frame):
    """Return all windows: (N, C, OH, OW, kh, kw), a copy."""
    views = np.lib.stride_tricks.sliding_window_view(frame(x, pad), (kh, kw), axis=(2, 3))
    return views[:, :, ::stride, ::stride].copy()


def _table(windows, *order):
    """Lay windows out with their axes in an order; the first three make the rows."""
    v = windows.transpose(order)
    return v.reshape(v.shape[0] * v.shape[1] * v.shape[2], -1)


@mistake(
    "im2col",
    hint="In your rows the channel comes last: the channels of pixel 0, then those of pixel 1. First all pixels of channel 0 are wanted.",
)
def channel_last(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, stride, pad), 0, 2, 3, 4, 5, 1)


@mistake(
    "im2col",
    hint="You reshape without bringing the axes into order first. A reshape moves no number past another: channels end up among the rows.",
)
def no_transpose(x, kh, kw, stride=1, pad=0):
    v = _windows(x, kh, kw, stride, pad)
    N, C, OH, OW = v.shape[:4]
    return v.reshape(N * OH * OW, C * kh * kw)


@mistake(
    "im2col",
    hint="Your rows run through all images at one place before they go on to the next place. First all windows of image 0 are wanted.",
)
def images_innermost(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, stride, pad), 2, 3, 0, 1, 4, 5)


@mistake(
    "im2col",
    hint="Your windows go down first, and then to the right. Reading order is the other way round.",
)
def down_first(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, stride, pad), 0, 3, 2, 1, 4, 5)


@mistake(
    "im2col",
    hint="Within a window you read down the columns. It should be read row by row.",
)
def window_read_by_columns(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, stride, pad), 0, 2, 3, 1, 5, 4)


@mistake(
    "im2col",
    hint="Your patches stand in columns, as the name says and some books have it. Here each patch is a row.",
)
def patches_in_columns(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, stride, pad), 0, 2, 3, 1, 4, 5).T.copy()


@mistake(
    "im2col",
    hint="There is a table for every image in your result. All windows of all images make one table.",
)
def a_table_for_every_image(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, stride, pad), 0, 2, 3, 1, 4, 5).reshape(
        len(x), -1, x.shape[1] * kh * kw
    )


@mistake("im2col", hint="Height and width of your windows are exchanged.")
def window_turned(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kw, kh, stride, pad), 0, 2, 3, 1, 4, 5)


@mistake(
    "im2col",
    hint="Each window is turned round by 180° in your rows. Nothing is turned in this course.",
)
def windows_flipped(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, stride, pad)[..., ::-1, ::-1], 0, 2, 3, 1, 4, 5)


@mistake("im2col", hint="Your windows move by one pixel, whatever the stride.")
def ignores_the_stride(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, 1, pad), 0, 2, 3, 1, 4, 5)


@mistake(
    "im2col",
    hint="The table has the right size, but your windows are neighbours: the stride did not move them apart.",
)
def stride_changes_the_size_only(x, kh, kw, stride=1, pad=0):
    OH, OW = _places(x.shape[2], kh, stride, pad), _places(x.shape[3], kw, stride, pad)
    return _table(_windows(x, kh, kw, 1, pad)[:, :, :OH, :OW], 0, 2, 3, 1, 4, 5)


@mistake("im2col", hint="The stride moves your windows in one direction only.")
def stride_in_rows_only(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, 1, pad)[:, :, ::stride], 0, 2, 3, 1, 4, 5)


@mistake(
    "im2col",
    hint="You step within the window as well: its pixels are `stride` apart. A window is made of neighbours.",
)
def stride_inside_the_window(x, kh, kw, stride=1, pad=0):
    p = _frame(x, pad + stride * max(kh, kw))
    edge = stride * max(kh, kw)
    N, C, H, W = x.shape
    OH, OW = _places(H, kh, stride, pad), _places(W, kw, stride, pad)
    rows = []
    for n, i, j in np.ndindex(N, OH, OW):
        top, left = edge + i * stride, edge + j * stride
        rows.append(
            p[n, :, top : top + stride * kh : stride, left : left + stride * kw : stride].ravel()
        )
    return np.array(rows)


@mistake("im2col", hint="You pay no attention to `pad`.")
def ignores_the_padding(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x, kh, kw, stride, 0), 0, 2, 3, 1, 4, 5)


@mistake(
    "im2col", hint="Your zeros stand above and to the left only. They belong on all four sides."
)
def pads_before_only(x, kh, kw, stride=1, pad=0):
    v = _windows(
        x, kh, kw, stride, pad, lambda x, p: np.pad(x, ((0, 0), (0, 0), (2 * p, 0), (2 * p, 0)))
    )
    return _table(v, 0, 2, 3, 1, 4, 5)


@mistake("im2col", hint="Outside the image you repeat its border pixels. The padding is zeros.")
def pads_with_the_border(x, kh, kw, stride=1, pad=0):
    v = _windows(
        x,
        kh,
        kw,
        stride,
        pad,
        lambda x, p: np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="edge"),
    )
    return _table(v, 0, 2, 3, 1, 4, 5)


@mistake("im2col", hint="Only the first image is in your table. There are N of them.")
def first_image_only(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x[:1], kh, kw, stride, pad), 0, 2, 3, 1, 4, 5)


@mistake(
    "im2col", hint="Only the first channel is in your rows. A window goes through all channels."
)
def first_channel_only(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x[:, :1], kh, kw, stride, pad), 0, 2, 3, 1, 4, 5)


@mistake(
    "im2col",
    hint="Your table is always float64. The dtype of x is wanted: a table is large, and float64 for bytes makes it eight times larger.",
)
def always_float64(x, kh, kw, stride=1, pad=0):
    return _table(_windows(x.astype(float), kh, kw, stride, pad), 0, 2, 3, 1, 4, 5)


@mistake(
    "im2col",
    hint="Windows of one pixel need no copying, you may think; but now whoever writes into the table changes the image.",
)
def shares_memory_with_x(x, kh, kw, stride=1, pad=0):
    if kh == kw == stride == 1 and pad == 0 and x.shape[1] == 1:
        return x.reshape(-1, 1)
    return _table(_windows(x, kh, kw, stride, pad), 0, 2, 3, 1, 4, 5)


@mistake("im2col", hint="The last place of every row of windows is missing.")
def last_place_missing(x, kh, kw, stride=1, pad=0):
    v = _windows(x, kh, kw, stride, pad)
    return _table(v[:, :, :, : max(v.shape[3] - 1, 1)], 0, 2, 3, 1, 4, 5)


@variant("im2col", "window by window")
def by_windows(x, kh, kw, stride=1, pad=0):
    padded = _frame(x, pad)
    (N, _, H, W), rows = padded.shape, []
    for n in range(N):
        for top in range(0, H - kh + 1, stride):
            for left in range(0, W - kw + 1, stride):
                rows.append(padded[n, :, top : top + kh, left : left + kw].ravel())
    return np.array(rows)


@variant("im2col", "six axes in the book's order, and a transpose at the end")
def as_in_the_book(x, kh, kw, stride=1, pad=0):
    N, C, H, W = x.shape
    OH, OW = _places(H, kh, stride, pad), _places(W, kw, stride, pad)
    padded, col = _frame(x, pad), np.zeros((N, C, kh, kw, OH, OW), x.dtype)
    for a in range(kh):
        for e in range(kw):
            col[:, :, a, e] = padded[
                :, :, a : a + stride * OH : stride, e : e + stride * OW : stride
            ]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1).copy()


@variant("im2col", "a strided view, copied")
def by_a_view(x, kh, kw, stride=1, pad=0):
    return np.array(_table(_windows(x, kh, kw, stride, pad), 0, 2, 3, 1, 4, 5), dtype=x.dtype)
