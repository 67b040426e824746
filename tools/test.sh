#!/bin/sh
# What `make test` and CI run alike: style, types, then the tests. TEST_ALL=1 adds the slow ones,
# TEST_ALL=2 the thorough ones, too.
set -e
cd "$(dirname "$0")/.."
bin=.venv/bin
echo "== ruff"
$bin/ruff check -q .
$bin/ruff format -q --check autograder course tests bench tools
echo "== mypy"
$bin/mypy --no-error-summary
echo "== pytest"
case "$TEST_ALL" in
  "") marks="not slow and not thorough" ;;
  2) marks="" ;;
  *) marks="not thorough" ;;
esac
exec $bin/python -m pytest -n 2 --dist worksteal -m "$marks"
