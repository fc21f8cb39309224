"""Holding rules against windows: what came instead, why, how much of it was right, and what nothing tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.audience.person import EVERYONE, Person
from content.bundles.expect.cards import StatedWindow
from content.bundles.expect.parts import PartKind, parts_of
from content.bundles.expect.report import Difference, Fault, Report
from content.bundles.expect.run import run
from content.bundles.reader import read_bundle
from content.files.base import open_files
from tests.content.bundles.conftest import Write
from triggers.context import Context


@pytest.fixture
def desk(root: Path, write: Write) -> Path:
    write("both", "when: {app: [xterm, mousepad]}")
    write("narrow", 'when: {app: xterm, title: "*mail*"}')
    write("first", "required: before-task\nwhen: {app: xterm, title: root}")
    write("finance", "when: {app: xterm, title: ledger}\naudience: {roles: [finance]}")
    write("many", "when:\n  - {app: vim}\n  - {app: emacs}\n  - gimp\nnot_when: {title: secret}")
    (root / "contexts.yaml").write_text("gimp: {app: gimp}\nrare: {app: rare}\n")
    return root


def window(app: str, title: str, *cards: str, who: Person = EVERYONE, stated: bool = True) -> StatedWindow:
    whole = tuple(f"desk/{card}" for card in cards)
    return StatedWindow("expect.yaml", 1, Context(app, "", title), who, whole if stated else None)


def run_on(root: Path, *windows: StatedWindow) -> Report:
    bundle = read_bundle(root)
    return run(bundle, windows, parts_of(bundle, open_files(root)))


def differences(root: Path, case: StatedWindow) -> list[tuple[Fault, str, str]]:
    (outcome,) = run_on(root, case).outcomes
    return [(one.fault, one.card.removeprefix("desk/"), one.because) for one in outcome.differences]


def test_what_is_as_expected_has_no_differences(desk: Path) -> None:
    assert differences(desk, window("xterm", "my mail", "narrow", "both")) == []
    assert differences(desk, window("calc", "x")) == []


def test_a_missing_card_is_explained_by_its_rule(desk: Path) -> None:
    (outcome,) = run_on(desk, window("xterm", "inbox", "narrow", "both")).outcomes
    because = 'title does not match "*mail*"'
    assert outcome.differences == (Difference(Fault.MISSING, "desk/narrow", because, "cards/narrow.md:3"),)


def test_an_unexpected_card_is_explained_by_its_rule(desk: Path) -> None:
    assert differences(desk, window("mousepad", "x")) == [(Fault.UNEXPECTED, "both", 'app is "mousepad"')]


@pytest.mark.parametrize(
    ("title", "expected", "early", "because"),
    [
        ("my mail", ("both", "narrow"), "narrow", "its rule is narrower, 2 tests with 9 characters against"),
        ("root", ("both", "first"), "first", "it is required"),
    ],
)
def test_a_wrong_order_is_explained(
    desk: Path, title: str, expected: tuple[str, ...], early: str, because: str
) -> None:
    ((fault, card, why),) = differences(desk, window("xterm", title, *expected))
    assert (fault, card) == (Fault.ORDER, early)
    assert because in why


def test_a_card_for_somebody_else_is_explained_by_its_audience(desk: Path) -> None:
    finance, sales = Person(roles=("finance",)), Person(roles=("sales",))
    assert differences(desk, window("xterm", "ledger", "finance", "both", who=finance)) == []
    ((fault, card, because),) = differences(desk, window("xterm", "ledger", "finance", "both", who=sales))
    assert (fault, card) == (Fault.MISSING, "finance")
    assert because == "it is for the role finance; your role is sales"


def test_precision_and_recall_count_cards_on_stated_windows(desk: Path) -> None:
    report = run_on(
        desk,
        window("xterm", "my mail", "narrow"),  # both came too: 1 of 2 right
        window("mousepad", "x", "both", "narrow"),  # narrow is missing: 1 of 2 found
        window("xterm", "root", stated=False),  # says nothing
    )
    assert (len(report.outcomes), len(report.stated), len(report.failures)) == (3, 2, 2)
    assert report.precision == 2 / 3
    assert report.recall == 2 / 3


def test_of_nothing_there_is_no_share(desk: Path) -> None:
    report = run_on(desk, window("calc", "x"))
    assert (report.precision, report.recall) == (None, None)


def test_what_no_window_tries_is_told_with_its_place(desk: Path) -> None:
    report = run_on(desk, window("xterm", "my mail", stated=False), window("emacs", "x", "many"))
    assert report.unused_cards == ("desk/finance", "desk/first")
    found = [(part.kind, part.name, Path(part.file).name, part.line) for part in report.unused_parts]
    assert found == [
        (PartKind.ALTERNATIVE, "when[0]", "many.md", 4),
        (PartKind.ALTERNATIVE, "when[2]", "many.md", 6),
        (PartKind.CONTEXT, "gimp", "contexts.yaml", 1),
        (PartKind.CONTEXT, "rare", "contexts.yaml", 2),
    ]


def test_an_alternative_that_is_excluded_is_not_tried(desk: Path) -> None:
    report = run_on(desk, window("vim", "secret"), window("gimp", "x", "many"))
    assert [part.name for part in report.unused_parts] == ["when[0]", "when[1]", "rare"]
