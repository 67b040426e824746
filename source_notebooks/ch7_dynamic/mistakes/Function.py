"""What learners believe of the call. Each mistake brings its own Function, and a Square of it."""

import numpy as np

from autograder.mistakes import mistake, variant


def with_square(base):
    class Square(base):
        def forward(self, x):
            return x * x

        def backward(self, dout):
            (x,) = self.inputs
            return (dout * 2 * x.data,)

    return base, Square


def wrapped(inputs):
    return tuple(x if isinstance(x, Variable) else Variable(x) for x in inputs)


def arrays(inputs):
    return [x.data for x in inputs]


BOTH = ("Function", "Square")


@mistake(
    "Function",
    binds=BOTH,
    hint="The result does not know who made it: its creator is still None, and the thread ends there.",
)
def no_creator():
    class Function:
        def __call__(self, *inputs):
            self.inputs = wrapped(inputs)
            return Variable(self.forward(*arrays(self.inputs)))

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="You make a new variable of every input, also of those that are variables already. Then the gradient goes to a double, and the learner's own x never hears of it.",
)
def inputs_copied():
    class Function:
        def __call__(self, *inputs):
            self.inputs = tuple(Variable(getattr(x, "data", x)) for x in wrapped(inputs))
            y = Variable(self.forward(*arrays(self.inputs)))
            y.creator = self
            return y

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="The list of inputs belongs to the class, so all functions share it, and it grows with each call. What one object remembers is set in the call, on self.",
)
def one_list_for_all():
    class Function:
        inputs = []

        def __call__(self, *inputs):
            inputs = wrapped(inputs)
            self.inputs.extend(inputs)
            y = Variable(self.forward(*arrays(inputs)))
            y.creator = self
            return y

    base, Square = with_square(Function)
    Square.backward = lambda self, dout: (dout * 2 * self.inputs[-1].data,)
    return base, Square


@mistake(
    "Function",
    binds=BOTH,
    hint="The inputs are kept on the class, so the latest call overwrites what all earlier functions remember.",
)
def kept_on_the_class():
    class Function:
        def __call__(self, *inputs):
            Function.inputs = wrapped(inputs)
            y = Variable(self.forward(*arrays(Function.inputs)))
            y.creator = self
            return y

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="You make yourself the creator of the inputs. Who was made here? The result.",
)
def creator_of_the_inputs():
    class Function:
        def __call__(self, *inputs):
            self.inputs = wrapped(inputs)
            for x in self.inputs:
                x.creator = self
            y = Variable(self.forward(*arrays(self.inputs)))
            y.creator = self
            return y

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="The creator is the class, in yours. The class knows no inputs: it is this one object that was called.",
)
def creator_is_the_class():
    class Function:
        def __call__(self, *inputs):
            self.inputs = wrapped(inputs)
            y = Variable(self.forward(*arrays(self.inputs)))
            y.creator = type(self)
            return y

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="You remember the arrays of the inputs, not the variables. The way back needs the variables: there the gradients go, and there the thread goes on.",
)
def remembers_arrays():
    class Function:
        def __call__(self, *inputs):
            inputs = wrapped(inputs)
            self.inputs = tuple(arrays(inputs))
            y = Variable(self.forward(*self.inputs))
            y.creator = self
            return y

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="The bare array of `forward` is returned. What comes out is to be a Variable again, so that the next function can be called with it.",
)
def returns_the_array():
    class Function:
        def __call__(self, *inputs):
            self.inputs = wrapped(inputs)
            return self.forward(*arrays(self.inputs))

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="You write the result into the input variable and give that back. A calculation makes a new variable; the input stays what it is.",
)
def writes_into_the_input():
    class Function:
        def __call__(self, *inputs):
            self.inputs = wrapped(inputs)
            y = self.inputs[0]
            y.data = self.forward(*arrays(self.inputs))
            y.creator = self
            return y

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="Yours works with variables only. A plain number, list or array is to become a variable first.",
)
def variables_only():
    class Function:
        def __call__(self, *inputs):
            self.inputs = inputs
            y = Variable(self.forward(*[x.data for x in inputs]))
            y.creator = self
            return y

    return with_square(Function)


@mistake(
    "Function",
    binds=BOTH,
    hint="You take the variables first, and what had to become one after them. Inputs are remembered in the order in which they came: x - y is not y - x.",
)
def variables_first():
    class Function:
        def __call__(self, *inputs):
            made = [Variable(x) for x in inputs if not isinstance(x, Variable)]
            self.inputs = (*(x for x in inputs if isinstance(x, Variable)), *made)
            y = Variable(self.forward(*arrays(self.inputs)))
            y.creator = self
            return y

    return with_square(Function)


@variant("Function", "a list, a loop, and the output remembered", binds=BOTH)
def with_a_list():
    class Function:
        def __init__(self):
            self.inputs = []

        def __call__(self, *inputs):
            values = []
            for given in inputs:
                if not isinstance(given, Variable):
                    given = Variable(np.array(given))
                self.inputs.append(given)
                values.append(given.data)
            self.output = Variable(self.forward(*values))
            self.output.creator = self
            return self.output

    return with_square(Function)


@variant("Function", "asks for the attribute data", binds=BOTH)
def by_attribute():
    class Function:
        def __call__(self, *inputs):
            inputs = [Variable(x) if not hasattr(x, "creator") else x for x in inputs]
            self.inputs = tuple(inputs)
            result = Variable(self.forward(*map(lambda v: v.data, inputs)))
            setattr(result, "creator", self)
            return result

    return with_square(Function)
