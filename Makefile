# make serve: install into .venv, build the graph, serve it.   make test: the same install, then all tests.
PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3.14 python3,$(if $(shell $(name) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null | grep True),$(name))))
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

.PHONY: help serve test coverage screenshots check bench bench-endpoint bench-engines bench-large bench-networks bench-pages bench-readers bench-resources bench-writes web web-check clean
help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

serve: .venv/installed ## Build the graph and serve it on $(HOST):$(PORT)
	$(BIN)/ruhrgraph serve --host $(HOST) --port $(PORT)

# Most tests run in two processes, file by file. Beside the browser, which takes one, those of linear time and of other
# engines fill the other.
# Those that flood a server run alone.
BROWSER := tests/browser tests/linearity tests/engines
ALONE := tests/hostility tests/soak
MOST := $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(addprefix --ignore=,$(BROWSER) $(ALONE))

test: .venv/installed-dev ## Run all tests
	$(MOST)
	$(BIN)/pytest -n 2 --dist loadgroup $(BROWSER)
	$(BIN)/pytest $(ALONE)

coverage: .venv/installed-dev ## Run most tests, and say which lines and branches they reach
	$(MOST) --cov --cov-report=term

screenshots: .venv/installed-dev ## Take pictures of every kind of page into docs/screenshots (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots

check: .venv/installed-dev ## Lint, format, types and the order of the floors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

bench: .venv/installed-dev ## Time builds of 1, 10, 100 and 1,000 copies of the documents, in one and more processes and with Dask
	$(BIN)/python -m tests.benchmarks.bench_build

bench-endpoint: .venv/installed-dev ## Measure the endpoint beside others
	$(BIN)/python -m tests.benchmarks.bench_endpoint

bench-engines: .venv/installed-dev ## Measure engines of others behind the same server (needs Java 17 and Maven)
	$(BIN)/python -m tests.benchmarks.bench_engines

bench-large: .venv/installed-dev ## Measure a server on 5 million statements beside Oxigraph's
	$(BIN)/python -m tests.benchmarks.bench_large

bench-networks: .venv/installed-dev ## Measure networks of 100 to 10,000 nodes beside python-igraph and NetworkX
	$(BIN)/python -m tests.benchmarks.bench_networks

bench-pages: .venv/installed-dev ## Measure every kind of page: from the server, and in a browser with a slow processor
	$(BIN)/python -m tests.benchmarks.bench_pages

bench-readers: .venv/installed-dev ## Measure one server, and several readers behind nginx
	$(BIN)/python -m tests.benchmarks.bench_readers

bench-resources: .venv/installed-dev ## Measure the descriptions of things, and a crawl of all
	$(BIN)/python -m tests.benchmarks.bench_resources

bench-writes: .venv/installed-dev ## Measure readers beside a writer, here and on another server
	$(BIN)/python -m tests.benchmarks.bench_writes

# Scripts, fonts and their licences are built into server/static and committed, so that nobody needs node to install.
web: ## Build the scripts and copy the fonts into server/static (needs node 18)
	cd server/web/scripts && npm ci --silent && node build.js

web-check: ## Say whether a build gives the committed files, byte for byte
	cd server/web/scripts && npm ci --silent && node build.js --check

clean: ## Remove the environment and everything that was built
	rm -rf .venv build dist *.egg-info data

.venv/created:
	@test -n "$(PYTHON)" || { echo "ruhrgraph needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	touch $@

.venv/installed: .venv/created pyproject.toml
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/installed-dev: .venv/installed
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@
