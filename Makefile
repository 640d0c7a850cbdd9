# make run     from a bare checkout: install, create the database, load the demo, serve it (PORT=8000)
# make test    install, then run everything on SQLite and on PostgreSQL, in a real Chromium too
# make help    the rest

PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python
TESTERS ?= 2
# What the demo is: one-click sign-in on this machine only, and a clock that stands on the day of its meeting.
DEMO := COCOMM_DEMO=1 COCOMM_CLOCK_DAY=2016-04-14
PIP := .venv/bin/pip install -qq --disable-pip-version-check --require-hashes

.PHONY: help run test test-full test-sqlite test-postgresql lint check format types lock look clean
.DELETE_ON_ERROR:
# What a developer's shell may hold must change neither the tests nor the demo.
unexport COCOMM_DEMO COCOMM_CLOCK_DAY DEBUG SECRET_KEY ALLOWED_HOSTS

help:
	@echo "make run              the demo on http://localhost:$(PORT)/  (another port: make run PORT=8001)"
	@echo "make test             lint, then every test on SQLite and on PostgreSQL"
	@echo "make test-full        the same, with 200 rounds of the race between voters and a closing chair"
	@echo "make test-sqlite      every test on SQLite only;  make test-postgresql: on PostgreSQL only"
	@echo "                      (some of them: make test-sqlite ARGS='tests/cocomm -x')"
	@echo "make lint             ruff, djlint and missing migrations"
	@echo "make format           put the code in ruff's format"
	@echo "make types            mypy"
	@echo "make look             the NHS.UK frontend into var/nhsuk: needed before collectstatic on a real site"
	@echo "make lock             choose versions anew and write the lock files (needs uv)"
	@echo "make clean            remove the demo's database and everything installed here"

run: .venv/installed var/nhsuk/.built var/static/.collected
	@$(DEMO) $(PY) manage.py demo --port $(PORT)

test: check test-sqlite test-postgresql
	@echo "==> All tests passed, on SQLite and on PostgreSQL."

test-full: export COCOMM_RACE_ROUNDS = 200
test-full: export PYTEST_ADDOPTS = -o faulthandler_timeout=7200
test-full: test

test-sqlite: .venv/installed-dev var/nhsuk/.built
	@echo "==> Tests on SQLite"
	@env -u DATABASE_URL $(PY) -m pytest -n $(TESTERS) $(ARGS)

test-postgresql: .venv/installed-dev var/nhsuk/.built
	@echo "==> Tests on PostgreSQL"
	@$(PY) tests/postgres.py $(PY) -m pytest -n $(TESTERS) $(ARGS)

# What `make test` asks before the tests.
check: .venv/installed-dev var/nhsuk/.built
	@echo "==> Lint: ruff, and migrations that are missing"
	@$(PY) -m ruff check --quiet .
	@DEBUG=1 $(PY) manage.py makemigrations --check --dry-run

lint: check
	@echo "==> Lint: templates"
	@.venv/bin/djlint --quiet --lint templates

format: .venv/installed-dev
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix --quiet .

types: .venv/installed-dev
	@DEBUG=1 .venv/bin/mypy

look: var/nhsuk/.built

# --- Installing. Each step leaves a file behind, so that the next run has nothing to do. ---

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Python 3.11 or newer is needed, as python3 or as make PYTHON=..."; exit 1; }
	@echo "==> Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is needed (Debian: apt-get install python3-venv)"; exit 1; }

.venv/installed: requirements.txt | .venv/bin/python
	@echo "==> Installing Python packages (about half a minute)"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	@echo "==> Installing Python packages and test tools (about a minute)"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# npm comes from the machine, or else from a wheel.
node_modules/.installed: package-lock.json package.json requirements-node.txt | .venv/bin/python
	@if ! command -v npm >/dev/null 2>&1 && ! [ -x .venv/bin/npm ]; then \
	  echo "==> Installing node and npm into .venv (this machine has none)"; $(PIP) -r requirements-node.txt; fi
	@echo "==> Installing the NHS.UK frontend library"
	@PATH="$$PATH:$(CURDIR)/.venv/bin" npm ci --silent || { echo "npm ci failed: see above"; exit 1; }
	@touch $@

var/nhsuk/.built: node_modules/.installed cocomm/look.py
	@$(PY) -m cocomm.look
	@touch $@

var/static/.collected: .venv/installed var/nhsuk/.built $(shell find cocomm/static practices/static committees/static decisions/static -type f 2>/dev/null)
	@echo "==> Collecting static files"
	@$(DEMO) $(PY) manage.py collectstatic --noinput --verbosity 0
	@touch $@

lock:
	@command -v uv >/dev/null || { echo "uv is needed: pip install uv"; exit 1; }
	@for target in "pyproject.toml -o requirements.txt" "pyproject.toml --group dev -o requirements-dev.txt" \
	    "--group node -o requirements-node.txt" "--group postgres -o requirements-postgres.txt"; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE) $$target; done
	@npm install --package-lock-only --silent

clean:
	rm -rf .venv node_modules var
