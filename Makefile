# The commands of the kit; `make` alone lists them. Windows without make: start.bat.
#   PYTHON=/path/to/python    the Python to install with, otherwise one is looked for
#   LAB_ARGS="--port=8899"    more options for JupyterLab
#   JOBS=1                    how many tests run at a time, otherwise two
#   UPGRADE=1                 `make lock` takes the newest versions, otherwise it keeps what it can

.DEFAULT_GOAL := help
.PHONY: help lab test bench lock build clean FORCE

BIN := .venv/bin
JOBS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --root-user-action=ignore
UV := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal \
      --generate-hashes --no-emit-index-url --python-version 3.11 $(if $(UPGRADE),--upgrade)

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

lab: .venv/installed ## open the kit in JupyterLab (the first time it installs into .venv)
	@$(BIN)/python -m kit lab $(LAB_ARGS)

test: .venv/tests-installed ## check everything that CI checks
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m tests.browser.get_browser
	$(BIN)/python -m tests.get_box
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python -m kit build --check
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

bench: .venv/tests-installed ## measure how fast the kit is
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only -s \
	  -o python_files='bench_*.py' -o python_functions='bench_*'

lock: .venv/tests-installed ## write both locks and environment.yml anew from pyproject.toml
	$(UV) pyproject.toml --output-file requirements.lock
	$(UV) --group test --constraints requirements.lock --output-file tests/requirements.lock
	$(BIN)/python -c 'from pathlib import Path; from kit.authoring import pins; pins.write_environment(Path())'

build: .venv/installed ## write the derived files anew from their sources
	$(BIN)/python -m kit build

clean: ## delete .venv and every cache; your own files stay
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# start.command alone knows how to install, and whether anything has to be installed at all.
.venv/installed: FORCE
	@PYTHON="$(PYTHON)" bash start.command --install

.venv/tests-installed: .venv/installed tests/requirements.lock
	@echo "Installing what the tests need (once; half a minute) ..."
	@$(PIP) --require-hashes -r tests/requirements.lock
	@touch $@
