"""What learners believe in exercise `conv2d_naive`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _frame(x, pad):
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))


def _places(n, k, stride, pad):
    return (n + 2 * pad - k) // stride + 1


def _convolve(x, w, b, stride, pad, *, frame=_frame, value=None, out=None, places=None):
    """Convolve, with one thing done in another way."""
    x, (N, F), (KH, KW) = x.astype(float), (len(x), len(w)), w.shape[2:]
    padded = frame(x, pad)
    OH, OW = (places or _places)(x.shape[2], KH, stride, pad), _places(x.shape[3], KW, stride, pad)
    out = np.zeros((N, F, OH, OW)) if out is None else out
    for n, f, i, j in np.ndindex(N, F, OH, OW):
        window = padded[n, :, i * stride : i * stride + KH, j * stride : j * stride + KW]
        out[n, f, i, j] = value(window, w[f], b[f]) if value else (window * w[f]).sum() + b[f]
    return out


@mistake(
    "conv2d_naive",
    hint="You turn the kernel round, as the convolution of mathematics does. Here its upper left corner lies on the window's upper left corner.",
)
def flipped_kernel(x, w, b, stride=1, pad=0):
    return _convolve(x, w[:, :, ::-1, ::-1], b, stride, pad)


@mistake("conv2d_naive", hint="You turn the kernel upside down.")
def flipped_rows(x, w, b, stride=1, pad=0):
    return _convolve(x, w[:, :, ::-1], b, stride, pad)


@mistake("conv2d_naive", hint="You mirror the kernel left to right.")
def flipped_columns(x, w, b, stride=1, pad=0):
    return _convolve(x, w[:, :, :, ::-1], b, stride, pad)


@mistake(
    "conv2d_naive",
    hint="Your zeros stand above and to the left only. The padding belongs on all four sides.",
)
def pads_before_only(x, w, b, stride=1, pad=0):
    return _convolve(
        x, w, b, stride, pad,
        frame=lambda x, p: np.pad(x, ((0, 0), (0, 0), (2 * p, 0), (2 * p, 0))),
    )  # fmt: skip


@mistake(
    "conv2d_naive",
    hint="Your zeros stand below and to the right only. The padding belongs on all four sides.",
)
def pads_after_only(x, w, b, stride=1, pad=0):
    return _convolve(
        x, w, b, stride, pad,
        frame=lambda x, p: np.pad(x, ((0, 0), (0, 0), (0, 2 * p), (0, 2 * p))),
    )  # fmt: skip


@mistake(
    "conv2d_naive",
    hint="Outside the image you repeat its border pixels. The padding is zeros.",
)
def pads_with_the_border(x, w, b, stride=1, pad=0):
    return _convolve(
        x, w, b, stride, pad,
        frame=lambda x, p: np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="edge"),
    )  # fmt: skip


@mistake(
    "conv2d_naive",
    hint="You put zeros round every image, but also before and behind its channels or images: `pad` belongs to rows and columns only.",
)
def pads_every_axis(x, w, b, stride=1, pad=0):
    if pad == 0:
        return _convolve(x, w, b, stride, pad)
    return _convolve(np.pad(x, ((pad, pad), (0, 0), (0, 0), (0, 0))), w, b, stride, pad)


@mistake(
    "conv2d_naive",
    hint="You use only the first channel. The products of all channels are added up into one number.",
)
def first_channel_only(x, w, b, stride=1, pad=0):
    return _convolve(x[:, :1], w[:, :1], b, stride, pad)


@mistake(
    "conv2d_naive",
    hint="You take the mean over the channels; the formula adds them up.",
)
def mean_over_channels(x, w, b, stride=1, pad=0):
    return _convolve(
        x, w, b, stride, pad, value=lambda v, k, c: (v * k).sum() / len(k) + c
    )  # fmt: skip


@mistake(
    "conv2d_naive",
    hint="You take the mean over the window. A convolution is a sum.",
)
def mean_over_the_window(x, w, b, stride=1, pad=0):
    return _convolve(x, w, b, stride, pad, value=lambda v, k, c: (v * k).mean() + c)


@mistake(
    "conv2d_naive",
    hint="The same channel's kernel is used for all channels. Each channel of the image has a kernel of its own in every filter.",
)
def one_kernel_for_all_channels(x, w, b, stride=1, pad=0):
    return _convolve(x, np.repeat(w[:, :1], w.shape[1], axis=1), b, stride, pad)


@mistake("conv2d_naive", hint="The bias is missing.")
def no_bias(x, w, b, stride=1, pad=0):
    return _convolve(x, w, 0 * b, stride, pad)


@mistake(
    "conv2d_naive",
    hint="You add the bias to every product or every channel, so it comes in several times. It is added once to each sum.",
)
def bias_for_every_channel(x, w, b, stride=1, pad=0):
    return _convolve(x, w, b * (w.shape[1] if w.shape[1] > 1 else w[0].size), stride, pad)


@mistake("conv2d_naive", hint="You subtract the bias.")
def bias_subtracted(x, w, b, stride=1, pad=0):
    return _convolve(x, w, -b, stride, pad)


@mistake("conv2d_naive", hint="Every filter gets the first one's bias. Each filter has its own.")
def one_bias_for_all(x, w, b, stride=1, pad=0):
    return _convolve(x, w, np.full(len(w), b[0]), stride, pad)


@mistake(
    "conv2d_naive",
    hint="The stride makes your result smaller, but your windows still move by one pixel.",
)
def stride_changes_the_size_only(x, w, b, stride=1, pad=0):
    OH, OW = (
        _places(x.shape[2], w.shape[2], stride, pad),
        _places(x.shape[3], w.shape[3], stride, pad),
    )
    return _convolve(x, w, b, 1, pad)[:, :, :OH, :OW].copy()


@mistake("conv2d_naive", hint="Your windows move by one pixel, whatever the stride.")
def ignores_the_stride(x, w, b, stride=1, pad=0):
    return _convolve(x, w, b, 1, pad)


@mistake("conv2d_naive", hint="You pay no attention to `pad`.")
def ignores_the_padding(x, w, b, stride=1, pad=0):
    if w.shape[2] > x.shape[2] or w.shape[3] > x.shape[3]:
        return np.zeros((len(x), len(w), 0, 0))
    return _convolve(x, w, b, stride, 0)


@mistake(
    "conv2d_naive",
    hint="The number of rows of your result comes from the image's width or the kernel's width. Rows belong to H and KH, columns to W and KW.",
)
def rows_and_columns_swapped(x, w, b, stride=1, pad=0):
    turned = _convolve(x.transpose(0, 1, 3, 2), w, b, stride, pad) if (
        x.shape[3] + 2 * pad >= w.shape[2] and x.shape[2] + 2 * pad >= w.shape[3]
    ) else np.zeros((len(x), len(w), 0, 0))  # fmt: skip
    return turned.transpose(0, 1, 3, 2)


@mistake(
    "conv2d_naive",
    hint="The axes of your result are (N, OH, OW, F). Filters come right after the images: (N, F, OH, OW).",
)
def filters_last(x, w, b, stride=1, pad=0):
    return _convolve(x, w, b, stride, pad).transpose(0, 2, 3, 1)


@mistake("conv2d_naive", hint="Only the first image is convolved. There are N of them.")
def first_image_only(x, w, b, stride=1, pad=0):
    return _convolve(x[:1], w, b, stride, pad)


@mistake(
    "conv2d_naive",
    hint="The last place of every row or column is missing. How many places does `conv_out` count?",
)
def last_place_missing(x, w, b, stride=1, pad=0):
    out = _convolve(x, w, b, stride, pad)
    return out[:, :, : max(out.shape[2] - 1, 1), : max(out.shape[3] - 1, 1)].copy()


@mistake(
    "conv2d_naive",
    hint="You calculate in the numbers' own kind: bytes wrap around at 256, and decimal parts are cut off.",
)
def keeps_the_kind(x, w, b, stride=1, pad=0):
    padded = _frame(x, pad)
    (N, _, H, W), (F, _, KH, KW) = x.shape, w.shape
    out = np.zeros((N, F, _places(H, KH, stride, pad), _places(W, KW, stride, pad)), x.dtype)
    for n, f, i, j in np.ndindex(out.shape):
        window = padded[n, :, i * stride : i * stride + KH, j * stride : j * stride + KW]
        with np.errstate(over="ignore"):
            total = np.asarray((window * w[f]).sum() + b[f])
        out[n, f, i, j] = total.astype(x.dtype)
    return out


@mistake(
    "conv2d_naive",
    hint="You multiply before anything has become float64: 200 · 3 of two bytes wraps around, and float32 keeps seven digits.",
)
def multiplies_too_early(x, w, b, stride=1, pad=0):
    padded = _frame(x, pad)
    (N, _, H, W), (F, _, KH, KW) = x.shape, w.shape
    out = np.zeros((N, F, _places(H, KH, stride, pad), _places(W, KW, stride, pad)))
    for n, f, i, j in np.ndindex(out.shape):
        window = padded[n, :, i * stride : i * stride + KH, j * stride : j * stride + KW]
        out[n, f, i, j] = (window * w[f]).sum() + b[f]
    return out


@mistake(
    "conv2d_naive",
    hint="The result is float32 when the images are. The exercise asks for float64 in every case.",
)
def float32_stays(x, w, b, stride=1, pad=0):
    return _convolve(x, w, b, stride, pad).astype(x.dtype if x.dtype.kind == "f" else float)


@mistake(
    "conv2d_naive",
    hint="You make the result negative numbers 0. An activation is a layer of its own, and comes later.",
)
def a_relu_inside(x, w, b, stride=1, pad=0):
    return np.maximum(_convolve(x, w, b, stride, pad), 0.0)


@variant("conv2d_naive", "seven loops, number by number")
def by_seven_loops(x, w, b, stride=1, pad=0):
    (N, C, H, W), (F, _, KH, KW) = x.shape, w.shape
    out = np.zeros((N, F, _places(H, KH, stride, pad), _places(W, KW, stride, pad)))
    for n, f, i, j in np.ndindex(out.shape):
        total = float(b[f])
        for c, u, v in np.ndindex(C, KH, KW):
            row, column = i * stride + u - pad, j * stride + v - pad
            if 0 <= row < H and 0 <= column < W:
                total += float(x[n, c, row, column]) * float(w[f, c, u, v])
        out[n, f, i, j] = total
    return out


@variant("conv2d_naive", "windows as a view, and einsum")
def by_einsum(x, w, b, stride=1, pad=0):
    views = np.lib.stride_tricks.sliding_window_view(
        _frame(x.astype(np.float64), pad), w.shape[2:], axis=(2, 3)
    )[:, :, ::stride, ::stride]
    return (
        np.einsum("ncijuv,fcuv->nfij", views, w.astype(np.float64)) + b.astype(float)[:, None, None]
    )
