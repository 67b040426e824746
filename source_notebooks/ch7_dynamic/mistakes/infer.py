"""What learners believe of three inferences."""

import numpy as np

from autograder.mistakes import mistake, variant


def both(net, x):
    return net(x, False).data, net(x, True).data


def mixing(choose):
    """Make an `infer` whose mixed mode chooses in another way."""

    def infer(net, x, mode, border=5.0):
        off, on = both(net, x)
        if mode == "leaky":
            return on
        if mode == "relu":
            return off
        if mode == "mixed":
            return choose(off, on, x, border)
        raise ValueError(mode)

    return infer


_WRONG = {
    "whole_batch_any": (
        "One condition for the whole batch: if any point is beyond the border, all of them are asked with relu.",
        lambda off, on, x, border: off if (x > border).any() else on,
    ),
    "whole_batch_all": (
        "One condition for the whole batch. Each point has its own.",
        lambda off, on, x, border: off if (x > border).all() else on,
    ),
    "first_point_decides": (
        "The first point decides for the whole batch.",
        lambda off, on, x, border: off if x[0, 0] > border else on,
    ),
    "mean_decides": (
        "The mean of the points decides for the whole batch.",
        lambda off, on, x, border: off if x.mean() > border else on,
    ),
    "at_the_border": (
        "Exactly at the border your point is asked with relu. *Larger than* was agreed.",
        lambda off, on, x, border: np.where(x >= border, off, on),
    ),
    "sides_exchanged": (
        "The sides are exchanged: relu is for the points beyond the border.",
        lambda off, on, x, border: np.where(x > border, on, off),
    ),
    "border_is_five": (
        "Your border is always 5, whatever `border` says.",
        lambda off, on, x, border: np.where(x > 5, off, on),
    ),
    "sorts_the_points": (
        "You take the points for sorted. They come in any order, and the answers in the same one.",
        lambda off, on, x, border: np.concatenate([on[x <= border], off[x > border]])[:, None],
    ),
    "looks_at_the_answer": (
        "The answer is compared with the border, not the point.",
        lambda off, on, x, border: np.where(on > border, off, on),
    ),
    "half_and_half": (
        "Mixed means one or the other at each point, not their mean.",
        lambda off, on, x, border: (off + on) / 2,
    ),
    "larger_of_both": (
        "You take the larger of both answers. The point decides, not the answers.",
        lambda off, on, x, border: np.maximum(off, on),
    ),
}
for _name, (_hint, _choose) in _WRONG.items():
    mistake("infer", name=_name, hint=_hint)(mixing(_choose))

right = mixing(lambda off, on, x, border: np.where(x > border, off, on))


@mistake("infer", hint='"leaky" and "relu" are exchanged.')
def names_exchanged(net, x, mode, border=5.0):
    return right(net, x, {"leaky": "relu", "relu": "leaky"}.get(mode, mode), border)


@mistake("infer", hint="An unknown mode gets an answer. It should raise a ValueError.")
def unknown_is_mixed(net, x, mode, border=5.0):
    return right(net, x, mode if mode in ("leaky", "relu") else "mixed", border)


@mistake("infer", hint="You return the Variable. Its array is in `.data`.")
def gives_a_variable(net, x, mode, border=5.0):
    return Variable(right(net, x, mode, border))


@mistake("infer", hint="Your answers have lost their shape: (N, 1) was asked for.")
def flat(net, x, mode, border=5.0):
    return right(net, x, mode, border)[:, 0]


@mistake("infer", hint="Your inference changes the network: its parameters are not what they were.")
def trains_on(net, x, mode, border=5.0):
    answer = right(net, x, mode, border).copy()
    for p in net.params():
        p.data -= 0.001
    return answer


@mistake("infer", hint="Your inference writes into x.")
def writes_into_x(net, x, mode, border=5.0):
    answer = right(net, x, mode, border)
    x[x > border] = border
    return answer


@mistake(
    "infer", hint="With whole numbers in `x` your answers are cut off: they took the dtype of x."
)
def answers_like_x(net, x, mode, border=5.0):
    return right(net, x, mode, border).astype(x.dtype)


KEPT = {}


@mistake("infer", hint="You keep answers of earlier calls. The network may have learned since.")
def kept_answers(net, x, mode, border=5.0):
    key = id(net), x.tobytes(), mode, border
    if key not in KEPT:
        KEPT[key] = net, right(net, x, mode, border)
    return KEPT[key][1]


@variant("infer", "each point by itself")
def point_by_point(net, x, mode, border=5.0):
    if mode not in ("leaky", "relu", "mixed"):
        raise ValueError("no such mode")
    answers = []
    for point in x[:, 0]:
        on = mode == "leaky" or (mode == "mixed" and not point > border)
        answers.append(net(np.array([[point]]), on).data[0, 0])
    return np.array(answers)[:, None]


@variant("infer", "copies, and the part beyond the border written over")
def written_over(net, x, mode, border=5.0):
    if mode == "relu":
        return net(x, False).data.copy()
    answer = net(x, True).data.copy()
    if mode == "mixed":
        beyond = x[:, 0] > border
        if beyond.any():
            answer[beyond] = net(x[beyond], False).data
    elif mode != "leaky":
        raise ValueError
    return answer
