"""Who may import whom: overlay -> content -> triggers, Qt at the top alone, platforms one by one."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.architecture.rules import QT, circles, eager_platform_imports, forbidden_imports, nothing_found
from tests.architecture.source import PACKAGES, ROOT, modules

# Imports every module of the packages named, with Qt out of reach as if it were not installed.
IMPORT_ALL_WITHOUT_QT = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None
for package in sys.argv[1:]:
    for found in pkgutil.walk_packages([package], package + "."):
        importlib.import_module(found.name)
loaded = {name.split(".")[0] for name in sys.modules} & {"pywinctl", "pynput"}
sys.exit(f"importing loads {sorted(loaded)}" if loaded else 0)
"""

# The same as on a platform that has no python-xlib: all but the modules that exist for X11.
IMPORT_ALL_WITHOUT_XLIB = """
import importlib, pkgutil, sys
sys.modules["Xlib"] = None
for package in sys.argv[1:]:
    for found in pkgutil.walk_packages([package], package + "."):
        if not found.name.rpartition(".")[2].startswith("x"):
            importlib.import_module(found.name)
"""

RUN_CLI_WITHOUT_QT = """
import sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None
from overlay.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a fresh interpreter in which no display is to be had."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_triggers_know_nothing_of_cards() -> None:
    nothing_found(forbidden_imports(modules("triggers"), ("content",), "a rule carries an opaque card id"))


def test_triggers_never_reach_the_overlay() -> None:
    nothing_found(forbidden_imports(modules("triggers"), ("overlay",), "overlay -> content -> triggers"))


def test_content_never_reaches_the_overlay() -> None:
    nothing_found(forbidden_imports(modules("content"), ("overlay",), "overlay -> content -> triggers"))


def test_no_two_packages_below_the_overlay_need_each_other() -> None:
    nothing_found(circles(modules("triggers", "content")))


def test_nothing_below_the_overlay_imports_qt() -> None:
    nothing_found(forbidden_imports(modules("triggers", "content"), QT, "Qt lives in overlay/ alone"))


def test_the_app_never_imports_its_tests() -> None:
    nothing_found(forbidden_imports(modules(*PACKAGES), ("tests",), "tests are not installed"))


def test_platform_libraries_are_imported_lazily() -> None:
    nothing_found(eager_platform_imports(modules(*PACKAGES)))


def test_pyobjc_is_called_by_one_adapter_alone() -> None:
    pyobjc = ("AppKit", "ApplicationServices", "CoreFoundation", "Foundation", "HIServices", "Quartz", "objc")
    others = [module for module in modules(*PACKAGES) if module.path.as_posix() != "triggers/macos.py"]

    assert len(others) + 1 == len(list(modules(*PACKAGES)))
    nothing_found(forbidden_imports(others, pyobjc, "triggers/macos.py has every call of it"))


def test_everything_below_the_overlay_imports_without_a_display_and_without_qt() -> None:
    done = python(IMPORT_ALL_WITHOUT_QT, "triggers", "content")

    assert done.returncode == 0, done.stderr


def test_other_platforms_do_without_xlib() -> None:
    done = python(IMPORT_ALL_WITHOUT_XLIB, *PACKAGES)

    assert done.returncode == 0, done.stderr


def test_the_command_line_starts_without_qt() -> None:
    done = python(RUN_CLI_WITHOUT_QT, "--help")

    assert done.returncode == 0, done.stderr
    assert "sidecue" in done.stdout
