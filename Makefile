# Treaty Timeline. `make` alone lists the tasks.
#
# Each task sets up what it needs by itself: a virtual environment, the chart engine and, for tests, a browser.
# Stamps in .venv make the second run start at once. Longer shell lives in .ci/, where it can be read.

PORT ?= 8050
PROJECT ?= .
OUT ?= site
ARGS ?=

PYTHON := .venv/bin/python
PACKAGES := .venv/.stamp-packages
READY := .venv/.stamp-project
BROWSER := .venv/.stamp-browser
# npm writes this file last, so it is its own stamp; without npm it is missing and asked for again.
NODE := node_modules/.package-lock.json
PEERS := benchmarks/.peers/.stamp

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run check export test bench bench-million readme shots lock clean

help: ## list these tasks
	@echo "Treaty Timeline: every mark on the timeline is a quotation you can check."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## set up what `make run` needs

run: $(READY) ## show the five articles in the browser (PORT=8050, PROJECT=.)
	@$(PYTHON) -m timeline serve "$(PROJECT)" --port $(PORT)

check: $(READY) ## prove that every quote stands in its source (PROJECT=.)
	@$(PYTHON) -m timeline check "$(PROJECT)"

export: $(READY) ## write the page as static files (OUT=site, PROJECT=.)
	@$(PYTHON) -m timeline export "$(PROJECT)" -o "$(OUT)"

test: $(READY) $(BROWSER) ## set up everything and run every test and check (ARGS="-k dates")
	@.ci/test $(ARGS)

bench: $(READY) $(BROWSER) $(PEERS) ## measure this project beside its peers (half an hour; ARGS="--only start")
	@$(PYTHON) -m benchmarks $(ARGS)

bench-million: $(READY) $(BROWSER) $(PEERS) ## the same, and with a million events (an hour more)
	@$(PYTHON) -m benchmarks --million $(ARGS)

readme: $(READY) ## renew what the README takes from the code: help texts and columns
	@$(PYTHON) tests/test_readme.py

shots: $(READY) $(BROWSER) ## renew the README's picture, and pictures of both hosts in shots/
	@$(PYTHON) .ci/shots.py

lock: $(READY) ## renew the locked versions of all packages
	@.ci/lock

clean: ## remove everything that these tasks made
	rm -rf .venv node_modules benchmarks/node_modules benchmarks/.peers benchmarks/.cache timeline/assets/vendor site build dist shots test-results
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find timeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(PACKAGES): requirements.lock .ci/venv .ci/root
	@.ci/venv
	@touch $@

$(NODE): package.json package-lock.json | $(PACKAGES)
	@.ci/npm

$(READY): $(PACKAGES) $(NODE) pyproject.toml hatch_build.py
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(BROWSER): $(PACKAGES) .ci/browser .ci/root
	@.ci/browser
	@touch $@

# What the benchmark measures against: the npm and PyPI packages of benchmarks/, at pinned versions.
$(PEERS): benchmarks/package.json benchmarks/package-lock.json benchmarks/peers.txt | $(PACKAGES) $(NODE)
	@cd benchmarks && PATH="$$PATH:../.venv/bin" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --no-input --upgrade --target benchmarks/.peers -r benchmarks/peers.txt
	@touch $@
