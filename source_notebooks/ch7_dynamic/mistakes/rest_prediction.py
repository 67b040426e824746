"""Wrong predictions about parameters that are no longer used."""

from autograder.mistakes import mistake

mistake(
    "rest_prediction",
    name="both_rest",
    value="A",
    hint="For the layers you are right. But what does the gradient of a matrix look like of which `take` took a part: is it None?",
)
mistake(
    "rest_prediction",
    name="the_other_way_round",
    value="C",
    hint="Which of the two gets a gradient of zeros, and which gets none at all? And which of these does Adam pass by?",
)
mistake(
    "rest_prediction",
    name="both_drift",
    value="D",
    hint="Adam does remember. But look at the first line in its loop over the parameters: what happens where there is no gradient?",
)
