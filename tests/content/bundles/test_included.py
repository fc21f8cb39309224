"""The bundles that come with Sidecue: free of problems, their rules hitting exactly the right windows."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.bundles.builtin import accounts_team, starter
from content.bundles.checks.check import check
from content.bundles.expect.cards import CardIds
from content.bundles.expect.parts import parts_of
from content.bundles.expect.reader import read_expectations
from content.bundles.expect.report import Report
from content.bundles.expect.run import run
from content.bundles.reader import read_bundle
from content.cards.model import CardKind
from content.files.base import open_files
from tests.content.bundles.conftest import TODAY

ROOTS = [starter(), accounts_team()]


def tried(root: Path) -> Report:
    bundle, files = read_bundle(root), open_files(root)
    windows, problems = read_expectations(files, CardIds(bundle))
    assert problems == []
    return run(bundle, windows, parts_of(bundle, files))


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_an_included_bundle_has_no_problems(root: Path) -> None:
    assert list(map(str, check(read_bundle(root), TODAY))) == []


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_its_rules_hit_exactly_the_windows_they_should(root: Path) -> None:
    assert [outcome.differences for outcome in tried(root).failures] == []


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_every_rule_is_tried_and_so_is_a_window_without_cards(root: Path) -> None:
    report = tried(root)
    assert report.unused_cards == ()
    assert report.unused_parts == ()
    assert () in [outcome.window.cards for outcome in report.outcomes]


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_every_card_can_be_read_in_two_minutes(root: Path) -> None:
    for card in read_bundle(root).cards:
        words = sum(len(part.text.split()) for part in card.parts)
        assert words <= 160, card.id  # 200 words a minute, less what a short text needs to be found
        assert card.minutes is not None, card.id
        assert card.minutes <= 2, card.id
        assert card.keywords, card.id


def test_the_samples_german_cards_are_whole() -> None:
    bundle = read_bundle(accounts_team())
    cards = {card.id: card for card in bundle.cards}
    assert [card.id.rpartition("/")[2] for card in bundle.variants] == [
        "payment-terms",
        "release-run",
        "undo-run",
    ]
    for german in bundle.variants:
        english = cards[german.id]
        assert (german.language, english.language) == ("de", "en")
        assert german.title != english.title
        assert (german.kind, german.when, len(german.steps)) == (
            english.kind,
            english.when,
            len(english.steps),
        )
        assert [item.key for item in german.items] == [item.key for item in english.items]
        assert sum(len(part.text.split()) for part in german.parts) <= 160


def test_the_sample_shows_every_kind_of_card() -> None:
    assert {card.kind for card in read_bundle(accounts_team()).cards} == set(CardKind)
