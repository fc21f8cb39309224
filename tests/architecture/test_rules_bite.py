"""Each rule of the house finds the breach it is for, in a small tree that commits it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.source import Module, modules

Rule = Callable[[Iterable[Module]], Iterator[str]]


def no_qt(source: Iterable[Module]) -> Iterator[str]:
    """The one rule that takes more than the source."""
    return rules.forbidden_imports(source, rules.QT, "no")


BREACHES: list[tuple[Rule, str, str, int]] = [
    (no_qt, "a.py", "def f():\n    from PySide6.QtCore import QObject\n", 2),
    (no_qt, "a.py", "import json, PySide6\n", 1),
    (no_qt, "a.py", "try:\n    pass\nfinally:\n    import PySide6.QtGui as gui\n", 4),
    (rules.eager_platform_imports, "a.py", "class A:\n    import pynput.keyboard\n", 2),
    (rules.eager_platform_imports, "pynput.py", "from pynput import keyboard\n", 1),
    (rules.eager_platform_imports, "hotkeys/selector.py", "from Xlib import X\n", 1),
    (rules.full_init_files, "__init__.py", '"""Fine."""\nVERSION = 1\n', 2),
    (rules.long_modules, "a.py", "\n" * 401, 401),
    (rules.long_functions, "a.py", "def f():\n" + "    f()\n" * 41, 1),
    (rules.silent_modules, "a.py", '"""Utilities"""\n', 1),
    (rules.silent_modules, "a.py", "x = 1\n", 1),
    (rules.prints, "a.py", "\nprint('x')\n", 2),
]

FINE: list[tuple[Rule, str, str]] = [
    (
        no_qt,
        "a.py",
        "import PySide6x\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import PySide6\n",
    ),
    (rules.eager_platform_imports, "a.py", "def f():\n    import pywinctl\n"),
    (rules.eager_platform_imports, "sources/xwindows.py", "from Xlib import X\n"),
    (rules.full_init_files, "__init__.py", '"""Fine."""\n'),
    (rules.long_modules, "a.py", "\n" * 400),
    (rules.long_functions, "a.py", 'def f():\n    """D\n\n    e\n    """\n' + "    f()\n" * 40),
    (rules.silent_modules, "a.py", '"""What it is for, and what not."""\n'),
    (rules.silent_modules, "__init__.py", ""),
    (rules.prints, "a.py", "printer.print('x')\n"),
]


def tree_with(root: Path, name: str, text: str) -> list[Module]:
    """A package "p" with one module."""
    file = root / "p" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return modules("p", root=root)


@pytest.mark.parametrize(("rule", "name", "text", "line"), BREACHES)
def test_a_breach_is_found_where_it_is(tmp_path: Path, rule: Rule, name: str, text: str, line: int) -> None:
    findings = list(rule(tree_with(tmp_path, name, text)))

    assert [finding.split(": ")[0] for finding in findings] == [f"p/{name}:{line}"]


@pytest.mark.parametrize(("rule", "name", "text"), FINE)
def test_what_is_allowed_passes(tmp_path: Path, rule: Rule, name: str, text: str) -> None:
    assert not list(rule(tree_with(tmp_path, name, text)))


def test_relative_imports_are_followed(tmp_path: Path) -> None:
    source = tree_with(tmp_path, "deep/a.py", "from ..overlay import panel\nfrom . import b\n")

    assert [found.name for found in source[0].imports()] == ["p.overlay.panel", "p.deep.b"]


def test_packages_that_need_each_other_by_way_of_a_third_are_found(tmp_path: Path) -> None:
    tree_with(tmp_path, "a/one.py", "from p.b.one import x\n")
    tree_with(tmp_path, "b/one.py", "def f():\n    import p.c.one\n")
    tree_with(tmp_path, "b/two.py", "import json\nfrom p.b import one\n")
    tree_with(tmp_path, "c/one.py", "\nfrom p.a import one\n")
    source = tree_with(tmp_path, "d/one.py", "from p.a import one\n")

    assert sorted(finding.split(": ")[0] for finding in rules.circles(source)) == [
        "p/a/one.py:1",
        "p/b/one.py:2",
        "p/c/one.py:2",
    ]


@pytest.mark.parametrize(
    "line",
    ["see /home/ada/notes", r"C:\Users\ada", "pip --index-url x", f"https://{'pypi'}.org/simple"],
)
def test_text_of_one_machine_is_found(line: str) -> None:
    assert "a.md:2: names a " in "".join(rules.machine_text("a.md", f"\n{line}"))


@pytest.mark.parametrize(
    "line", ["/usr/lib/sidecue", "~/.config/sidecue", "docs/home/start/", "https://erp.example.org/home/x"]
)
def test_text_of_every_machine_passes(line: str) -> None:
    assert not list(rules.machine_text("a.md", line))
