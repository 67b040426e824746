"""Compare the reference convolution layer with PyTorch on one thread, in one run.

Forward and backward on a batch of (64, 16, 28, 28) with 32 filters of 3 × 3, stride 1, padding 1.
Without PyTorch the comparison is left out, and that is said. Run: make bench
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from sections import machine, write_section

from autograder.build.run import SourceRun
from autograder.source import course_root, open_chapter

SHAPE, FILTERS, PAD = (64, 16, 28, 28), (32, 16, 3, 3), 1
REPEATS = 15
LIMIT = 4.0
#: The libraries under NumPy read these once, when they are loaded.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def reference_layer(root: Path) -> Any:
    """Return the class `Conv2D` of the source notebook."""
    notebooks = {notebook.name: notebook for notebook in open_chapter(root, "ch6_cnn").notebooks}
    run = SourceRun(notebooks["convolution"])
    for cell in notebooks["convolution"].with_role("given", "answer"):
        run.run(cell)
    found = run.namespace["Conv2D"]
    run.close()
    return found


def ours(Conv2D: Any, arrays: tuple[Any, ...]) -> Callable[[], Any]:
    """Return a call of forward and backward of the reference."""
    x, W, b, dout = arrays
    layer = Conv2D(W, b, 1, PAD)

    def step() -> Any:
        layer.forward(x)
        return layer.backward(dout)

    return step


def theirs(arrays: tuple[Any, ...]) -> Callable[[], Any]:
    """Return a call of forward and backward of PyTorch."""
    import torch  # noqa: PLC0415 (it may be missing)

    torch.set_num_threads(1)
    x, W, b = (torch.tensor(array, requires_grad=True) for array in arrays[:3])
    dout = torch.tensor(arrays[3])

    def step() -> Any:
        x.grad = W.grad = b.grad = None
        torch.nn.functional.conv2d(x, W, b, padding=PAD).backward(dout)
        return x.grad.numpy()

    return step


def quickest(ways: list[Callable[[], Any]]) -> list[float]:
    """Return the milliseconds of each way's quickest call; the ways take turns."""
    times: list[list[float]] = [[] for _ in ways]
    for way in ways:
        way()
    for _ in range(REPEATS):
        for seconds, way in zip(times, ways, strict=True):
            began = time.perf_counter()
            way()
            seconds.append(time.perf_counter() - began)
    return [1000 * min(seconds) for seconds in times]


def main() -> None:
    """Print a row for each precision and write them to docs/benchmarks.md."""
    root = course_root(Path(__file__).parent)
    Conv2D = reference_layer(root)
    with_torch = importlib.util.find_spec("torch") is not None
    lines = [
        "## The reference convolution against PyTorch",
        "",
        f"`make bench`, {machine()}, one thread. Forward and backward on {SHAPE} with "
        f"{FILTERS[0]} filters 3 × 3, padding {PAD}; milliseconds, the quickest of {REPEATS}.",
        "",
        "| precision | reference | PyTorch | ratio |",
        "|---|---|---|---|",
    ]
    worst = 0.0
    for kind in (np.float32, np.float64):
        rng = np.random.default_rng(0)
        shapes = (SHAPE, FILTERS, FILTERS[:1], (SHAPE[0], FILTERS[0], *SHAPE[2:]))
        arrays = tuple(rng.normal(size=shape).astype(kind) for shape in shapes)
        ways = [ours(Conv2D, arrays), *([theirs(arrays)] if with_torch else [])]
        found = quickest(ways)
        row = f"| {kind.__name__} | {found[0]:.1f} |"
        if with_torch:
            np.testing.assert_allclose(ways[0](), ways[1](), rtol=1e-3, atol=1e-3)
            worst = max(worst, found[0] / found[1])
            row += f" {found[1]:.1f} | {found[0] / found[1]:.2f} |"
        else:
            row += " — | — |"
        lines.append(row)
    if not with_torch:
        lines += ["", "PyTorch is not installed here: the comparison was left out."]
    elif worst > LIMIT:
        lines += ["", f"**Slower than {LIMIT:g} times PyTorch.**"]
    else:
        lines += ["", f"Within {LIMIT:g} times PyTorch."]
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    write_section(root / "docs" / "benchmarks.md", text)
    if worst > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    if ONE_THREAD.items() <= dict(os.environ).items():
        main()
    else:  # once more, with one thread from the beginning
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_THREAD})
