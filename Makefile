# Everything that a developer types. `make run` and `make test` set up what they need.
.DEFAULT_GOAL := help
# The golden output and the picture are renewed by hand and committed with the change that made them.
.PHONY: golden help setup setup-dev run test test-quick test-browser lint format lock screenshot bench bench-reading bench-facts bench-places bench-export samples bench-select bench-start bench-map check-slow clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev
# One lock for every platform and Python, with hashes and without any address.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) ## Make .venv from the locked requirements and build the place index
setup-dev: $(STAMP_DEV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Liptako needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing. Type: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/liptako index
	@touch $@

$(STAMP_DEV): requirements-dev.txt $(STAMP)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

run: setup ## Open the dashboard on the seed documents
	$(BIN)/liptako run $(ARGS)

test: setup-dev ## Install what tests need, a browser included, and run them all
	@tests/browser/ensure_chromium
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-quick lint test-browser

test-browser: setup-dev ## The tests that need a browser
	$(BIN)/python -m pytest -m "browser and not slow"

check-slow: setup-dev ## The tests that take long, a browser included
	@tests/browser/ensure_chromium
	$(BIN)/python -m pytest -m slow

test-quick: setup-dev ## The tests that need no browser
	$(BIN)/python -m pytest -m "not browser and not slow"

lint: setup-dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup-dev ## Rewrite the sources in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: setup-dev ## Renew the two requirements files from pyproject.toml
	$(LOCK) -o requirements.txt pyproject.toml requirements-build.in
	$(LOCK) -o requirements-dev.txt --extra dev -c requirements.txt pyproject.toml requirements-build.in

bench: bench-reading bench-facts bench-places bench-select bench-start bench-map bench-export ## All benchmarks, each ending in one line of JSON

bench-reading: setup-dev ## Speed and marks of the reading
	PYTHONPATH=. $(BIN)/python tests/benchmarks/reading.py

bench-facts: setup-dev ## Marks of facts, cross-validated, and the speed of each stage
	PYTHONPATH=. $(BIN)/python tests/benchmarks/facts.py

bench-places: setup-dev ## Marks, speed and size of finding and placing names
	PYTHONPATH=. $(BIN)/python tests/benchmarks/places.py

bench-export: setup-dev ## Seconds and megabytes of pictures, briefings, pages and data, beside the usual ways; EVENTS=n for one size, KEPT=folder to keep the stores
	PYTHONPATH=. $(BIN)/python tests/benchmarks/export.py $(if $(EVENTS),--events $(EVENTS)) $(if $(KEPT),--kept $(KEPT))

samples: setup-dev ## Renew the sample pictures and the sample briefing that the README links
	PYTHONPATH=. $(BIN)/python tests/benchmarks/samples.py tests/golden/samples

bench-select: setup-dev ## Views over stores of a thousand to a million events; EVENTS=n for one size
	PYTHONPATH=. $(BIN)/python tests/benchmarks/views.py

bench-start: setup-dev ## Start-up times and click to panel
	PYTHONPATH=. $(BIN)/python tests/benchmarks/start.py

bench-map: setup-dev ## Map room at a thousand to a million events; EVENTS=1000000 for one size, KEPT=folder to keep the stores
	PYTHONPATH=. $(BIN)/python tests/benchmarks/map.py $(if $(EVENTS),--events $(EVENTS)) $(if $(KEPT),--kept $(KEPT))

screenshot: setup-dev ## Renew the picture in the README
	PYTHONPATH=. $(BIN)/python tests/browser/screenshot.py screen.png

golden: setup-dev ## Renew the golden output for seeds/ and pictures, after reading the difference
	$(BIN)/python -m tests.golden.telling
	$(BIN)/python -m tests.snapshot.test_golden_pictures
	git diff --stat -- tests/golden

clean: ## Remove what was built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
