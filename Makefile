# The few commands of this project. `make` alone lists them.
SHELL  := /bin/bash
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n 3 --dist loadscope

# Debian packages: what printing needs, and what the tests need on top (libatomic1: for Playwright).
RUN_PACKAGES  := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := $(RUN_PACKAGES) chromium chromium-headless-shell libatomic1 poppler-utils postgresql

# Runs what follows with the names of all templates; not at all when there are none.
WITH_TEMPLATES := find . -name '*.html' -not -path './.venv/*' -not -path './var/*' -print0 | xargs -0 -r

# Two commands at the same time; fails when either does.
both = $(1) & other=$$!; $(2); second=$$?; wait $$other && exit $$second

.PHONY: help install install-tests run test test-full test-sqlite test-postgresql test-browser test-browser-full screenshots \
	drills mutate check fmt bench bench-full bench-page bench-book
.NOTPARALLEL:

help:
	@echo "make run      install, load the demo year 2564, serve on http://127.0.0.1:8000 with a worker"
	@echo "make test     the tests, on SQLite and on a throw-away PostgreSQL"
	@echo "make test-full          the same of more cases: everybody at every address, every test on both databases"
	@echo "make test-browser       the tests in Chromium alone, on SQLite (part of make test)"
	@echo "make test-browser-full  the same, and every page by everybody in both languages and sizes"
	@echo "make drills   kill servers, fill disks, cut links on purpose, and say whether anything was lost (docs/drills.md)"
	@echo "make mutate   change the rules on purpose, one expression at a time: does a test notice? (docs/mutation.md)"
	@echo "make screenshots        the pictures of the README, of the demo year"
	@echo "make check    lint, types and the quick SQLite tests"
	@echo "make fmt      format code and templates"
	@echo "make bench    measure against the goals; bench-full: with a city of Bangkok's size"
	@echo "make bench-book  the city's book: how long it takes, what pages take meanwhile, the same after kills"
	@echo "make install  only install (system packages, and Python packages into .venv)"

install:
	@$(call both,scripts/require-packages $(RUN_PACKAGES),$(MAKE) --no-print-directory .venv/installed)

install-tests:
	@$(call both,scripts/require-packages $(TEST_PACKAGES),$(MAKE) --no-print-directory .venv/installed-tests)

.venv/installed: requirements.lock
	@scripts/fill-venv requirements.txt
	@touch $@

# The test requirements include the others: one visit to pip serves both.
.venv/installed-tests: requirements-dev.lock requirements.lock
	@scripts/fill-venv requirements-dev.txt
	@touch .venv/installed $@

run: export DEBUG := 1
run: install
	@$(PYTHON) manage.py init --demo
	@$(PYTHON) manage.py print_report --agency 04060000 --year 2564 --number 8 -o var/report-04060000-2564-8.pdf
	@scripts/run $(PYTHON) 127.0.0.1:8000

# SQLite runs all of it. PostgreSQL runs again what is about a database (docs/testing.md).
test: test-sqlite test-postgresql

test-full: export FULL := --full --timeout=900
test-full: test

test-sqlite: install-tests
	@echo "== the tests, SQLite"
	@env -u DATABASE_URL EXPECT_VENDOR=sqlite $(PYTEST) $(FULL)

test-postgresql: install-tests
	@echo "== the tests about a database, PostgreSQL"
	@EXPECT_VENDOR=postgresql $(PYTHON) -m tests.postgres -- $(PYTEST) --database-only $(FULL)

test-browser: install-tests
	@env -u DATABASE_URL EXPECT_VENDOR=sqlite $(PYTEST) -m browser

test-browser-full: install-tests
	@env -u DATABASE_URL EXPECT_VENDOR=sqlite $(PYTEST) -m browser --every-page --timeout=3600

# One after another, each in an installation of its own; F3 and F13 need root, for a small disk and networks.
drills: install-tests
	@$(PYTHON) -m drills $(ONLY)

# One target after another, on one core; ONLY="scoring workflow" runs these alone.
mutate: install-tests
	@nice -n 19 $(PYTHON) scripts/mutate.py $(ONLY)

screenshots: install-tests
	@folder=$$(mktemp -d) && trap "rm -rf $$folder" EXIT && \
	  DEBUG=1 VAR_DIR=$$folder DJANGO_SETTINGS_MODULE=kpi_tracker.settings $(PYTHON) -m tests.screenshots

check: install-tests
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(WITH_TEMPLATES) $(PYTHON) -m djlint --quiet --lint
	@$(WITH_TEMPLATES) $(PYTHON) -m djhtml --tabwidth 2 --check
	@$(PYTHON) -m mypy .
	@env -u DATABASE_URL EXPECT_VENDOR=sqlite $(PYTEST) -m "not browser and not long"

fmt: install-tests
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .
	@$(WITH_TEMPLATES) $(PYTHON) -m djhtml --tabwidth 2

# Alone on the machine; the cities are generated once and kept under var/bench. ONLY="pages storm" runs these alone.
# make bench-page writes docs/performance.md from what was measured last.
bench: install-tests
	@$(PYTHON) -m benchmarks $(ONLY)

bench-full: install-tests
	@$(PYTHON) -m benchmarks --full $(ONLY)

bench-page:
	@$(PYTHON) -m benchmarks.page

bench-book: install-tests
	@$(PYTHON) -m benchmarks.city_book
