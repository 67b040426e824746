# Each command sets up what it needs; `make` alone lists them.
PYTHON ?= python3
export PYTHON
BIN := .venv/bin
CHAPTER ?= ch1_perceptron
CLASS ?= .

.DEFAULT_GOAL := help
.PHONY: help demo lab formgrader test bench build verify check clean setup setup-test

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

setup:
	@command -v $(PYTHON) >/dev/null || { echo "setup: Python is missing. Install it with: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) tools/setup.py run

setup-test:
	@command -v $(PYTHON) >/dev/null || { echo "setup: Python is missing. Install it with: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) tools/setup.py test

demo: setup  ## build chapter 1, grade a sample class, write the report
	@$(BIN)/autograder demo $(CHAPTER)

lab: setup  ## open JupyterLab on your own copy of the released chapter
	@$(BIN)/autograder start $(CHAPTER) && $(BIN)/jupyter lab --ServerApp.root_dir=my_work/$(CHAPTER) --LabApp.default_url=/lab/tree/$$(ls release/$(CHAPTER)/*.ipynb | head -1 | xargs basename) $(LAB_OPTIONS)

formgrader: setup  ## open nbgrader's formgrader, to read written answers (CLASS=demo: the demo's)
	@cd "$(CLASS)" && "$(CURDIR)/$(BIN)/jupyter" lab --LabApp.default_url=/formgrader $(LAB_OPTIONS)

test: setup-test  ## run all tests but the slow ones
	@sh tools/test.sh

bench: setup-test  ## measure, as ratios in one run
	@$(BIN)/python bench/check_overhead.py
	@$(BIN)/python bench/convolution.py
	@$(BIN)/python bench/grading.py --submissions 40 --class-size 1000

build: setup  ## make release/ from source_notebooks/
	@$(BIN)/autograder build

verify: setup  ## prove the course: right answers pass, known-wrong ones fail and are named
	@$(BIN)/autograder verify

clean:  ## remove what a run leaves, environment included
	rm -rf .venv .cache demo build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
