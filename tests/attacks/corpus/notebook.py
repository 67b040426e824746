"""The notebook's cells and metadata are edited: points, ids, types, tags, order."""

from __future__ import annotations

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell

from .attack import Attack, cell, every_test, tag_tests, tests, twin


def _remove_tests(node: NotebookNode) -> None:
    node.cells = [one for one in node.cells if one not in tests(node)]


def _empty_tests(node: NotebookNode) -> None:
    for one in tests(node):
        if one.cell_type == "code":
            one.source = "pass"


def _full_marks_in_tests(node: NotebookNode) -> None:
    for one in tests(node):
        if one.cell_type == "code":
            one.source = f"{one.metadata.nbgrader.points}"


def _forged_outputs(node: NotebookNode) -> None:
    for one in tests(node):
        if one.cell_type == "code":
            output = {
                "output_type": "execute_result",
                "execution_count": 1,
                "data": {"text/plain": str(one.metadata.nbgrader.points)},
                "metadata": {},
            }
            one.outputs = [from_dict(output)]


def _swap_ids(node: NotebookNode) -> None:
    one, other = cell(node, "softmax-rows"), cell(node, "Counter-steps")
    one.metadata.nbgrader.grade_id = "Counter-steps"
    other.metadata.nbgrader.grade_id = "softmax-rows"


def _answer_is_test(node: NotebookNode) -> None:
    test = cell(node, "softmax-rows")
    node.cells.remove(test)
    cell(node, "softmax").metadata.nbgrader.update(test.metadata.nbgrader)


def _twin_before(node: NotebookNode) -> None:
    node.cells.insert(2, twin(cell(node, "softmax-rows"), "assert True"))


def _twin_after(node: NotebookNode) -> None:
    node.cells.append(twin(cell(node, "softmax-rows"), "3"))


def _many_twins(node: NotebookNode) -> None:
    for _ in range(200):
        node.cells.append(twin(cell(node, "softmax-rows"), "assert True"))


def _second_answer(node: NotebookNode) -> None:
    node.cells.append(twin(cell(node, "softmax"), "def softmax(*a): raise SystemExit"))


def _tests_first(node: NotebookNode) -> None:
    moved = tests(node)
    node.cells = moved + [one for one in node.cells if one not in moved]


def _reversed(node: NotebookNode) -> None:
    node.cells.reverse()


def _rename(node: NotebookNode) -> None:
    for number, one in enumerate(tests(node)):
        one.metadata.nbgrader.grade_id = f"x{number}"


def _to(kind: str):
    def change(node: NotebookNode) -> None:
        for one in tests(node):
            one["cell_type"] = kind
            one.pop("outputs", None)
            one.pop("execution_count", None)

    return change


def _invisible(node: NotebookNode) -> None:
    for one in tests(node):
        one.source = f"%%script false --no-raise-error\n{one.source}"


def _magic_tests(node: NotebookNode) -> None:
    node.cells.insert(1, new_code_cell(
        "from IPython.core.magic import register_cell_magic\n"
        "@register_cell_magic\ndef time(line, cell): pass"))  # fmt: skip
    for one in tests(node):
        one.source = f"%%time\n{one.source}"


def _odd_metadata(node: NotebookNode) -> None:
    for one in tests(node):
        one.metadata["nbgrader"] = ["grade", True]


def _odd_ids(node: NotebookNode) -> None:
    for one in tests(node):
        one.metadata.nbgrader.grade_id = {"softmax-rows": 1}


def _task(node: NotebookNode) -> None:
    for one in tests(node):
        one.metadata.nbgrader.update(task=True, grade=False, solution=False)


def _kernel(node: NotebookNode) -> None:
    node.metadata["kernelspec"] = {"name": "bash", "display_name": "x", "language": "bash"}
    node.metadata["language_info"] = {"name": "bash"}


ATTACKS = (
    Attack("skip-execution", "test cells are tagged skip-execution",
           change=tag_tests("skip-execution")),
    Attack("raises-exception", "test cells are tagged raises-exception",
           change=tag_tests("raises-exception")),
    Attack("nbval-skip", "test cells carry the tag by which other graders skip",
           change=tag_tests("otter_ignore")),
    Attack("remove-cell", "test cells are tagged remove_cell and hide_input",
           change=lambda node: (tag_tests("remove_cell")(node), tag_tests("hide_input")(node))),
    Attack("more-points", "test cells claim a thousand points", change=every_test(points=1000)),
    Attack("negative-points", "test cells claim minus one point", change=every_test(points=-1)),
    Attack("points-are-nan", "test cells claim nan points",
           change=every_test(points=float("nan"))),
    Attack("points-are-text", "test cells claim points in words", change=every_test(points="all")),
    Attack("unlocked", "test cells are called solutions",
           change=every_test(solution=True, locked=False)),
    Attack("tasks", "test cells are called tasks, which people grade", change=_task),
    Attack("other-schema", "test cells claim a later version of nbgrader's metadata",
           change=every_test(schema_version=99)),
    Attack("renamed-ids", "test cells have ids that nobody knows", change=_rename),
    Attack("swapped-ids", "a failing test takes the id of one that passes", change=_swap_ids),
    Attack("odd-ids", "ids are dictionaries", change=_odd_ids),
    Attack("odd-metadata", "nbgrader's metadata is a list", change=_odd_metadata),
    Attack("no-tests", "all test cells are deleted", change=_remove_tests),
    Attack("empty-tests", "all test cells hold `pass`", change=_empty_tests),
    Attack("full-marks-in-tests", "all test cells end with the number of their points",
           change=_full_marks_in_tests),
    Attack("script-false", "all test cells begin with `%%script false`", change=_invisible),
    Attack("own-magic", "all test cells begin with a magic that runs nothing",
           change=_magic_tests),
    Attack("markdown-tests", "test cells are Markdown now", change=_to("markdown")),
    Attack("raw-tests", "test cells are raw text now", change=_to("raw")),
    Attack("answer-becomes-test", "the answer's cell takes the place and id of its test",
           change=_answer_is_test),
    Attack("twin-before", "an easier twin stands before the test", change=_twin_before),
    Attack("twin-after", "a twin with full marks stands behind all", change=_twin_after),
    Attack("many-twins", "two hundred twins, should the last one count or all be added",
           change=_many_twins),
    Attack("second-answer", "a second answer cell of the same id, behind the tests",
           change=_second_answer),
    Attack("tests-first", "the tests stand before the answers", change=_tests_first),
    Attack("backwards", "all cells stand in the reverse order", change=_reversed),
    Attack("forged-outputs", "the outputs already say the points", change=_forged_outputs),
    Attack("other-kernel", "the notebook asks for a kernel that is not there", change=_kernel),
)  # fmt: skip
