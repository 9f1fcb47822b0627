# `make plan` is all that a first visitor needs. PYTHON names another interpreter
# (3.11 or newer); everything is installed into .venv.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet -c constraints.txt

OLD_PYTHON := make: Python 3.11 or newer is needed: make PYTHON=python3.12
CHECK_PYTHON := import sys; sys.version_info < (3, 11) and sys.exit("$(OLD_PYTHON)")
SAY_PLATFORM := from sysconfig import *; \
	print("The wheels are for Python", get_python_version(), "on", get_platform())

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help plan test test-slow check format bundle test-bundle clean

help:
	@echo "make plan         plan the shipped evening; look at out/plan.html"
	@echo "make test         the tests, those that take many seconds left out"
	@echo "make test-slow    those that take many seconds"
	@echo "make check        lint, format, types, import contracts"
	@echo "make format       what of make check a machine can mend"
	@echo "make bundle       one folder that installs on a machine without network"
	@echo "make test-bundle  install that folder with the index switched off"
	@echo "make clean        remove all that these made"

plan: .venv/.for-use
	$(BIN)/dispatch plan evening

test: .venv/.for-work
	$(BIN)/python -m pytest -n auto -m "not slow"

test-slow: .venv/.for-work
	$(BIN)/python -m pytest -n auto -m slow || test $$? = 5 # 5: there is none

check: .venv/.for-work
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	.ci/lint-pages

format: .venv/.for-work
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bundle: .venv/.for-use
	rm -rf bundle
	mkdir -p bundle/roads
	$(BIN)/python -m pip wheel --quiet -c constraints.txt -w bundle/wheels .
	cp constraints.txt .bundle/INSTALL.txt bundle/
	cp maps/data/reykjavik.osm.pbf maps/data/LICENSE-ODbL.txt maps/data/README.md \
		bundle/roads/
	$(BIN)/python -c '$(SAY_PLATFORM)' >> bundle/INSTALL.txt
	@du -sh bundle

test-bundle: bundle
	PYTHON=$(PYTHON) .bundle/test

clean:
	rm -rf .venv bundle build dist out *.egg-info .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.for-use: pyproject.toml constraints.txt
	@$(PYTHON) -c '$(CHECK_PYTHON)'
	$(PYTHON) -m venv .venv
	@echo "installing into .venv, about a minute"
	$(INSTALL) -e .
	@# Ours too, for machines on which Python is told not to write byte code.
	@$(BIN)/python -m compileall -q dispatch maps scenarios
	@touch $@

.venv/.for-work: .venv/.for-use
	@echo "installing what tests and checks need"
	$(INSTALL) -e '.[dev]'
	@touch $@
