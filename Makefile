# Everything a contributor or a build machine runs. `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# The app is started hundreds of times: it must not be compiled anew each time.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
WITHOUT_DISPLAY := env -u DISPLAY -u WAYLAND_DISPLAY QT_QPA_PLATFORM=offscreen
SYSTEM := packaging/system/install.sh
STAGES := check test-unit test-core test-desktop test-sway test-accessibility-cheap test-windows test-package

# Against compositors, apps and systems that take longer to install than most machines should wait.
PLATFORM_STAGES := test-sway test-kwin test-gnome test-portal test-accessibility test-wine-full test-macos-names

.PHONY: help setup setup-tests run test $(STAGES) test-platforms $(PLATFORM_STAGES) bench bench-search bench-platforms \
    conformance package format constraints clean distclean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv with the `sidecue` command in it, and install Qt's system libraries
	@$(SYSTEM) python qt
	@packaging/environment.sh full

setup-tests: ## setup, and what a desktop without a screen needs
	@$(SYSTEM) python qt desktop-tests build
	@packaging/environment.sh full

run: ## start Sidecue; without a display: play a session on a virtual one, screenshots in artefacts/session
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	    $(MAKE) setup && exec $(BIN)/sidecue; \
	else \
	    $(MAKE) setup-tests && exec $(BIN)/python -m tests.desktop.play --out artefacts/session; \
	fi

test: setup-tests ## everything below in turn, then a summary
	@.ci/stages $(STAGES)

check: setup ## lint, formatting, and types for Linux, Windows and macOS
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "types for Linux, tests included:"; $(BIN)/mypy --cache-dir .mypy_cache/linux
	@for platform in win32 darwin; do \
	    echo "types for $$platform:"; \
	    $(BIN)/mypy --platform $$platform --cache-dir .mypy_cache/$$platform -p triggers -p content -p overlay; \
	done
	@$(BIN)/mypy --cache-dir .mypy_cache/packaging packaging/*.py
	@if command -v shellcheck >/dev/null; then \
	    shellcheck .ci/run .ci/stages packaging/*.sh packaging/system/*.sh packaging/gnome/*.sh tests/conformance/*.sh \
	        tests/platforms/wine/*.sh; \
	fi

# triggers/ and content/ have to work without Qt, so that is where their tests run; these few need more than is there.
NEED_MORE := tests/content/meaning tests/triggers/hotkeys/test_qt_keys.py
test-unit: setup ## overlay/ and all else that needs no desktop and no package; triggers/ and content/: test-core
	@packaging/environment.sh lrs
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -n auto -m "not desktop and not package and not platform" \
	    --ignore tests/triggers --ignore tests/content tests $(NEED_MORE)

test-core: ## triggers/ and content/, where PySide6 is not installed
	@$(SYSTEM) python
	@packaging/environment.sh core
	@$(WITHOUT_DISPLAY) .venv-noqt/bin/python -m pytest -q -n auto -m "not desktop and not platform" \
	    tests/triggers tests/content tests/architecture/without_qt.py

test-desktop: setup-tests ## real X servers, window managers and apps, driven by mouse and keyboard
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -n 2 -m desktop

test-sway: setup ## a real sway without a screen: windows of Wayland and X11, panel, palette, hotkeys
	@$(SYSTEM) sway
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -n 2 -m sway

test-accessibility-cheap: setup-tests ## dialogs, controls and faults on a real accessibility bus, small apps
	@$(SYSTEM) accessibility sway
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -n 2 -m "accessibility and cheap"

test-accessibility: setup-tests ## the same, and LibreOffice, Firefox and Chromium
	@$(SYSTEM) accessibility sway accessibility-apps
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -n 2 -m accessibility

# What takes longest of triggers/ and is the same everywhere is left to test-core.
# The two left out: Wine 8 does not tell psutil the names of processes. The window source asks Windows itself.
IN_WINE := $(BIN)/python -m tests.platforms.wine.running -m pytest -q -p no:cacheprovider \
    --deselect tests/triggers/sources/test_process.py::test_it_knows_a_running_process \
    --deselect tests/triggers/sources/test_process.py::test_psutil_says_the_same
test-windows: setup ## triggers/ in a Python for Windows under Wine: its tests, window source, hotkeys, dialogs
	@$(SYSTEM) wine
	@tests/platforms/wine/environment.sh core
	@$(WITHOUT_DISPLAY) $(IN_WINE) --ignore tests/platforms/wine/test_panel.py tests/platforms/wine tests/triggers \
	    --ignore tests/triggers/rules/test_hostile.py --ignore tests/triggers/rules/test_matcher_properties.py

test-wine-full: setup ## test-windows, all of triggers/, and the panel with PySide6, under Wine
	@$(SYSTEM) wine wine-full
	@tests/platforms/wine/environment.sh full
	@$(WITHOUT_DISPLAY) $(IN_WINE) tests/platforms/wine tests/triggers

test-package: setup-tests ## build, install, start and remove each package
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -m package

test-macos-names: setup ## the names of macOS that we use, against the wheels of pyobjc (downloaded)
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -m macos_names tests/platforms/macos_names

test-kwin: setup-tests ## a real KWin without a screen: windows, hotkeys, panel
	@$(SYSTEM) kwin
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -n 2 -m kwin

test-gnome: setup-tests ## a real GNOME Shell without a screen: the extension, windows, panel
	@$(SYSTEM) gnome
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -n 2 -m gnome

test-portal: setup-tests ## the real frontend of the portals: hotkeys
	@$(SYSTEM) portal
	@$(WITHOUT_DISPLAY) $(BIN)/python -m pytest -q -n 2 -m portal

test-platforms: setup-tests ## sway, KWin, GNOME, portal, accessibility with large apps, Wine, names of macOS: all of them
	@.ci/stages $(PLATFORM_STAGES)

bench: setup-tests ## measure, against the peers; fills the table of docs/performance.md
	@$(BIN)/python -m tests.bench

bench-search: setup ## measure the search alone: how good, how fast; SEARCH_CORPUS=FOLDER has the corpora
	@$(BIN)/python -m tests.bench.search_quality
	@echo
	@$(BIN)/python -m tests.bench.search_speed

bench-platforms: setup-tests ## measure each platform against looking again and again; fills its table in docs/performance.md
	@$(SYSTEM) sway kwin gnome accessibility accessibility-apps wine
	@tests/platforms/wine/environment.sh core
	@$(BIN)/python -m tests.bench --platforms

conformance: setup ## TUF's own suite against our client: make conformance SUITE=FOLDER (its checkout)
	@tests/conformance/run.sh $(SUITE)

package: ## the frozen folder and the Debian package, in dist/
	@$(SYSTEM) python qt build
	@packaging/environment.sh full
	@$(BIN)/python packaging/build_frozen.py
	@$(BIN)/python packaging/build_deb.py

format: setup ## format and mend what the linter can mend by itself
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

constraints: ## resolve pyproject.toml afresh and write constraints.txt
	@packaging/renew-constraints.sh

clean: ## remove what was built
	@rm -rf build dist artefacts .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	@find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

distclean: clean ## clean, and remove the environments
	@rm -rf .venv .venv-noqt .venv-lrs .venv-wine
