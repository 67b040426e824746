"""What learners believe of the way back."""

import numpy as np

from autograder.mistakes import mistake, variant


def add_to_grad(variable, gradient):
    variable.grad = gradient if variable.grad is None else variable.grad + gradient


def arrive(arrived, source, part):
    arrived[source] = arrived[source] + part if source in arrived else part


def go_back(
    result, start=np.ones_like, turns=None, keep=add_to_grad, collect=arrive, fold=sum_to
):  # fmt: skip
    """The right way back, in pieces that can be replaced by wrong ones."""
    arrived = {result: start(result.data)}
    for variable in (turns or order)(result):
        gradient = arrived[variable]
        keep(variable, gradient)
        if variable.creator is not None:
            parts = variable.creator.backward(gradient)
            for source, part in zip(variable.creator.inputs, parts):
                collect(arrived, source, fold(part, source.data.shape))


@mistake(
    "backward",
    hint="What arrives at a variable replaces what was there. In y = x + x two parts arrive at x, and both count.",
)
def the_last_part_counts(result):
    go_back(result, collect=lambda arrived, source, part: arrived.__setitem__(source, part))


@mistake(
    "backward",
    hint="grad is replaced by what arrives in this call. Without cleargrad, a second call is to be added to the first.",
)
def grad_is_replaced(result):
    go_back(result, keep=lambda variable, gradient: setattr(variable, "grad", gradient))


@mistake(
    "backward",
    hint="You hand on what stands in grad, and after the first call there is more in it than has arrived in this one.",
)
def grad_is_handed_on(result):
    add_to_grad(result, np.ones_like(result.data))
    for variable in order(result):
        if variable.creator is not None:
            parts = variable.creator.backward(variable.grad)
            for source, part in zip(variable.creator.inputs, parts):
                add_to_grad(source, sum_to(part, source.data.shape))


@mistake(
    "backward",
    hint="You serve the variables nearest first, and one that is still waiting for a longer road hands on too little.",
)
def nearest_first(result):
    def turns(result):
        found, met = [result], {result}
        for variable in found:
            for source in variable.creator.inputs if variable.creator else ():
                if source not in met:
                    met.add(source)
                    found.append(source)
        return found

    go_back(result, turns=turns)


@mistake(
    "backward",
    hint="At each arrival you hand on what has come so far, earlier parts included. Those were handed on already, and count twice.",
)
def hands_on_at_each_arrival(result):
    result.grad = np.ones_like(result.data)
    waiting, served = [result], 0
    while waiting and served < 9_000:
        variable = waiting.pop()
        served += 1
        if variable.creator is not None:
            parts = variable.creator.backward(variable.grad)
            for source, part in zip(variable.creator.inputs, parts):
                add_to_grad(source, sum_to(part, source.data.shape))
                waiting.append(source)


@mistake(
    "backward",
    hint="The way back begins with the result's own value. It begins with the slope of the result with respect to itself.",
)
def starts_with_the_data(result):
    go_back(result, start=np.array)


@mistake(
    "backward",
    hint="The way back begins with the single number 1, not with an array of ones of the result's shape and dtype.",
)
def starts_with_one_number(result):
    go_back(result, start=lambda data: np.array(1.0), fold=lambda part, shape: (
        sum_to(part, shape) if part.ndim >= len(shape) else part))  # fmt: skip


@mistake(
    "backward",
    hint="A part comes in the shape of the result of a function, but its input was smaller. Before it arrives it has to be folded.",
)
def not_folded(result):
    go_back(result, fold=lambda part, shape: part)


@mistake(
    "backward",
    hint="An array that has arrived is written into (`+=`), and other variables hold the same array: their gradients grow with it.",
)
def adds_in_place(result):
    def keep(variable, gradient):
        if variable.grad is None:
            variable.grad = gradient
        else:
            variable.grad += gradient

    def collect(arrived, source, part):
        if source in arrived:
            arrived[source] += part
        else:
            arrived[source] = part

    go_back(result, keep=keep, collect=collect)


@mistake(
    "backward",
    hint="Only variables that nobody made get their gradient. Those in the middle, and the result, are to have one, too.",
)
def leaves_only(result):
    go_back(result, keep=lambda v, g: add_to_grad(v, g) if v.creator is None else None)


@mistake(
    "backward",
    hint="All old gradients are thrown away at the beginning. Clearing is for cleargrad: what is there is added to.",
)
def clears_first(result):
    for variable in order(result):
        variable.grad = None
    go_back(result)


@mistake(
    "backward",
    hint="The result itself has no gradient after the call. With respect to itself its slope is 1.",
)
def none_for_the_result(result):
    go_back(result, keep=lambda v, g: None if v is result else add_to_grad(v, g))


@mistake(
    "backward",
    hint="Where nothing but zeros arrives, you leave grad as it is. A slope of 0 is a gradient, too, and it is handed on.",
)
def zeros_passed_over(result):
    arrived = {result: np.ones_like(result.data)}
    for variable in order(result):
        gradient = arrived.get(variable)
        if gradient is None or not gradient.any():
            continue
        add_to_grad(variable, gradient)
        if variable.creator is not None:
            parts = variable.creator.backward(gradient)
            for source, part in zip(variable.creator.inputs, parts):
                arrive(arrived, source, sum_to(part, source.data.shape))


@mistake(
    "backward",
    hint="Your function calls itself along every road. Python stops that at a depth of about a thousand; a loop over `order` has no such limit.",
)
def along_every_road(result, gradient=None):
    gradient = np.ones_like(result.data) if gradient is None else gradient
    add_to_grad(result, gradient)
    if result.creator is not None:
        for source, part in zip(result.creator.inputs, result.creator.backward(gradient)):
            along_every_road(source, sum_to(part, source.data.shape))


@variant("backward", "zeros everywhere at first, in a dictionary by id, added in place to own arrays")
def from_zeros(result):
    turns = order(result)
    purse = {id(v): np.zeros_like(v.data) for v in turns}
    purse[id(result)] = purse[id(result)] + 1
    for v in turns:
        if v.grad is None:
            v.grad = np.zeros_like(v.data)
        v.grad = v.grad + purse[id(v)]
        if v.creator:
            for i, part in enumerate(v.creator.backward(purse[id(v)])):
                s = v.creator.inputs[i]
                purse[id(s)] = purse[id(s)] + sum_to(part, s.data.shape)


@variant("backward", "puts old gradients aside, walks with grad, and adds them again")
def old_ones_aside(result):
    turns = order(result)
    old = [v.grad for v in turns]
    for v in turns:
        v.grad = None
    result.grad = np.ones(result.data.shape, dtype=result.data.dtype)
    for v in turns:
        if v.creator is not None:
            for s, part in zip(v.creator.inputs, v.creator.backward(v.grad)):
                part = sum_to(part, s.data.shape)
                s.grad = part if s.grad is None else s.grad + part
    for v, before in zip(turns, old):
        if before is not None:
            v.grad = v.grad + before
