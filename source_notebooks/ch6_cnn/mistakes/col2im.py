"""What learners believe in exercise `col2im`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant

_ORDER = (0, 3, 4, 5, 1, 2)  # from (N, OH, OW, C, kh, kw) to (N, C, kh, kw, OH, OW)


def _places(x_shape, kh, kw, stride, pad):
    return (x_shape[2] + 2 * pad - kh) // stride + 1, (x_shape[3] + 2 * pad - kw) // stride + 1


def _six(col, x_shape, kh, kw, stride, pad):
    """Give the table its six axes back: (N, C, kh, kw, OH, OW)."""
    N, C = x_shape[:2]
    OH, OW = _places(x_shape, kh, kw, stride, pad)
    return col.reshape(N, OH, OW, C, kh, kw).transpose(_ORDER)


def _add(six, x_shape, stride, pad, kind, put=np.add):
    """Put windows back into an image that is padded still."""
    N, C, H, W = x_shape
    kh, kw, OH, OW = six.shape[2:]
    image = np.zeros((N, C, H + 2 * pad + stride, W + 2 * pad + stride), kind)
    for i in range(kh):
        for j in range(kw):
            part = image[:, :, i : i + stride * OH : stride, j : j + stride * OW : stride]
            part[...] = put(part, six[:, :, i, j])
    return image[:, :, : H + 2 * pad, : W + 2 * pad]


def _cut(image, x_shape, pad):
    return image[:, :, pad : pad + x_shape[2], pad : pad + x_shape[3]].copy()


def _right(col, x_shape, kh, kw, stride=1, pad=0, put=np.add):
    six = _six(col, x_shape, kh, kw, stride, pad)
    return _cut(_add(six, x_shape, stride, pad, col.dtype, put), x_shape, pad)


@mistake(
    "col2im",
    hint="Where windows overlap, a later number takes the place of an earlier one. A pixel gets the sum of all its copies.",
)
def the_last_one_stays(col, x_shape, kh, kw, stride=1, pad=0):
    return _right(col, x_shape, kh, kw, stride, pad, put=lambda old, new: new)


@mistake(
    "col2im",
    hint="You take the mean of what arrives at a pixel, to get the image back. Gradients at a fork are added up.",
)
def mean_of_the_copies(col, x_shape, kh, kw, stride=1, pad=0):
    count = _right(np.ones_like(col), x_shape, kh, kw, stride, pad)
    return _right(col, x_shape, kh, kw, stride, pad) / np.maximum(count, 1)


@mistake("col2im", hint="You keep the largest of what arrives at a pixel. It should be the sum.")
def largest_of_the_copies(col, x_shape, kh, kw, stride=1, pad=0):
    return _right(col, x_shape, kh, kw, stride, pad, put=np.maximum)


@mistake("col2im", hint="The padding is still there: your result is larger than x_shape.")
def padding_kept(col, x_shape, kh, kw, stride=1, pad=0):
    six = _six(col, x_shape, kh, kw, stride, pad)
    return _add(six, x_shape, stride, pad, col.dtype).copy()


@mistake(
    "col2im",
    hint="You cut the padding off below and to the right only: your result begins in the padding.",
)
def cut_at_the_end_only(col, x_shape, kh, kw, stride=1, pad=0):
    six = _six(col, x_shape, kh, kw, stride, pad)
    return _add(six, x_shape, stride, pad, col.dtype)[:, :, : x_shape[2], : x_shape[3]].copy()


@mistake(
    "col2im",
    hint="With padding 0 you cut off everything: a slice that ends at −0 ends at 0.",
)
def minus_nothing(col, x_shape, kh, kw, stride=1, pad=0):
    six = _six(col, x_shape, kh, kw, stride, pad)
    return _add(six, x_shape, stride, pad, col.dtype)[:, :, pad:-pad, pad:-pad].copy()


@mistake("col2im", hint="You put the windows into the image as if there were no padding.")
def ignores_the_padding(col, x_shape, kh, kw, stride=1, pad=0):
    six = _six(col, x_shape, kh, kw, stride, pad)
    return _add(six, x_shape, stride, pad, col.dtype)[:, :, : x_shape[2], : x_shape[3]] * 1.0


@mistake(
    "col2im",
    hint="Your table gets its axes back in the order of the image, (N, C, kh, kw, OH, OW), at once. But it was flattened with the places first.",
)
def reshaped_without_transpose(col, x_shape, kh, kw, stride=1, pad=0):
    N, C = x_shape[:2]
    six = col.reshape(N, C, kh, kw, *_places(x_shape, kh, kw, stride, pad))
    return _cut(_add(six, x_shape, stride, pad, col.dtype), x_shape, pad)


@mistake(
    "col2im",
    hint="You read the rows of the table as if the channel came last in them. First all pixels of channel 0 stand there.",
)
def channel_last(col, x_shape, kh, kw, stride=1, pad=0):
    N, C = x_shape[:2]
    OH, OW = _places(x_shape, kh, kw, stride, pad)
    six = col.reshape(N, OH, OW, kh, kw, C).transpose(0, 5, 3, 4, 1, 2)
    return _cut(_add(six, x_shape, stride, pad, col.dtype), x_shape, pad)


@mistake(
    "col2im",
    hint="You read the rows of the table as if the images alternated. First come all windows of image 0.",
)
def images_innermost(col, x_shape, kh, kw, stride=1, pad=0):
    N, C = x_shape[:2]
    OH, OW = _places(x_shape, kh, kw, stride, pad)
    six = col.reshape(OH, OW, N, C, kh, kw).transpose(2, 3, 4, 5, 0, 1)
    return _cut(_add(six, x_shape, stride, pad, col.dtype), x_shape, pad)


@mistake("col2im", hint="You go through the windows downwards first. They stand in reading order.")
def down_first(col, x_shape, kh, kw, stride=1, pad=0):
    N, C = x_shape[:2]
    OH, OW = _places(x_shape, kh, kw, stride, pad)
    six = col.reshape(N, OW, OH, C, kh, kw).transpose(0, 3, 4, 5, 2, 1)
    return _cut(_add(six, x_shape, stride, pad, col.dtype), x_shape, pad)


@mistake("col2im", hint="You read the numbers of a window down its columns. They stand row by row.")
def window_read_by_columns(col, x_shape, kh, kw, stride=1, pad=0):
    N, C = x_shape[:2]
    OH, OW = _places(x_shape, kh, kw, stride, pad)
    six = col.reshape(N, OH, OW, C, kw, kh).transpose(0, 3, 5, 4, 1, 2)
    return _cut(_add(six, x_shape, stride, pad, col.dtype), x_shape, pad)


@mistake("col2im", hint="The windows go back into the image upside down and mirrored.")
def windows_flipped(col, x_shape, kh, kw, stride=1, pad=0):
    six = _six(col, x_shape, kh, kw, stride, pad)[:, :, ::-1, ::-1]
    return _cut(_add(six, x_shape, stride, pad, col.dtype), x_shape, pad)


@mistake(
    "col2im",
    hint="The windows go back next to each other, one pixel apart, whatever the stride.",
)
def ignores_the_stride(col, x_shape, kh, kw, stride=1, pad=0):
    six = _six(col, x_shape, kh, kw, stride, pad)
    return _cut(_add(six, x_shape, 1, pad, col.dtype), x_shape, pad)


@mistake("col2im", hint="Only the first number of every window comes back.")
def first_pixel_only(col, x_shape, kh, kw, stride=1, pad=0):
    six = _six(col, x_shape, kh, kw, stride, pad)[:, :, :1, :1]
    return _cut(_add(six, x_shape, stride, pad, col.dtype), x_shape, pad)


@mistake("col2im", hint="Your result is always float64. The table's own dtype is wanted.")
def always_float64(col, x_shape, kh, kw, stride=1, pad=0):
    return _right(col.astype(float), x_shape, kh, kw, stride, pad)


@mistake(
    "col2im",
    hint="Your image is only as large as the windows reach: pixels that are left over at the end are missing. They belong to it, with 0.",
)
def leftover_pixels_missing(col, x_shape, kh, kw, stride=1, pad=0):
    OH, OW = _places(x_shape, kh, kw, stride, pad)
    image = _right(col, x_shape, kh, kw, stride, pad)
    return image[:, :, : (OH - 1) * stride + kh - pad, : (OW - 1) * stride + kw - pad].copy()


@mistake("col2im", hint="All channels are added into one. Each channel keeps to itself.")
def channels_summed(col, x_shape, kh, kw, stride=1, pad=0):
    image = _right(col, x_shape, kh, kw, stride, pad)
    return np.broadcast_to(image.sum(axis=1, keepdims=True), image.shape).copy()


@mistake("col2im", hint="Your zeros are put in once, and all images go into the first one.")
def images_on_top_of_each_other(col, x_shape, kh, kw, stride=1, pad=0):
    image = _right(col, x_shape, kh, kw, stride, pad)
    image[0], image[1:] = image.sum(axis=0), 0
    return image


@variant("col2im", "window by window")
def by_windows(col, x_shape, kh, kw, stride=1, pad=0):
    N, C, H, W = x_shape
    image, row = np.zeros((N, C, H + 2 * pad, W + 2 * pad), col.dtype), 0
    OH, OW = _places(x_shape, kh, kw, stride, pad)
    for n, i, j in np.ndindex(N, OH, OW):
        patch = col[row].reshape(C, kh, kw)
        image[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw] += patch
        row += 1
    return image[:, :, pad : H + pad, pad : W + pad]


@variant("col2im", "the places of the pixels, from im2col itself")
def by_numbered_pixels(col, x_shape, kh, kw, stride=1, pad=0):
    numbers = np.arange(1, 1 + np.prod(x_shape)).reshape(x_shape)  # 0 is the padding
    where = im2col(numbers, kh, kw, stride, pad)
    flat = np.zeros(numbers.size + 1, col.dtype)
    np.add.at(flat, where.ravel(), col.ravel())
    return flat[1:].reshape(x_shape)


@variant("col2im", "by slices, as in the book")
def as_in_the_book(col, x_shape, kh, kw, stride=1, pad=0):
    return _right(np.ascontiguousarray(col), tuple(x_shape), kh, kw, stride, pad)
