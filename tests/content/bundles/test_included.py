"""The bundles that come with Sidecue: free of problems, their rules hitting exactly the right windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from content.bundles.builtin import accounts_team, starter
from content.bundles.check import check
from content.bundles.model import Bundle
from content.bundles.reader import read_bundle
from content.cards.model import CardKind, Required
from content.strict_yaml import parse
from triggers.context import WindowInfo
from triggers.rules.matcher import Matcher
from triggers.rules.model import Rule
from triggers.titles import context_of

WRITTEN = date(2026, 11, 21)
ROOTS = [starter(), accounts_team()]


def expectations(root: Path) -> Iterator[tuple[Mapping[str, str], list[str]]]:
    document = parse((root / "expect.yaml").read_text(encoding="utf-8"), "expect.yaml")
    assert not document.problems
    assert isinstance(document.value, list)
    for entry in document.value:
        assert set(entry) == {"window", "cards"}
        yield entry["window"], entry["cards"]


def matcher_of(bundle: Bundle) -> Matcher:
    return Matcher(
        [
            Rule(
                card=card.id,
                where=f"{card.file}:{card.when_line}",
                condition=card.when,
                required=card.required is not Required.NO,
                priority=card.priority,
            )
            for card in bundle.cards
            if card.when is not None
        ]
    )


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_an_included_bundle_has_no_problems(root: Path) -> None:
    assert list(map(str, check(read_bundle(root), WRITTEN))) == []


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_its_rules_hit_exactly_the_windows_they_should(root: Path) -> None:
    bundle = read_bundle(root)
    matcher = matcher_of(bundle)
    for window, cards in expectations(root):
        info = WindowInfo(1, window["app"], window["class"], window["title"])
        found = [match.rule.card.removeprefix(f"{bundle.id}/") for match in matcher.match(context_of(info))]
        assert found == cards, window


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_every_rule_is_tried_and_so_is_a_window_without_cards(root: Path) -> None:
    bundle = read_bundle(root)
    expected = [set(cards) for _, cards in expectations(root)]
    with_rules = {card.id.removeprefix(f"{bundle.id}/") for card in bundle.cards if card.when}
    assert with_rules == set().union(*expected)
    assert set() in expected


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_every_card_can_be_read_in_two_minutes(root: Path) -> None:
    for card in read_bundle(root).cards:
        words = sum(len(part.text.split()) for part in card.parts)
        assert words <= 160, card.id  # 200 words a minute, less what a short text needs to be found
        assert card.minutes is not None, card.id
        assert card.minutes <= 2, card.id
        assert card.keywords, card.id


def test_the_sample_shows_every_kind_of_card() -> None:
    assert {card.kind for card in read_bundle(accounts_team()).cards} == set(CardKind)
