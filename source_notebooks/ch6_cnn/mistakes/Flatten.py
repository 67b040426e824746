"""What learners believe of flattening. `Flatten` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


def flat(declare, name, hint, forward=None, backward=None):
    """Declare a class that does one of the two in another way."""
    methods = {"forward": forward, "backward": backward}
    cls = type(name, (Flatten,), {key: f for key, f in methods.items() if f is not None})
    declare("Flatten", name=name, hint=hint)(cls)


def remembering(change):
    def forward(self, x):
        self.shape = x.shape
        return change(x)

    return forward


flat(
    mistake,
    "everything_in_one_row",
    "All samples end up in one single row. Each sample gets a row of its own.",
    forward=remembering(lambda x: x.reshape(-1)),
)
flat(
    mistake,
    "one_row_in_a_batch",
    "Your result has one row, whatever the batch. The first length stays as it is.",
    forward=remembering(lambda x: x.reshape(1, -1)),
)
flat(
    mistake,
    "columns_first",
    "You read the numbers in Fortran's order, the first axis fastest: numbers of different channels, and even samples, are mixed.",
    forward=remembering(lambda x: x.reshape(len(x), -1, order="F")),
)
flat(
    mistake,
    "samples_as_columns",
    "You have one column for each sample. Batches are rows.",
    forward=remembering(lambda x: x.reshape(len(x), -1).T),
)
flat(
    mistake,
    "rows_of_the_last_axis",
    "You keep the last axis and put all others together: those are rows of pixels, not samples.",
    forward=remembering(lambda x: x.reshape(-1, x.shape[-1])),
)
flat(
    mistake,
    "channels_last",
    "You read all channels of a pixel before the next pixel. NumPy's own order is channel by channel.",
    forward=remembering(lambda x: np.moveaxis(x, 1, -1).reshape(len(x), -1)),
)
flat(
    mistake,
    "images_only",
    "Four lengths are taken apart by name, so that only images can be flattened. Any number of axes from two may come.",
    forward=remembering(lambda x: x.reshape(x.shape[0], x.shape[1] * x.shape[2] * x.shape[3])),
)
flat(
    mistake,
    "squeezes",
    "You take away axes of length 1, also where one is the batch or the only number of a sample.",
    forward=remembering(lambda x: np.squeeze(x.reshape(len(x), -1))),
)
flat(
    mistake,
    "always_floats",
    "You make float64 of everything. Flattening changes the shape only; the dtype stays.",
    forward=remembering(lambda x: x.reshape(len(x), -1).astype(float)),
)
flat(
    mistake,
    "wrong_sample_count",
    "The rows have the length of one channel: the product of all lengths but the first is asked for.",
    forward=remembering(lambda x: x.reshape(-1, int(np.prod(x.shape[2:])) or 1)),
)
flat(
    mistake,
    "backward_gives_dout",
    "On the way back nothing is reshaped. The layer in front expects the shape that it has given you.",
    backward=lambda self, dout: dout,
)
flat(
    mistake,
    "backward_in_columns_first",
    "Backwards you fill the shape in another order than the one in which you have read it forwards.",
    backward=lambda self, dout: dout.reshape(self.shape, order="F"),
)
flat(
    mistake,
    "backward_gives_ones",
    "You answer with ones: the slope of flattening. The upstream gradient has to be passed on.",
    backward=lambda self, dout: np.ones(self.shape),
)
flat(
    mistake,
    "backward_gives_float64",
    "Backwards you make float64 of everything; the dtype of dout stays.",
    backward=lambda self, dout: dout.reshape(self.shape).astype(float),
)
flat(
    mistake,
    "backward_as_forward",
    "Backwards you flatten once more. There, rows become images again.",
    backward=lambda self, dout: dout.reshape(len(dout), -1),
)
flat(
    mistake,
    "backward_transposes",
    "Right shape, wrong places: height and width have changed sides on the way back.",
    backward=lambda self, dout: (
        dout.reshape(*self.shape[:-2], self.shape[-1], self.shape[-2]).swapaxes(-1, -2)
        if len(self.shape) > 2
        else dout
    ),
)


@mistake("Flatten", hint="The first shape is kept for ever. Each forward remembers anew.")
class FirstShapeOnly(Flatten):
    def forward(self, x):
        self.shape = getattr(self, "shape", x.shape)
        return x.reshape(len(x), -1)


@mistake(
    "Flatten",
    hint="All your layers share one shape, since it belongs to the class. Each object remembers its own.",
)
class ShapeOfTheClass(Flatten):
    def forward(self, x):
        type(self).seen = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout):
        return dout.reshape(type(self).seen)


@mistake(
    "Flatten", hint="backward works once and then has forgotten the shape. It may be asked again."
)
class ForgetsAfterBackward(Flatten):
    def backward(self, dout):
        shape, self.shape = self.shape, dout.shape
        return dout.reshape(shape)


@mistake(
    "Flatten",
    hint="Your result has lost the samples: you sum, or take means, instead of reshaping.",
)
class AddsTheChannels(Flatten):
    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), x.shape[1], -1).sum(axis=1)


@variant("Flatten", "copies instead of views, and another name for the shape")
class Copies:
    def forward(self, x):
        self.was = x.shape
        return np.array([sample.ravel() for sample in x])

    def backward(self, dout):
        return np.array(dout).reshape(self.was)


@variant("Flatten", "the product of the lengths instead of −1")
class ByProduct(Flatten):
    def forward(self, x):
        self.shape = x.shape
        size = 1
        for length in x.shape[1:]:
            size *= length
        return np.reshape(x, (x.shape[0], size))
