"""Quiet hours: how they may be written, and which times lie in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.attention.quiet import canonical, is_quiet


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("12-13", "12:00-13:00"),
        (" 9:30 – 10 ,18:00-8:00", "09:30-10:00, 18:00-08:00"),
        ("20:00-24:00", "20:00-00:00"),
    ],
)
def test_stretches_have_one_spelling(written: str, read: str) -> None:
    assert canonical(written) == read == canonical(read)


@pytest.mark.parametrize("wrong", ["noon", "12", "25-26", "12:60-13", "9-9", "24:30-1", "1-2-3"])
def test_anything_else_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(wrong)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("17:59", False), ("18:00", True), ("23:59", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_a_night_reaches_over_midnight(clock: str, quiet: bool) -> None:
    assert is_quiet("18:00-08:00", datetime.fromisoformat(f"2026-05-04T{clock}:00+02:00")) is quiet


@given(st.times(), st.times(), st.times())
def test_a_stretch_and_its_complement_share_no_moment(begin: object, end: object, at: object) -> None:
    one, other = f"{begin:%H:%M}-{end:%H:%M}", f"{end:%H:%M}-{begin:%H:%M}"
    if one == other:
        return
    now = datetime.combine(datetime(2026, 5, 4, tzinfo=UTC), at)  # type: ignore[arg-type]
    assert is_quiet(one, now) != is_quiet(other, now)
