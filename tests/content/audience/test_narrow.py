from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.audience.narrow import narrow, reason
from content.audience.person import EVERYONE, Person
from content.cards.model import Card, CardKind


def card(name: str = "b/c", **audience: Any) -> Card:
    return Card(name, "T", CardKind.NOTE, (), "b", "B", "cards/c.md", Path("b"), **audience)


@pytest.mark.parametrize(
    ("audience", "person", "why"),
    [
        ({"roles": ("finance",)}, Person(roles=("Finance",)), ""),
        ({"roles": ("finance",)}, EVERYONE, ""),
        ({}, Person(("sales",), "linux", ("de",)), ""),
        (
            {"roles": ("finance",)},
            Person(roles=("sales",)),
            "it is for the role finance; your role is sales",
        ),
        (
            {"roles": ("finance", "tax")},
            Person(roles=("sales", "it", "hr")),
            "it is for the roles finance or tax; your roles are sales, it and hr",
        ),
        ({"os": ("windows", "macos")}, Person(os="linux"), "it is for windows or macos; this is linux"),
        ({"os": ("windows",)}, Person(os="windows"), ""),
        ({"languages": ("de",)}, Person(languages=("en", "de-AT")), ""),
        ({"languages": ("DE_at",)}, Person(languages=("de-AT",)), ""),
        ({"languages": ("de-CH",)}, Person(languages=("de",)), ""),
        (
            {"languages": ("de-CH", "fr")},
            Person(languages=("de-AT",)),
            "it is for the languages de-CH or fr; your language is de-AT",
        ),
    ],
)
def test_a_card_that_is_for_others_says_for_whom(audience: Any, person: Person, why: str) -> None:
    assert reason(card(**audience), person) == why


def test_what_is_left_keeps_its_order_and_the_rest_has_its_reason() -> None:
    cards = [card("b/a"), card("b/b", roles=("tax",)), card("b/c"), card("b/d", roles=("tax",))]

    narrowed = narrow(cards, Person(roles=("sales",)))

    assert [kept.id for kept in narrowed.cards] == ["b/a", "b/c"]
    assert dict(narrowed.left_out) == dict.fromkeys(
        ("b/b", "b/d"), "it is for the role tax; your role is sales"
    )


words = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3, unique=True).map(tuple)
systems = st.lists(st.sampled_from(["linux", "windows"]), max_size=2, unique=True).map(tuple)
codes = st.lists(st.sampled_from(["de", "de-AT", "en"]), max_size=3, unique=True).map(tuple)


@given(st.lists(st.tuples(words, systems, codes), max_size=8), words, codes)
def test_every_card_is_either_kept_or_left_out(
    audiences: list[Any], roles: tuple[str, ...], languages: tuple[str, ...]
) -> None:
    cards = [
        card(f"b/{at}", roles=roles, os=systems, languages=codes)
        for at, (roles, systems, codes) in enumerate(audiences)
    ]
    narrowed = narrow(cards, Person(roles, "linux", languages))

    assert {kept.id for kept in narrowed.cards} | set(narrowed.left_out) == {one.id for one in cards}
    assert len(narrowed.cards) + len(narrowed.left_out) == len(cards)
    assert narrow(cards, EVERYONE).cards == tuple(cards)
    assert narrow(narrowed.cards, Person(roles, "linux", languages)).left_out == {}


@given(words, codes)
def test_a_person_travels_as_json(roles: tuple[str, ...], languages: tuple[str, ...]) -> None:
    person = Person(roles, "linux", languages)
    assert Person.from_json(json.loads(json.dumps(person.as_json()))) == person


@pytest.mark.parametrize(
    "data", [{}, {"roles": "a", "os": "", "languages": []}, {"roles": [1], "os": "", "languages": []}]
)
def test_what_is_no_person_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no person"):
        Person.from_json(data)
