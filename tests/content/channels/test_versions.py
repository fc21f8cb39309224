from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.channels.versions import rank

ORDERED = [
    "0",
    "0.9",
    "1-alpha",
    "1-alpha.1",
    "1-alpha.beta",
    "1-beta",
    "1-beta.2",
    "1-beta.11",
    "1-rc.1",
    "1",
]
LATER = ["1.0.1", "1.2", "1.9", "1.10", "2", "2026.11", "2026.11.2"]

versions = st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}(-[0-9A-Za-z.]{1,8})?", fullmatch=True)


@pytest.mark.parametrize(("older", "newer"), list(pairwise([*ORDERED, *LATER])))
def test_versions_are_ordered_as_people_read_them(older: str, newer: str) -> None:
    assert rank(older) < rank(newer)


@pytest.mark.parametrize(("one", "same"), [("1", "1.0"), ("1.4", "1.4.0"), ("1.04", "1.4"), ("0", "0.0.0")])
def test_zeros_that_say_nothing_make_no_difference(one: str, same: str) -> None:
    assert rank(one) == rank(same)


@given(st.lists(versions, max_size=6))
def test_any_two_versions_can_be_compared(some: list[str]) -> None:
    ranks = sorted(rank(version) for version in some)

    assert all(one <= two for one, two in pairwise(ranks))
