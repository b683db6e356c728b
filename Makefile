# Two commands for everyone: `make lab` and `make test`. The rest is for contributors.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := -m pip --disable-pip-version-check --quiet install -c constraints.txt -e
FOLDER ?=
# One more than there are cores: with one a core, waiting for kernels and browsers left a fifth idle.
JOBS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
LEARNER := .venv-learner

.PHONY: lab test nbval test-unit lint build check bench install clean

lab: $(VENV)/.lab  ## Install tpmlab and open JupyterLab on Start here
	$(BIN)/tpmlab lab $(FOLDER)

test: install  ## Run every test: lints, unit, notebooks, grading, browser
	$(MAKE) lint
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

nbval: install $(LEARNER)/.kernel  ## Execute every lesson as stored, with nbval, in a learner's install
	JUPYTER_PATH=$(LEARNER)/share/jupyter $(BIN)/python -m pytest --nbval-lax \
		--nbval-kernel-name tpmlab-learner -p no:cacheprovider -n $(JOBS) --dist loadfile notebooks

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
	$(BIN)/python $(INSTALL) .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing tpmlab with its test tools into $(VENV) (about a minute) ..."
	$(BIN)/python $(INSTALL) ".[test]"
	@touch $@ $(VENV)/.lab

# A kernel with the learner's install alone: a lesson that needs a test tool fails here.
$(LEARNER)/.kernel: pyproject.toml constraints.txt
	@echo "Installing tpmlab into $(LEARNER) as a learner does (about a minute) ..."
	$(PYTHON) -m venv $(LEARNER)
	$(LEARNER)/bin/python $(INSTALL) .
	$(LEARNER)/bin/python -m ipykernel install --prefix $(LEARNER) --name tpmlab-learner
	@touch $@

# Tests of accessibility and of the QTI player skip, loudly, where npm is missing.
node_modules/.installed: package.json
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --no-package-lock; \
	else echo "npm not found: tests of accessibility and of QTI in its player will be skipped"; fi
	@mkdir -p node_modules && touch $@

clean:
	rm -rf $(VENV) $(LEARNER) node_modules build dist .build-cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
