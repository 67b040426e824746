"""What learners believe of static and dynamic engines."""

from autograder.mistakes import mistake

NAMES = tuple(f"engine_{i}" for i in range(1, 9))
RIGHT = dict(zip(NAMES, "SDDSDDSS"))


def _with(**changes):
    return tuple({**RIGHT, **{f"engine_{key[1:]}": to for key, to in changes.items()}}.values())


def _wrong(name, hint, **changes):
    mistake("engines", name=name, binds=NAMES, value=dict(zip(NAMES, _with(**changes))), hint=hint)


_wrong(
    "same_layers_means_static",
    "Dynamic does not mean that the graph changes, but that it is made while the numbers flow. Look at description 3 again.",
    _3="S",
)
_wrong(
    "a_loop_means_dynamic",
    "A loop can be part of a graph that was there before the numbers. Whose loop is it in description 4, Python's or the engine's?",
    _4="D",
)
_wrong(
    "both_traps",
    "Two descriptions are traps: one network never changes and is made anew all the same; one loop belongs to the graph. Ask *when* the graph is made.",
    _3="S",
    _4="D",
)
_wrong(
    "print_is_static",
    "When a line of a static engine's network is run, there are no numbers yet. What could it print?",
    _5="S",
)
_wrong(
    "tensorflow_one",
    "What is `feed_dict` for? If the numbers are fed in afterwards, what was there before?",
    _8="D",
)
_wrong(
    "a_file_is_dynamic",
    "A file that runs without Python cannot contain Python's decisions. What was written down, and when?",
    _7="D",
)
_wrong(
    "all_turned",
    "You have the two letters the wrong way round: S is define and run, D is define by run.",
    _1="D", _2="S", _3="S", _4="D", _5="S", _6="S", _7="D", _8="D",
)  # fmt: skip
