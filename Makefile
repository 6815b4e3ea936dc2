# What a person or CI does with a clone. `make` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PINS := pyproject.toml constraints.txt

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

.PHONY: help run test check browser

help: ## list the targets
	@echo 'make TARGET [PYTHON=python3.12]'
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' $(MAKEFILE_LIST)

run: $(VENV)/runtime.stamp ## set up .venv, build the index, open the chat
	$(BIN)/tiaowen serve

test: check ## the same as check

check: $(VENV)/dev.stamp browser ## exactly what CI runs: format, lint, types, layers, corpus, tests, evals, README
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tiaowen check
	$(BIN)/pytest
	$(BIN)/tiaowen eval schema --check
	$(BIN)/tiaowen eval check
	$(BIN)/cog --check README.md

# The stamps follow one another, so that `make -j` never runs two pips in one environment.
$(VENV)/runtime.stamp: $(PINS) | $(BIN)/pip
	@echo 'Installing into $(VENV) (minutes the first time) ...'
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp
	@echo 'Installing the development tools ...'
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

# pip is the last thing that venv writes: an environment without it was left half made.
$(BIN)/pip:
	@command -v '$(PYTHON)' >/dev/null || { \
	  echo "Tiaowen needs Python 3.11 or newer, and there is no '$(PYTHON)'; name one: make PYTHON=/path/to/python3.11" >&2; \
	  exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Tiaowen needs Python 3.11 or newer; '$(PYTHON)' is $$('$(PYTHON)' --version 2>&1). Name another: make PYTHON=/path/to/python3.11" >&2; \
	  exit 1; }
	@'$(PYTHON)' -m venv --clear $(VENV) || { \
	  echo "'$(PYTHON)' cannot make a virtual environment (on Debian: apt-get install python3-venv)" >&2; \
	  exit 1; }

browser: ## see that the page tests have Chromium and a Chinese font
	@missing=; \
	{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null || missing=chromium; \
	[ -n "$$(fc-list :lang=zh 2>/dev/null)" ] || missing="$$missing fontconfig fonts-noto-cjk"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing $$missing ..."; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get -qq update && apt-get -qq install --yes --no-install-recommends $$missing >/dev/null; \
	else \
	  echo "The page tests need Chromium and a Chinese font; please install: $$missing" >&2; \
	  exit 1; \
	fi
