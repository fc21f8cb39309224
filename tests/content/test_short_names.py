from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.short_names import LONGEST, short_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Treasury desk", "treasury-desk"),
        ("Größe & Maß", "grosse-mass"),
        ("Épicerie_n°3", "epicerie-n3"),
        ("日本語", ""),
        ("…", ""),
    ],
)
def test_names_are_what_every_system_and_every_keyboard_has(text: str, name: str) -> None:
    assert short_name(text) == name


@given(st.text(max_size=100))
def test_a_short_name_stays_what_it_is(text: str) -> None:
    name = short_name(text)
    assert re.fullmatch("([a-z0-9]+(-[a-z0-9]+)*)?", name)
    assert len(name) <= LONGEST
    assert short_name(name) == name
