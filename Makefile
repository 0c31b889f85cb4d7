# Every command that a person needs; `make` alone lists them. Each is safe to repeat and stays in .venv.

BIN := .venv/bin
export RUFF_CACHE_DIR := .cache/ruff
export MYPY_CACHE_DIR := .cache/mypy
# What Python compiled is kept, whatever else a machine wants: the tests start a hundred processes.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run test check accuracy train bench soak words clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: ## prepare .venv from the locked packages (the others do this first)
	@tools/setup.sh

run: setup ## start the line, the console and /try on this machine, with a demo place and demo staff
	@$(BIN)/porchlight demo

test: setup ## run every test, in a real browser too; make test ARGS="tests/flows -n0" for some
	@browser=$$(tools/setup.sh browser) && CHROMIUM="$$browser" $(BIN)/pytest $(ARGS)

check: setup ## look over form, types, architecture, catalogues and diagrams
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-cache --no-logo) || { echo "$$report"; exit 1; }
	@$(BIN)/python tools/words.py --check
	@$(BIN)/python tools/diagrams.py --check
	@echo "All is in order. Leave the porch light on."

accuracy: setup ## how well everything is read, by class and language, on texts that nothing was tuned on
	@$(BIN)/python -m tools.accuracy $(ARGS)

train: setup ## learn the weights of lanes and names again from the tuned half of the corpus (five minutes)
	@tools/setup.sh train && $(BIN)/python -m tools.train

bench: setup ## measure a turn against a bare Flask route that writes as much (two minutes on a quiet machine)
	@$(BIN)/python -m tools.bench

soak: setup ## the long versions, with a bar and a summary: storms of kills, tens of thousands of conversations (an hour)
	@CONVERSATIONS=1250 FORMS=200 LOCKED=30 STORM_CONVERSATIONS=5000 STORM_KILLS=200 $(BIN)/pytest -n0 -s \
		tests/line/test_storm.py tests/line/test_any_order.py tests/line/test_failing_storage.py \
		tests/line/test_whole_line.py \
		tests/line/test_over_http.py::test_eight_senders_at_once_lose_nothing_and_double_nothing $(ARGS)

words: setup ## extract the words of the flows again, and draw the flows again
	@$(BIN)/python tools/words.py
	@$(BIN)/python tools/diagrams.py

clean: ## remove what was made, but for the demo's data in var/
	@rm -rf .venv .cache .hypothesis dist *.egg-info locales/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
