"""expect.yaml: what is right is read, and everything else is named with its line."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundles.expect.cards import CardIds, StatedWindow
from content.bundles.expect.reader import FIELDS, read_expectations
from content.bundles.model import Bundle
from content.bundles.pack import pack, write_package
from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.problems import Problem
from content.progress import NoProgress
from tests.content.bundles.expect.desk import write_desk

XTERM = "- window: {app: xterm, title: Mail}\n  cards: [pay, desk/mail]\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_desk(tmp_path_factory.mktemp("expect") / "desk")


@pytest.fixture(scope="module")
def bundle(folder: Path) -> Bundle:
    return read_bundle(folder)


def read(bundle: Bundle, text: str) -> tuple[list[StatedWindow], list[Problem]]:
    (bundle.root / "expect.yaml").write_text(text, encoding="utf-8")
    return read_expectations(open_files(bundle.root), CardIds(bundle))


def test_a_window_with_its_cards_is_read(bundle: Bundle) -> None:
    windows, problems = read(bundle, "# a comment\n" + XTERM)
    assert problems == []
    (window,) = windows
    assert (window.line, window.cards) == (2, ("desk/pay", "desk/mail"))
    assert (window.context.app, window.context.title, window.context.os) == ("xterm", "Mail", "")


def test_a_title_is_compared_as_the_app_compares_it(bundle: Bundle) -> None:
    windows, _ = read(bundle, '- window: {title: "(3) *Mail\\tbox"}\n  cards: []\n')
    assert windows[0].context.title == "Mail box"


def test_who_sits_at_the_desk_can_be_said(bundle: Bundle) -> None:
    entry = "- window: {app: xterm, os: windows, roles: [finance], language: de}\n  cards: []\n"
    windows, _ = read(bundle, entry)
    person = windows[0].person
    assert (person.roles, person.os, person.languages) == (("finance",), "windows", ("de",))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "is not a list of windows"),
        ("window: {}\n", 1, "is not a list of windows"),
        ("- 'x\n", 1, "has no end"),
        ("- pay\n", 1, "[0]: is not a window with its cards"),
        ("- window: {app: xterm}\n", 1, "[0].cards: is missing"),
        ("- cards: []\n", 1, "[0].window: is missing"),
        ("- window: xterm\n  cards: []\n", 1, '[0].window: "xterm" is not the fields of a window'),
        ("- window: {}\n  cards: []\n", 1, "[0].window: says nothing about the window"),
        ("- window: {tittle: x, app: y}\n  cards: []\n", 1, "did you mean [0].window.title?"),
        ("- window: {app: y, os: dos}\n  cards: []\n", 1, '[0].window.os: "dos" is not linux'),
        ("- window: {app: y}\n  card: []\n", 2, "did you mean [0].cards?"),
        ("- window: {app: y}\n  cards: [pya]\n", 2, "[0].cards[0]: there is no card"),
        ("- window: {app: y}\n  cards: [pya]\n", 2, "did you mean pay?"),
        ("- window: {app: y}\n  cards: [pay,\n  desk/pay]\n", 3, '"desk/pay" is listed twice'),
        ("- window: {app: y}\n  cards: [terms]\n", 2, '"terms" has no rule that can be used'),
        (XTERM + XTERM, 3, "[1].window: is the window of line 1 once more"),
        (XTERM + "  cards: []\n", 3, "[0].cards: is given twice, first in line 2"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(bundle: Bundle, text: str, line: int, words: str) -> None:
    _, problems = read(bundle, text)
    assert [problem.line for problem in problems if words in str(problem)] == [line], problems


def test_a_wrong_entry_stops_no_other(bundle: Bundle) -> None:
    windows, problems = read(bundle, "- window: {app: y}\n  cards: [pya]\n" + XTERM)
    assert len(windows) == len(problems) == 1


def test_what_a_newer_version_adds_is_passed_over(bundle: Bundle) -> None:
    windows, problems = read(bundle, "- window: {app: xterm, weather: rain}\n  cards: []\n")
    assert len(windows) == 1
    assert [problem.severity for problem in problems] == ["warning"]


def test_every_problem_of_thousands_of_entries_is_named(bundle: Bundle) -> None:
    text = "".join(f"- window: {{app: app{n}}}\n  cards: [nothing-like-it-{n}]\n" for n in range(3000))
    windows, problems = read(bundle, text)
    assert windows == []
    assert [problem.line for problem in problems] == [2 * n + 2 for n in range(3000)]


def test_it_is_read_in_a_packed_bundle_too(folder: Path, tmp_path: Path) -> None:
    (folder / "expect.yaml").write_text(XTERM)
    files = open_files(folder)
    packed = tmp_path / "desk.cue"
    write_package(pack(read_bundle(folder), files, NoProgress()), packed)
    bundle = read_bundle(packed)
    windows, problems = read_expectations(open_files(packed), CardIds(bundle))
    assert (len(windows), problems) == (1, [])


_TEXTS = st.sampled_from([*FIELDS, "pay", "mail", "xterm", "", "~", "1"]) | st.text(
    string.printable, max_size=8
)
_YAML = st.recursive(
    _TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=4)
)


@given(st.lists(st.fixed_dictionaries({}, optional={"window": _YAML, "cards": _YAML}) | _YAML, max_size=4))
@settings(max_examples=100, deadline=None)
def test_no_data_breaks_the_reader(bundle: Bundle, data: list[object]) -> None:
    windows, problems = read(bundle, yaml.safe_dump(data, allow_unicode=True))
    assert len(windows) <= len(data)
    assert problems or len(windows) == len(data)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_reader(bundle: Bundle, text: str) -> None:
    windows, problems = read(bundle, text.encode("utf-8", "replace").decode())
    assert windows or problems or not text.strip("[] \n")
