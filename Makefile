# The commands of everyday work. `make run` and `make test` need no other command before them.
PORT ?= 8000
PY = .venv/bin/python

.PHONY: run test check format bench audit install static

run:   ## everything on this machine: PostgreSQL, Redis, web, worker, beat, demonstration Practices
	@pause_cms/install.sh
	@exec $(PY) -m pause_cms.run --port $(PORT)

test:  ## every test, on real PostgreSQL, Redis, worker and Chromium
	@pause_cms/install.sh tests
	@$(PY) -m pytest -n auto $(TESTS)

check: ## lint, format, types, template indentation
	@pause_cms/install.sh
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .
	@find templates -name '*.html' | xargs .venv/bin/djhtml --check --tabwidth 2
	@$(PY) -m mypy

format: ## what `check` asks for
	@pause_cms/install.sh
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .
	@find templates -name '*.html' | xargs .venv/bin/djhtml --tabwidth 2

bench: ## figures for 1, 60 and 600 Practices beside one hand-written statement
	@pause_cms/install.sh
	@exec $(PY) -m tests.bench

audit: ## licences, and known vulnerabilities of what is locked
	@pause_cms/install.sh
	@$(PY) -m tests.audit
	@.venv-uv/bin/uv export -q --frozen --no-dev --no-emit-project | .venv/bin/pip-audit --strict --disable-pip --require-hashes -r /dev/stdin

install:
	@pause_cms/install.sh tests

static: ## the browser's libraries, copied from npm into static/site/vendor
	@python3 static/build.py
