# Two commands do everything on a fresh machine: `make demo` runs the product, `make test` proves it.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python

.PHONY: help docs-assets demo demo-fresh story test quick lint types imports contracts bench consent-bench clean-stage lock
.DEFAULT_GOAL := help

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | column -t -s '|'

.venv/.installed: requirements-dev.lock
	@echo "» Installing the locked packages into .venv …"
	@PYTHON=$(PYTHON) sh .ci/install dev
	@touch $@

docs-assets: .venv/.installed ## Install what the GraphQL documentation and TypeScript need, from npm, by its lock
	@$(RUN) -m tests.stage.typescript install

demo: .venv/.installed docs-assets ## Start both services with demo data; Ctrl-C stops everything
	@$(RUN) manage.py demo

demo-fresh: .venv/.installed docs-assets ## The same from empty databases
	@$(RUN) manage.py demo --fresh

story: .venv/.installed ## Play the story against the running demo, every request and answer printed
	@$(RUN) manage.py story

test: .venv/.installed ## Everything: lint, types, imports, contracts, both suites, the two-process story
	@$(RUN) -m tests.stage.check

quick: .venv/.installed ## Lint, types and both suites, without browsers and the story
	@$(RUN) -m tests.stage.check --quick

lint: .venv/.installed ## Style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/.installed ## Types, one run for each service's settings
	@$(RUN) -m tests.stage.check types

imports: .venv/.installed ## What never imports what
	@$(BIN)/lint-imports

contracts: .venv/.installed ## Write frontend_contracts/ anew from the code
	@$(RUN) -m tests.stage.contracts

bench: .venv/.installed ## Time lists, details and orders against a trivial view in the same run
	@$(RUN) manage.py bench

consent-bench: .venv/.installed ## What the log of consents costs: 16 writers, with it and with plain inserts, in turns
	@$(RUN) -m tests.stage.consent_bench

clean-stage: .venv/.installed ## Stop the embedded servers of this checkout and delete what they keep
	@$(RUN) -m tests.stage.postgres clean

lock: .venv/.installed ## Resolve the packages anew
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.lock
