"""Compact parts stand for the tuple they were made of, whatever the cards say and wherever they travel."""

from __future__ import annotations

import pickle
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.cards.compact import CompactParts
from content.cards.model import Card, CardKind, Item, Part, Prose, Step

TEXT = st.text(st.characters(codec=None), max_size=40)  # lone surrogates and control characters, too
PARTS = st.lists(
    st.one_of(
        st.builds(Prose, TEXT, TEXT),
        st.builds(Item, TEXT, TEXT, TEXT, st.integers(0, 20)),
        st.builds(Step, st.integers(1, 10_000), TEXT, TEXT),
    ),
    max_size=6,
).map(tuple)

SOME = (Prose("Before *that*", "Before that"), Item("k", "tick **me**", "tick me", 1), Step(1, "go", "go"))


def card(parts: tuple[Part, ...] | CompactParts) -> Card:
    return Card("b/a", "A", CardKind.NOTE, parts, "b", "B", "cards/a.md", Path("b"))


@given(PARTS)
def test_they_are_the_parts_they_were_made_of(parts: tuple[Part, ...]) -> None:
    compact = CompactParts.of(parts)
    assert tuple(compact) == parts
    assert len(compact) == len(parts)
    assert repr(compact) == repr(parts)
    assert all(compact[at] == part for at, part in enumerate(parts))
    assert CompactParts.of(compact) is compact


@given(PARTS, PARTS)
def test_they_are_equal_where_the_parts_are(some: tuple[Part, ...], others: tuple[Part, ...]) -> None:
    compact = CompactParts.of(some)
    assert (compact == CompactParts.of(others)) is (some == others)
    assert (compact == others) is (some == others)
    assert (others == compact) is (some == others)
    assert hash(compact) == hash(some)
    assert pickle.loads(pickle.dumps(compact)) == some


def test_they_are_cut_like_a_tuple_and_like_nothing_else() -> None:
    compact = CompactParts.of(SOME)
    assert compact[1:] == SOME[1:]
    assert compact[-1] == SOME[-1]
    assert compact != list(SOME)
    with pytest.raises(IndexError):
        compact[3]


def test_a_card_is_the_same_card_whether_its_parts_are_compact_or_not() -> None:
    plain, compact = card(SOME), card(CompactParts.of(SOME))
    assert plain == compact
    assert compact == plain
    assert hash(plain) == hash(compact)
    assert (compact.items, compact.steps) == (plain.items, plain.steps)
    assert replace(compact, title="B") == replace(plain, title="B") != plain
    assert card(CompactParts.of(SOME[:2])) != plain


@pytest.mark.parametrize("of", [tuple, CompactParts.of])
def test_a_card_comes_out_of_a_pickle_as_it_went_in(of: type[tuple[Part, ...]]) -> None:
    was = card(of(SOME))
    found = pickle.loads(pickle.dumps(was))
    assert found == was
    assert type(found.parts) is type(was.parts)
    assert hash(found) == hash(was)


@pytest.mark.parametrize(
    "written",
    ["", "5", "[5]", "[[]]", '[["Card", "x"]]', '[["Prose"]]', '[["Step", 1, 2, 3, 4]]', "{", "[" * 100_000],
)
def test_what_is_no_part_is_refused_when_it_is_looked_at(written: str) -> None:
    compact = CompactParts(zlib.compress(written.encode(), wbits=-zlib.MAX_WBITS))
    with pytest.raises(ValueError, match="no parts of a card"):
        tuple(compact)


@given(st.binary(max_size=60))
def test_damaged_bytes_give_parts_or_a_value_error(data: bytes) -> None:
    with suppress(ValueError):
        assert all(isinstance(part, Prose | Item | Step) for part in CompactParts(data))
