# All commands. `make help` lists them.

PYTHON  ?= python3
CONTENT ?= content
OUTPUT  ?= output
SITEURL ?=
PORT    ?= 8000
MINUTES ?= 10
PLUGIN   = press

BIN     := .venv/bin
SITE     = "$(CONTENT)" -o "$(OUTPUT)" --fatal errors $(if $(strip $(SET)),-e $(SET))
SET      = $(if $(SITEURL),SITEURL='"$(SITEURL)"') $(if $(WHY),WHY=true)
PELICAN  = $(BIN)/python -m plugins.$(PLUGIN) $(SITE)

help:     ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile
html: .venv/site      ## Build the site into output/ (CONTENT=dir OUTPUT=dir SITEURL=url change the folders and address; WHY=1 says why each page is printed)
	@$(PELICAN) -s pelicanconf.py
publish: PLUGIN = $(if $(WATCH),watch,press)
publish: SET += $(if $(KEEP_GOING),KEEP_GOING=true)
publish: .venv/site   ## Build the site for publication, with publishconf.py (WATCH=1 publishes again whenever something is due, KEEP_GOING=1 the rest when a story is broken)
	@$(PELICAN) -s publishconf.py
check: SET += CHECK_ONLY=true $(if $(FORMAT),CHECK_FORMAT='"$(FORMAT)"')
check: .venv/site     ## Run the copy desk: list every fault, build nothing (FORMAT=json or github for tools)
	@$(PELICAN) -s pelicanconf.py
next: SET += NEXT='"$(or $(FORMAT),text)"'
next: .venv/site      ## Print what changes next by the clock, and when (FORMAT=json)
	@$(PELICAN) -s pelicanconf.py
preview: .venv/site   ## Put one unpublished story where only those find it who have its address: STORY=path DAYS=7
	@$(BIN)/python -m plugins.previews $(SITE)
serve: .venv/site     ## Build, serve on localhost, reload on change (DRAFTS=1 shows drafts and embargoed stories, AT="2026-03-15 13:00" the site of that moment)
	@$(BIN)/python -m plugins.press.serve "$(CONTENT)" "$(OUTPUT)" --port $(PORT) $(if $(DRAFTS),--drafts) --at "$$AT"
start: .venv/site     ## Replace the demonstration by a newsroom of your own: NAME="..." SECTIONS="City, Sport"
	@$(BIN)/python -m plugins.start
new: .venv/site       ## Start a story: TITLE="..." SECTION=...
	@$(BIN)/python -m plugins.stories.new "$(CONTENT)"
test: .venv/dev       ## Run the tests, in minutes
	@$(PYTEST) -m "not proof"
proof: .venv/dev      ## Run the long tests: MINUTES=10
	@! command -v npm >/dev/null || $(MAKE) -s checkers
	@$(MAKE) -s .venv/atheris || echo "Without atheris the tests that need it are skipped."
	@$(PYTEST) -m proof --minutes $(MINUTES)
checkers: tests/npm/node_modules/.package-lock.json  ## Install the page checkers that the long tests use (needs npm)
lint: .venv/dev       ## Check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
bench: .venv/bench    ## Run the benchmarks: STORIES=1000, or several: STORIES="1000 10000"
	@$(BIN)/python -m tests.bench.run $(STORIES)
	@$(BIN)/python -m tests.bench.photos
golden: .venv/dev     ## Rewrite the golden pages; review the difference
	@GOLDEN=1 $(BIN)/python -m pytest tests/test_golden.py
words: .venv/site     ## Collect the theme's labels for translators, into theme/locale/
	@$(BIN)/python -m plugins.languages.update
lock: .venv/dev       ## Update the lock files
	@$(LOCK) -o requirements.txt && $(LOCK) --group dev -o requirements-dev.txt && $(LOCK) --group bench -o requirements-bench.txt && $(subst compile pyproject.toml,compile,$(LOCK)) --group atheris -o requirements-atheris.txt
clean:    ## Remove the built site and the cache
	@rm -rf "$(OUTPUT)" .stet

PYTEST  = $(BIN)/python -m pytest -n logical --dist worksteal
LOCK    = $(BIN)/uv pip compile pyproject.toml -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header
INSTALL = $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r
BUILT   = --no-binary jstyleson  # extruct needs it, and it has no wheel

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Stet needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv
.venv/site: requirements.txt | .venv/bin/python
	@$(INSTALL) requirements.txt && touch $@
.venv/dev: requirements-dev.txt | .venv/bin/python
	@$(INSTALL) requirements-dev.txt $(BUILT) && touch $@ .venv/site
.venv/bench: requirements-bench.txt | .venv/bin/python
	@$(INSTALL) requirements-bench.txt && touch $@ .venv/site
.venv/atheris: requirements-atheris.txt | .venv/bin/python
	@$(INSTALL) requirements-atheris.txt --upgrade --target $@ && touch $@
tests/npm/node_modules/.package-lock.json: tests/npm/package-lock.json
	@npm ci --prefix tests/npm --ignore-scripts --silent && touch $@

new: override export TITLE := $(value TITLE)
new: override export SECTION := $(value SECTION)
# Some systems set NAME to the name of the machine, so only the command line counts.
start: override export NAME := $(if $(filter command,$(origin NAME)),$(value NAME))
start: override export SECTIONS := $(value SECTIONS)
preview: override export STORY := $(value STORY)
preview: override export DAYS := $(if $(filter command,$(origin DAYS)),$(value DAYS))
preview: override export SITEURL := $(value SITEURL)
serve: override export AT := $(if $(filter command,$(origin AT)),$(value AT))
publish: override export THEN := $(value THEN)

.PHONY: help html publish check next preview serve start new test proof checkers lint bench golden words lock clean
