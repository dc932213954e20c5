# Every target does its own set-up on a fresh clone; Python 3.11 is all it needs.
PYTHON ?= python3.11
BIN := .venv/bin
GOLD := ../shared/gold

.PHONY: install demo test check evaluate model lock

install: .venv/installed

# The stamp is the last thing written, so that an interrupted install starts again.
.venv/installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: install
	$(BIN)/dateline demo

test: install check
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock:
	uv pip compile pyproject.toml --all-extras --group dev --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command "make lock" -o requirements.txt
