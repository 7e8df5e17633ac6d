# make demo   sets up a virtual environment of its own and runs the main job on the packaged case
# make test   sets up a virtual environment of its own and passes the tests
# make check  format, lint, types, layers, style budget, tests with coverage: what CI runs

PYTHON ?= python3
VENV ?= .venv
DEMO_VENV ?= .venv-demo
BIN := $(VENV)/bin

.PHONY: demo test check format lint types layers style cover reference samples clean

demo: $(DEMO_VENV)/ready
	$(DEMO_VENV)/bin/celtrace demo --out demo-case

test: $(VENV)/ready
	$(BIN)/pytest -n auto

check: format lint types layers style cover

format: $(VENV)/ready
	$(BIN)/ruff format --check src tests benchmarks docs

lint: $(VENV)/ready
	$(BIN)/ruff check src tests benchmarks docs

types: $(VENV)/ready
	$(BIN)/mypy

layers: $(VENV)/ready
	$(BIN)/lint-imports

style: $(VENV)/ready
	$(BIN)/python tests/style.py

cover: $(VENV)/ready
	$(BIN)/pytest -n auto --cov --cov-report=term:skip-covered

reference: $(VENV)/ready
	$(BIN)/python docs/build_reference.py

samples: $(VENV)/ready
	for script in tests/samples/make_*.py; do $(BIN)/python $$script; done

$(VENV)/ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

$(DEMO_VENV)/ready: pyproject.toml
	test -x $(DEMO_VENV)/bin/python || $(PYTHON) -m venv $(DEMO_VENV)
	$(DEMO_VENV)/bin/python -m pip install --quiet .
	touch $@

clean:
	rm -rf $(VENV) $(DEMO_VENV) demo-case build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
