"""Shapes are judged as a schema library judges them, and every refusal names its place."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypedDict

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.memory.shape import ShapeError, shaped


class Colour(StrEnum):
    RED = "red"


class Row(TypedDict):
    name: str
    count: int
    colour: Colour
    until: datetime | None


class File(TypedDict, total=False):
    rows: dict[str, Row]
    value: bool | int | str | list[str]


GOOD: dict[str, Any] = {"name": "a", "count": 1, "colour": "red", "until": "2026-05-04T10:00:00+02:00"}

plain = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False)
    | st.sampled_from(["red", "x", ""])
)
row = st.fixed_dictionaries(
    {}, optional={"name": plain, "count": plain, "colour": plain, "until": st.none(), "other": plain}
)
documents = st.dictionaries(
    st.sampled_from(["rows", "value", "other"]),
    plain | st.lists(plain, max_size=2) | st.dictionaries(st.sampled_from("ab"), plain | row, max_size=2),
)


@given(documents | plain | st.lists(plain))
def test_it_agrees_with_a_schema_library(value: object) -> None:
    try:
        expected = msgspec.convert(value, File)
    except msgspec.ValidationError:
        with pytest.raises(ShapeError):
            shaped(value, File)
    else:
        assert shaped(value, File) == expected


def test_texts_become_what_they_stand_for() -> None:
    read = shaped({"rows": {"k": {**GOOD, "unknown": 1}}}, File)["rows"]["k"]

    assert read == {**GOOD, "until": datetime(2026, 5, 4, 8, tzinfo=UTC)}
    assert isinstance(read["colour"], Colour)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"count": True}, "$.rows.k.count is not int"),
        ({"count": 1.0}, "$.rows.k.count is not int"),
        ({"colour": "blue"}, "$.rows.k.colour is not Colour"),
        ({"until": "2026-05-04T10:00:00"}, "$.rows.k.until is of no kind that belongs there"),
        ({"until": "soon"}, "$.rows.k.until is of no kind that belongs there"),
    ],
)
def test_a_refusal_says_where(change: dict[str, object], said: str) -> None:
    with pytest.raises(ShapeError) as caught:
        shaped({"rows": {"k": {**GOOD, **change}}}, File)

    assert str(caught.value) == said


def test_a_missing_field_is_named() -> None:
    with pytest.raises(ShapeError, match=r"\$\.rows\.k\.name is missing"):
        shaped({"rows": {"k": {}}}, File)
