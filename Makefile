# Everything a developer or an operator of one machine types. `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi
TRANSLATIONS := conference/translations
# Processes that run the tests side by side: one more than there are cores, because tests also wait; up to four.
WORKERS ?= $(shell expr $$(nproc) + 1)

.PHONY: help run setup setup-dev setup-test prepare test check format bench lock translations clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: setup prepare ## Install what is missing, then serve the site with the reference event (PORT, default 8000)
	@$(FLASK) db upgrade
	@$(FLASK) demo load
	@exec $(FLASK) serve

# Byte code is kept even where it is not wished for elsewhere: three processes and their children read the same files.
test: setup-test prepare ## Run every test, on SQLite and PostgreSQL and in a real browser
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n $(WORKERS) --maxprocesses 4

check: setup-test prepare ## Check format, lint, types and architecture
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest --quiet tests/architecture

format: setup-dev ## Format the code and mend what the linter can mend by itself
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup-test prepare ## Measure speed, size and memory, on both databases
	@$(BIN)/python -m bench

setup: ## Install what running needs, nothing more
	@tools/system-packages run
	@tools/python-packages requirements.txt
	@tools/browser-packages

setup-dev: setup
	@tools/python-packages requirements-dev.txt

setup-test: setup-dev
	@tools/system-packages test

# What the application reads but git does not hold: its byte code (else each process that starts compiles it anew,
# where Python is told not to keep any), its static files and its compiled translations.
prepare:
	@$(BIN)/python -m compileall -q -j 0 conference migrations config.py wsgi.py
	@$(FLASK) assets build >/dev/null
	@if compgen -G '$(TRANSLATIONS)/*/LC_MESSAGES/*.po' >/dev/null; then $(BIN)/pybabel --quiet compile -d $(TRANSLATIONS); fi

lock: setup-dev ## Pin the newest packages that fit, with hashes, in requirements*.txt and package-lock.json
	@tools/lock

translations: setup-dev ## Collect the texts to translate and bring every catalogue up to date
	@mkdir -p $(TRANSLATIONS)
	@$(BIN)/pybabel --quiet extract -F babel.cfg -k _l -k lazy_pgettext:1c,2 --add-location=file --sort-by-file \
		--project=conference --copyright-holder=conference -o $(TRANSLATIONS)/messages.pot .
	@if compgen -G '$(TRANSLATIONS)/*/LC_MESSAGES/*.po' >/dev/null; then \
		$(BIN)/pybabel --quiet update --no-fuzzy-matching -i $(TRANSLATIONS)/messages.pot -d $(TRANSLATIONS) --ignore-pot-creation-date; \
		$(BIN)/pybabel --quiet compile -d $(TRANSLATIONS); fi

clean: ## Remove everything that was installed or built; data in var/ stays
	@rm -rf .venv node_modules var/static .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
