"""What learners believe of the map ahead."""

from autograder.mistakes import mistake

SHORT = ("detection", "segmentation", "captioning", "style", "dcgan")
SHORT += ("dqn", "binary", "distributed", "imagenet", "gpu")
NAMES = tuple(f"ahead_{name}" for name in SHORT)
RIGHT = dict(zip(NAMES, "BADECFGHIJ"))


def _wrong(name, hint, **changes):
    changed = {f"ahead_{key}": to for key, to in changes.items()}
    mistake("ahead", name=name, binds=NAMES, value={**RIGHT, **changed}, hint=hint)


_wrong(
    "detection_is_classification",
    "Classifying every pixel is one thing, and finding an unknown number of objects another. Which of the two gives boxes?",
    detection="A",
    segmentation="B",
)
_wrong(
    "style_is_a_gan",
    "Both make images. In which of them do two networks train against each other, and in which does only an image change?",
    style="C",
    dcgan="E",
)
_wrong(
    "gan_with_one_loss",
    "A DCGAN has two networks that want opposite things, so one loss cannot serve both. Which description says that?",
    dcgan="D",
    captioning="C",
)
_wrong(
    "dqn_is_supervised",
    "Nobody tells a player which move would have been right. Which description has rewards in it, and no labels?",
    dqn="I",
    imagenet="F",
)
_wrong(
    "many_machines_and_many_calculators",
    "One of the two is about many machines that share a batch, the other about many calculators in one machine.",
    distributed="J",
    gpu="H",
)
_wrong(
    "sixteen_bits_and_one_bit",
    "Two descriptions save bits. In which of them is a weight one bit, and in which is memory the limit?",
    binary="J",
    gpu="G",
)
