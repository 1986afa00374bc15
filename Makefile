# 一企一策 oneplan. Needs Python 3.11 to 3.13 with venv, git and make; everything else comes from the locks.
PYTHON ?= python3
PORT ?= 8000
SF ?= 1
N ?= 1000
BIN := .venv/bin
UV := .tools/bin/uv

# uv neither reads pip's settings nor fetches interpreters for us: an index set for pip counts for uv, settings of the account do not.
export UV_NO_CONFIG := 1
export UV_PYTHON_DOWNLOADS := never
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

INSTALL := $(UV) pip install -q --python $(BIN)/python
COMPILE := $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-header --no-annotate $(if $(UPGRADE),--upgrade)
PYTEST := $(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help setup up test check lock crash bench

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/ready ## install the program into .venv

up: .venv/ready ## start the desk and its clock (PORT=8000; DEMO=1 for a living demo site)
	$(BIN)/oneplan up --port $(PORT) $(if $(filter-out 0,$(DEMO)),--demo)

test: .venv/dev ## run the tests
	$(PYTEST)

check: .venv/dev ## formatting, lint, types, floors, rulebook, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/oneplan rulebook check
	$(BIN)/oneplan rulebook test
	$(PYTEST)

lock: .tools/ready ## write the locks anew: hashes, no address (UPGRADE=1 takes newer versions)
	$(COMPILE) --excludes excludes.txt -o requirements.lock pyproject.toml
	$(COMPILE) --excludes excludes.txt -c requirements.lock -o dev.lock --group dev pyproject.toml
	$(COMPILE) -o tools.lock --group tools

crash: .venv/dev ## kill it N times on each database, in whatever it does (N=1000)
	ONEPLAN_TEST_KILLS=$(N) $(BIN)/python -m pytest -q -x tests/crash/test_kills.py

bench: .venv/dev ## measure side by side, some minutes (SF=1: thousands of cases; PEERS=1; ONLY="act workdays")
	$(BIN)/python -m bench --scale $(SF) $(if $(filter-out 0,$(PEERS)),--peers) $(ONLY)

# The stamps: what lies below is done again only when a lock or pyproject.toml has changed.
.tools/ready: tools.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
		echo "oneplan needs Python 3.11 to 3.13, this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .tools
	.tools/bin/pip install -q --disable-pip-version-check --require-hashes -r tools.lock
	@touch $@

# Takes away what the lock no longer names, the tools of `dev` too: that stamp is older then and adds them again from the cache.
.venv/ready: requirements.lock pyproject.toml .tools/ready
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip .venv
	$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements.lock
	$(INSTALL) --no-deps --build-constraints tools.lock --editable .
	@touch $@

.venv/dev: dev.lock .venv/ready
	$(INSTALL) --no-deps --require-hashes -r dev.lock
	@touch $@
