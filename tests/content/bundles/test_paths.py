"""Paths lead along cards that are there, for this person; what is wrong is told with its line and goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.audience.person import Person
from content.bundles.diff import diff
from content.bundles.model import Bundle, CardPath
from content.bundles.reader import read_bundle
from content.library.packing import pack, unpack
from content.library.reading import read_library
from tests.overlay.desk import BUNDLE, write_bundle

FIRST = """paths:
  - title: First days
    cards: [pay, desk/undo,
      mial, pay]
  - title: Nothing left
    cards: [gone]
"""


def bundle_with(folder: Path, lines: str) -> Bundle:
    write_bundle(folder)
    (folder / "bundle.yaml").write_text(BUNDLE + lines, encoding="utf-8")
    return read_bundle(folder)


def test_a_path_keeps_its_order_and_goes_on_without_what_is_missing(tmp_path: Path) -> None:
    bundle = bundle_with(tmp_path, FIRST)

    assert bundle.paths == (CardPath("First days", ("desk/pay", "desk/undo")),)
    told = [(it.line, it.field, it.name, it.remedy, it.severity.name) for it in bundle.problems]
    assert told == [
        (8, "paths[0].cards[2]", "path-card", "did you mean mail?", "WARNING"),
        (8, "paths[0].cards[3]", "path-card", "keep one of the two", "WARNING"),
        (10, "paths[1].cards[0]", "path-card", told[2][3], "WARNING"),
    ]
    assert "below cards/" in told[2][3]


@pytest.mark.parametrize(
    "lines", ["paths: first", "paths: [{title: A}]", "paths: [{title: A, cards: []}]", "paths: [[pay]]"]
)
def test_what_is_no_path_is_told_and_the_bundle_stays(tmp_path: Path, lines: str) -> None:
    bundle = bundle_with(tmp_path, f"{lines}\n")
    (problem,) = bundle.problems

    assert (problem.line, problem.field, problem.name) == (5, "paths", "wrong-value")
    assert "cards:" in problem.remedy
    assert (bundle.paths, len(bundle.cards)) == ((), 5)


def test_cards_that_are_not_for_the_person_are_left_out(tmp_path: Path) -> None:
    bundle_with(tmp_path, "paths: [{title: First, cards: [pay, mail]}, {title: Other, cards: [mail]}]\n")
    card = tmp_path / "cards" / "mail.md"
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace("loudness: tab", "audience: {roles: [lead]}"), encoding="utf-8")

    assert read_library([tmp_path], Person(roles=("clerk",))).paths == (CardPath("First", ("desk/pay",)),)
    assert [it.cards for it in read_library([tmp_path]).paths] == [("desk/pay", "desk/mail"), ("desk/mail",)]


def test_paths_travel_between_processes(tmp_path: Path) -> None:
    bundle = bundle_with(tmp_path, "paths: [{title: First, cards: [pay, mail]}]\n")

    assert (
        unpack(pack(bundle), Bundle).paths == bundle.paths == (CardPath("First", ("desk/pay", "desk/mail")),)
    )


def test_a_changed_path_is_a_difference(tmp_path: Path) -> None:
    old = bundle_with(tmp_path / "old", "paths: [{title: First, cards: [pay, mail]}]\n")
    new = bundle_with(tmp_path / "new", "paths: [{title: First, cards: [mail, pay]}]\n")
    (change,) = diff(old, new, ()).fields

    assert (change.field, change.old) == ("paths", "First: desk/pay, desk/mail")
