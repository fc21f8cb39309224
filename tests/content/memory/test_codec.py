"""Whatever the bytes, reading them gives tables of the right shape, or one of two named errors."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from content.memory.codec import DamagedError, NewerSchemaError, decode, empty, encode
from content.memory.schema import SCHEMA

WHOLE = (
    b'{"about":{"file":{"schema":1}},"progress":{"2026-05-04 a/b":{"card":"a/b","period":"2026-05-04",'
    b'"done":["k1"],"step":2}},"wishes":{"never\\na/b\\n":{"kind":"never","card":"a/b","app":"",'
    b'"since":"2026-05-04T07:00:00+00:00","until":null}},"recent":{"a/b":{"count":1,"order":1,'
    b'"last":"2026-05-04T07:00:00+00:00"}},"settings":{"theme":{"value":"dark"}},"pause":{}}'
)


def readable(raw: bytes) -> bool:
    try:
        tables = decode(raw)
    except (DamagedError, NewerSchemaError):
        return False
    assert tables["about"]["file"]["schema"] == SCHEMA
    assert all(isinstance(row, dict) for table in tables.values() for row in table.values())
    return True


def test_a_whole_file_is_read_and_written_without_a_difference() -> None:
    assert encode(decode(WHOLE)) == WHOLE
    assert decode(encode(empty())) == empty()


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    assert not readable(raw)


@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_off_anywhere_is_damaged(length: int) -> None:
    assert not readable(WHOLE[:length])


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=3))
def test_a_file_with_some_bytes_changed(at: int, other: bytes) -> None:
    changed = WHOLE[:at] + other + WHOLE[at + len(other) :]
    if readable(changed):
        assert readable(encode(decode(changed)))
