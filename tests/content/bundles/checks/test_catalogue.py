"""Every name that a finding can have is described, and docs/checks.md says so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from content.bundles.checks.catalogue import entries, groups, ignorable, page

HOME = Path(__file__).parents[4]

# What makes problems: called with a name among its arguments.
MAKERS = {
    "Problem",
    "Check",
    "ConditionProblem",
    "PatternError",
    "_check",
    "_fail",
    "_problem",
    "_refuse",
    "_report",
}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+|unreadable|html|rule|secret|password")


def names_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            values = [*node.args, *(keyword.value for keyword in node.keywords)] if called in MAKERS else []
        elif isinstance(node, ast.Tuple) and "Severity" in ast.dump(node):  # a table of findings
            values = node.elts
        else:
            continue
        for value in values:
            if (
                isinstance(value, ast.Constant)
                and isinstance(value.value, str)
                and NAME.fullmatch(value.value)
            ):
                yield value.value


def sources() -> Iterator[Path]:
    """The modules that judge bundles: not those that bring cards in, see docs/importing.md."""
    for folder in ("content/bundles", "content/cards", "content/files", "content/library", "triggers/rules"):
        yield from (file for file in (HOME / folder).rglob("*.py") if file.parent.name != "imports")
    yield from (HOME / "content").glob("*.py")


def test_every_name_that_the_code_can_say_is_described() -> None:
    said = {name: file for file in sources() for name in names_in(file)}
    assert {name: str(file) for name, file in said.items() if name not in entries()} == {}


def test_every_name_that_is_described_can_be_said() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in sources())
    assert [name for name in entries() if f'"{name}"' not in text] == []


def test_the_page_is_what_the_file_makes_of_it() -> None:
    assert (HOME / "docs" / "checks.md").read_text(encoding="utf-8") == page()


def test_each_is_described_once_in_whole_sentences() -> None:
    every = [entry for group in groups() for entry in group.findings]
    assert len(every) == len(entries())
    for entry in every:
        for text in (entry.what, entry.why, entry.remedy):
            assert text.endswith((".", "?")), entry.name
            assert "|" not in text, entry.name


def test_only_warnings_can_be_ignored() -> None:
    assert "many-lines" in ignorable()
    assert "secret" not in ignorable()
