"""What learners believe of the order of the lines."""

from autograder.mistakes import mistake, variant

_ORDERS = {
    "first_layer_first": (
        "FCHBDAIGE",
        "On the way back the ReLU comes before the second affine layer in your order. Whose output was z?",
    ),
    "second_relu_on_dz": (
        "FCHBDJIGE",
        "The slope of z is given to the ReLU. The ReLU did not make z.",
    ),
    "without_relu": (
        "FCLBDIAGE",
        "The second layer takes a, as if there were no ReLU in between. The way back then does not fit the way there.",
    ),
    "softmax_before_the_loss": (
        "FCHKBDIAGE",
        "A softmax too many: it is inside of the last layer already. And nine lines were asked for.",
    ),
    "no_way_back_through_first": (
        "FCHBDIAE",
        "The first affine layer is never asked for its slopes, but you return them. One line is missing.",
    ),
    "no_loss": (
        "FCHDIAGE",
        "The last layer has no `forward` in your order. What should it go back from?",
    ),
    "return_too_early": (
        "FCHBDIAEG",
        "A line stands behind the `return`. It is never reached.",
    ),
    "backwards_first": (
        "DIAGFCHBE",
        "The way back stands before the way there. What should the layers remember then?",
    ),
    "everything_mirrored": (
        "EGAIDBHCF",
        "You have written it from the last line to the first.",
    ),
    "relu_first": (
        "CFHBDIAGE",
        "The ReLU comes first in your order. What is a, at that time?",
    ),
    "way_back_in_the_order_of_the_way_there": (
        "FCHBGAIDE",
        "The way back runs in the same direction as the way there. It begins at the loss.",
    ),
    "all_twelve": (
        "FCHLKBDJIAGE",
        "All twelve lines are in it. Three do not belong: two of them undo what others have done.",
    ),
}
for _name, (_letters, _hint) in _ORDERS.items():
    mistake("line_order", name=_name, value=list(_letters), hint=_hint)
