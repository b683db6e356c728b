# Two commands for everyone: `make lab` and `make test`. The rest is for contributors.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
FOLDER ?=
JOBS ?= auto

.PHONY: lab test nbval test-unit lint build check bench install clean

lab: $(VENV)/.lab  ## Install tpmlab and open JupyterLab on Start here
	$(BIN)/tpmlab lab $(FOLDER)

test: install  ## Run every test: lints, unit, notebooks, grading, browser
	$(MAKE) lint
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

nbval: install  ## Execute every lesson once more, as stored, with nbval
	$(BIN)/python -m pytest --nbval-lax -p no:cacheprovider -n $(JOBS) --dist loadfile notebooks

test-unit: install  ## Run the tests that take milliseconds
	$(BIN)/python -m pytest -m "not slow and not browser" -n $(JOBS)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

build: install  ## Build notebooks/, solutions/ and exercises/ from content/
	$(BIN)/tpmlab author build

check: install  ## Lint the content
	$(BIN)/tpmlab author check

bench: install  ## Speed, as ratios within one run
	$(BIN)/python -m benchmarks

install: $(VENV)/.test node_modules/.installed

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# The learner's install: no test tools. pip reports what is missing; `-c` pins what we tested.
$(VENV)/.lab: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing tpmlab into $(VENV) (about a minute) ..."
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing tpmlab with its test tools into $(VENV) (about a minute) ..."
	$(PIP) install -c constraints.txt -e ".[test]"
	@touch $@ $(VENV)/.lab

# Tests of accessibility and of the QTI player skip, loudly, where npm is missing.
node_modules/.installed: package.json
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --no-package-lock; \
	else echo "npm not found: tests of accessibility and of QTI in its player will be skipped"; fi
	@mkdir -p node_modules && touch $@

clean:
	rm -rf $(VENV) node_modules build dist .build-cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
