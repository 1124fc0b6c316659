# GNU make; the recipes are plain sh. `make` alone says what there is.

PYTHON ?= python3
ENGINE ?= embedded:./kashshaf-archive
ARGS ?=
# A file's tests share what they set up, so each file goes to one process.
TOGETHER ?= --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# What is installed is newer than pyproject.toml, or is installed again.
RUNTIME := .venv/.runtime-installed
DEV := .venv/.dev-installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help venv run test lint style formatting types imports renew format clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

venv: $(DEV) ## make .venv with everything that developing needs (PYTHON=python3 makes it)

run: $(RUNTIME) ## index the sample archive and serve it (ENGINE=embedded:./kashshaf-archive)
	$(BIN)/kashshaf index sample_archive/pages --engine '$(ENGINE)'
	$(BIN)/kashshaf serve --engine '$(ENGINE)' $(ARGS)

test: $(DEV) ## run the tests, with a real Elasticsearch if one can be had (ARGS='-n0 -k word' for some)
	$(BIN)/python -m pytest $(TOGETHER) $(ARGS)

lint: style formatting types imports ## run every check below that reads the code without running it

style: $(DEV) ## ruff's rules
	$(BIN)/ruff check .

formatting: $(DEV) ## whether the code is formatted
	$(BIN)/ruff format --check .

types: $(DEV) ## mypy, strictly
	$(BIN)/mypy

imports: $(DEV) ## whether imports point downward only
	$(BIN)/lint-imports

renew: $(DEV) ## write again what is made from the code: README's parts, examples, promises, pictures
	for made in readme examples promise pictures; do $(BIN)/python -m tests.$$made || exit 1; done

format: $(DEV) ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what tools leave behind; .venv and archives stay
	rm -rf build dist htmlcov .coverage .coverage.* coverage.xml *.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Kashshaf needs Python 3.11 or newer, and '$(PYTHON)' is:" \
	    "$$($(PYTHON) --version 2>&1 || true)." \
	    "Name another: make venv PYTHON=python3.13" >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(RUNTIME): pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[dev]'
	@touch $(RUNTIME) $@
