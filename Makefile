# One line per thing a person may want; `make` alone lists them. Everything lives in ./.venv, nothing outside of it
# but the system packages that .ci/system-packages names.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# A person's own choices: make demo ARGS="--lang en", make test ARGS=tests/unit, make bench ARGS=validation,
# make lock UPGRADE=--upgrade
ARGS ?=
UPGRADE ?=

# Every test: a file's tests stay together, so that what they share is started once. A part by ARGS runs in order.
ON_ALL_CORES := -n auto --dist loadfile

PY := .venv/bin/python
UV := .venv/bin/uv
INSTALL := .ci/install
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE)

export UV_PYTHON_DOWNLOADS := never
export UV_HTTP_TIMEOUT ?= 180

.PHONY: help demo test lint production-test faults bench lock clean

help:
	@echo "make demo    set everything up and run the main job on sample-data/new-staff.xlsx"
	@echo "make test    set up what tests need, run the linters and every test"
	@echo "make lint    ruff, mypy, import-linter"
	@echo "make production-test  run every command of docs/guide/production.md on this machine: PostgreSQL, S3, Prefect, two workers"
	@echo "make faults  kill and disturb what orders and plans, at every moment and at 200 random ones; a part is in make test"
	@echo "make bench   measure CPU time as ratios to peers (ARGS=validation: one part)"
	@echo "make lock    resolve the locked dependencies again (UPGRADE=--upgrade takes newer releases)"
	@echo "make clean   remove .venv and caches; var/ with its imports stays"

demo: .venv/.made-demo
	@$(PY) -m compileall -q trunkload
	@.venv/bin/trunkload demo $(ARGS)

test: .venv/.made-test
	@.ci/system-packages
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest $(or $(ARGS),$(ON_ALL_CORES))

lint: .venv/.made-test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

production-test: .venv/.made-test
	@.ci/system-packages
	@$(PY) -m tests.production $(ARGS)

faults: .venv/.made-test
	@$(PY) -m tests.faults $(ARGS)
	@$(PY) -m tests.faults.every_point
	@IN_FULL=1 $(PY) -m pytest tests/integration/inventory

bench: .venv/.made-bench
	@$(PY) -m compileall -q trunkload
	@$(PY) -m bench $(ARGS)

lock: .venv/.made-tools
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
	@$(COMPILE) pyproject.toml --extra postgres --extra dask -c requirements-dev.lock -o requirements-production.lock
	@$(COMPILE) --group postgres-wheel -c requirements-dev.lock -o requirements-postgres.lock
	@$(COMPILE) --group bench -c requirements-dev.lock -o requirements-bench.lock
	@$(COMPILE) --group setup -c requirements-dev.lock -o requirements-setup.lock

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	@find trunkload tests bench sample-data -name __pycache__ -prune -exec rm -rf {} +

# Stamps: a set-up step runs again when what it was made from is newer.
.venv/.made-tools: requirements-setup.lock
	@.ci/make-venv
	@touch $@

.venv/.made-demo: .venv/.made-tools requirements.lock pyproject.toml
	@echo "Installing the locked dependencies (about 500 MB; only the first time) …"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.made-bench: .venv/.made-demo requirements-bench.lock
	@echo "Installing the peers that are only measured …"
	@$(INSTALL) --require-hashes -r requirements-bench.lock || echo "Some peers are not installed; they are not measured."
	@touch $@

.venv/.made-test: .venv/.made-demo requirements-dev.lock
	@echo "Installing what the tests need …"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
