"""Chapter 1: pictures that run the reader's neuron, gates and training loop."""

from course.widgets.perceptron.digits import digit_project, learning_rates, resolution
from course.widgets.perceptron.gates import half_planes, wiring
from course.widgets.perceptron.learning import stepper, training, xor_training
from course.widgets.perceptron.neuron import contributions, switchboard, zoom
from course.widgets.perceptron.search import accuracy_map, solution_space

__all__ = [
    "accuracy_map",
    "contributions",
    "digit_project",
    "half_planes",
    "learning_rates",
    "resolution",
    "solution_space",
    "stepper",
    "switchboard",
    "training",
    "wiring",
    "xor_training",
    "zoom",
]
