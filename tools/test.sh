#!/bin/sh
# What `make test` and CI run alike: style, types, then the tests. TEST_ALL=1 adds the slow ones.
set -e
cd "$(dirname "$0")/.."
bin=.venv/bin
echo "== ruff"
$bin/ruff check -q .
$bin/ruff format -q --check autograder course tests bench tools
echo "== mypy"
$bin/mypy --no-error-summary
echo "== pytest"
if [ -n "$TEST_ALL" ]; then exec $bin/python -m pytest -n 2; fi
exec $bin/python -m pytest -n 2 -m "not slow"
