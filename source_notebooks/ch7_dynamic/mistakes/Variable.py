"""What learners believe of a variable."""

import numpy as np

from autograder.mistakes import mistake, variant


class Written:
    """A right variable, made by `convert`."""

    def __init__(self, data):
        self.data, self.grad, self.creator = self.convert(data), None, None

    def convert(self, data):
        data = np.asarray(data)
        return data if data.dtype.kind == "f" else data.astype(float)

    def cleargrad(self):
        self.grad = None


@mistake(
    "Variable",
    hint="You convert everything to float64, float32 as well. Which arrays are to be kept as they are?",
)
class EverythingFloat64(Written):
    def convert(self, data):
        return np.asarray(data, dtype=float)


@mistake(
    "Variable",
    hint="Whole numbers stay whole numbers in yours. A gradient step of 0.01 would be lost in them.",
)
class WholeNumbersStay(Written):
    def convert(self, data):
        return np.asarray(data)


@mistake(
    "Variable",
    hint="You keep a copy. Whoever changes the array that came in expects to see it in `data`: it is to be the very same one.",
)
class KeepsACopy(Written):
    def convert(self, data):
        data = np.array(data)
        return data if data.dtype.kind == "f" else data.astype(float)


@mistake(
    "Variable",
    hint="You ask for one or two kinds of whole numbers. There are more: ask whether it is of floats, and convert everything else.",
)
class TruthValuesStay(Written):
    def convert(self, data):
        data = np.asarray(data)
        return data.astype(float) if data.dtype.kind == "i" else data


@mistake(
    "Variable",
    hint="A list or a number is put into `data` as it came. `data` is always a NumPy array.",
)
class KeptAsItCame(Written):
    def convert(self, data):
        if isinstance(data, np.ndarray) and data.dtype.kind != "f":
            return data.astype(float)
        return data


@mistake(
    "Variable",
    hint="A single number gets the shape (1,) in yours. A number has no axes: its shape is ().",
)
class NumberWithAnAxis(Written):
    def convert(self, data):
        return np.atleast_1d(Written.convert(self, data))


@mistake(
    "Variable",
    hint="You convert to float32 what is no float. The text asks for float64 there.",
)
class WholeNumbersToFloat32(Written):
    def convert(self, data):
        data = np.asarray(data)
        return data if data.dtype.kind == "f" else data.astype(np.float32)


@mistake(
    "Variable",
    hint="A gradient of zeros is there from the start in yours. Nobody has come by yet: that is None, not 0.",
)
class StartsWithZeros(Written):
    def __init__(self, data):
        super().__init__(data)
        self.grad = np.zeros_like(self.data)


@mistake(
    "Variable",
    hint="Clearing sets the gradient to zeros in yours. After cleargrad there is none: None.",
)
class ClearsToZeros(Written):
    def cleargrad(self):
        self.grad = np.zeros_like(self.data)


@mistake(
    "Variable",
    hint="cleargrad also forgets who made the variable. Only the gradient goes; the thread stays.",
)
class ForgetsItsCreator(Written):
    def cleargrad(self):
        self.grad = self.creator = None


@mistake(
    "Variable",
    hint="cleargrad does nothing yet that can be seen: a local name called grad is not the object's.",
)
class ClearsALocalName(Written):
    def cleargrad(self):
        grad = None  # noqa: F841 (this is the mistake)


@variant("Variable", "asks np.issubdtype, class attributes for None")
class BySubdtype:
    grad = None
    creator = None

    def __init__(self, data):
        array = np.asarray(data)
        if not np.issubdtype(array.dtype, np.floating):
            array = np.asarray(array, dtype="float64")
        self.data = array

    def cleargrad(self):
        self.grad = None


@variant("Variable", "a property, and a name for pictures")
class WithProperty:
    def __init__(self, data, name=""):
        self._data = data if isinstance(data, np.ndarray) else np.array(data)
        if self._data.dtype not in (np.float16, np.float32, np.float64):
            self._data = self._data * 1.0
        self._data = np.asarray(self._data)
        self.grad, self.creator, self.name = None, None, name

    @property
    def data(self):
        return self._data

    def cleargrad(self):
        self.grad = None
