# 一企一策 oneplan. Needs Python 3.11 to 3.13 with venv, git and make; everything else comes from the locks.
PYTHON ?= python3
PORT ?= 8000
UV := .tools/bin/uv
BIN := .venv/bin
COMPILE := $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-header --no-annotate --excludes excludes.txt

.DEFAULT_GOAL := help
.PHONY: help setup up test check lock bench

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-7s %s\n", $$1, $$2}'

setup: .venv/ready ## install the program into .venv

up: .venv/ready ## start the desk and its clock (PORT=8000; DEMO=1 for a living demo site)
	$(BIN)/oneplan up --port $(PORT) $(if $(DEMO),--demo)

test: .venv/dev ## run the tests
	$(BIN)/python -m pytest -q -n 2

check: .venv/dev ## formatting, lint, types, floors, rulebook, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/oneplan rulebook check
	$(BIN)/python -m pytest -q -n 2

lock: $(UV) ## write the locks anew: hashes, no address
	$(COMPILE) -o requirements.lock pyproject.toml
	$(COMPILE) -c requirements.lock -o dev.lock --group dev pyproject.toml

bench: ## measure side by side, once there is a benchmark
	@if [ -d bench ]; then $(BIN)/python -m bench; else echo "no benchmark yet: bench/ does not exist"; fi

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
		echo "oneplan needs Python 3.11 to 3.13; this is $$($(PYTHON) --version). Say: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .tools
	.tools/bin/pip install -q --disable-pip-version-check "uv==0.13.9"

.venv/ready: requirements.lock pyproject.toml $(UV)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(UV) pip install -q --python $(BIN)/python --require-hashes --no-deps -r requirements.lock
	$(UV) pip install -q --python $(BIN)/python --no-deps -e .
	touch $@

.venv/dev: dev.lock .venv/ready
	$(UV) pip install -q --python $(BIN)/python --require-hashes --no-deps -r dev.lock
	touch $@
