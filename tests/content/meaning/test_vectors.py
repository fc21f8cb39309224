from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.meaning.vectors import (
    CardVectors,
    Vector,
    Vectors,
    VectorsError,
    in_parts,
    packed,
    quantised,
    unpacked,
)

DIMENSIONS = 3
SCALES = st.floats(0, 1, width=32)
VECTORS = st.builds(
    Vector, st.integers(-1, 30_000), SCALES, st.binary(min_size=DIMENSIONS, max_size=DIMENSIONS)
)
CARDS = st.builds(
    CardVectors,
    st.text(max_size=40),
    st.sampled_from(["", "en", "de-AT"]),
    st.binary(min_size=16, max_size=16),
    st.lists(VECTORS, min_size=1, max_size=8).map(tuple),
)
ALL = st.builds(
    Vectors,
    st.text(max_size=20),
    st.integers(0, 65_535),
    st.just(DIMENSIONS),
    st.lists(CARDS, max_size=6).map(tuple),
)


@given(ALL)
def test_what_was_packed_is_unpacked(vectors: Vectors) -> None:
    assert unpacked(packed(vectors)) == vectors


@given(ALL, st.data())
def test_damaged_bytes_are_refused_or_are_vectors_all_the_same(vectors: Vectors, data: st.DataObject) -> None:
    good = bytearray(packed(vectors))
    at = data.draw(st.integers(0, len(good) - 1))
    good[at] = data.draw(st.integers(0, 255))
    try:
        read = unpacked(bytes(good))
    except VectorsError:
        return
    assert packed(read) == bytes(good)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(VectorsError):
        unpacked(data)


@given(st.binary(max_size=60))
def test_whatever_follows_a_head_takes_no_more_than_the_bytes_there_are(data: bytes) -> None:
    head = struct.pack("<8sHHHI", b"CUEVEC1\n", 1, 2_048, 0, 20_000)
    with pytest.raises(VectorsError):
        unpacked(head + data)


@pytest.mark.parametrize(
    "head",
    [
        (b"CUEVEC2\n", 1, 3, 0, 0),
        (b"CUEVEC1\n", 1, 0, 0, 0),
        (b"CUEVEC1\n", 1, 2_049, 0, 0),
        (b"CUEVEC1\n", 1, 3, 201, 0),
        (b"CUEVEC1\n", 1, 3, 0, 20_001),
        (b"CUEVEC1\n", 1, 3, 0, 1),
    ],
)
def test_heads_beyond_the_limits_are_refused(head: tuple[bytes, int, int, int, int]) -> None:
    with pytest.raises(VectorsError):
        unpacked(struct.pack("<8sHHHI", *head))


@given(ALL, st.integers(1, 400))
def test_parts_hold_all_cards_in_their_order(vectors: Vectors, limit: int) -> None:
    parts = [unpacked(part) for part in in_parts(vectors, limit)]

    assert tuple(card for part in parts for card in part.cards) == vectors.cards


def test_parts_are_no_larger_than_allowed() -> None:
    cards = [
        CardVectors(f"a/{number}", "en", bytes(16), (Vector(-1, 0.5, b"abc"),) * 8) for number in range(90)
    ]
    parts = list(in_parts(Vectors("x" * 200, 1, 3, tuple(cards)), 1_000))

    assert len(parts) > 5
    assert max(map(len, parts)) <= 1_000


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=20))
def test_a_byte_for_each_number_is_close_enough(numbers: list[float]) -> None:
    length = math.sqrt(sum(number * number for number in numbers))
    row = [number / length if length > 1e-6 else 0.0 for number in numbers]

    vector = quantised(0, row)

    read = [byte * vector.scale for byte in struct.unpack(f"{len(row)}b", vector.numbers)]
    assert all(abs(one - other) <= 1 / 254 + 1e-6 for one, other in zip(read, row, strict=True))
