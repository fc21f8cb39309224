"""The vectors of a bundle's cards as bytes: what a packed bundle carries them in. Not for computing them.

The bytes may come from anybody. They are read with limits and lengths checked, by struct alone, into plain
values; what is not exactly what ``packed`` writes is refused as a whole. The format is in docs/formats.md.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

MAX_DIMENSIONS = 2_048
MAX_NAME = 200  # bytes of UTF-8
MAX_CARDS = 20_000
MAX_VECTORS = 32  # of a card
MAX_PLACE = 30_000  # passages of a card

DIGEST = 16
"""Bytes that tell the files of a card from any others."""

_MARK = b"CUEVEC1\n"
_HEAD, _CARD, _VECTOR = struct.Struct("<8sHHHI"), struct.Struct("<HB16sB"), struct.Struct("<hf")


class VectorsError(Exception):
    """The bytes are no vectors of cards, because they ..."""


@dataclass(frozen=True, slots=True)
class Vector:
    """One text's vector: each of its numbers is a byte from -127 to 127, times ``scale``.

    ``place`` says which text of the card it is: see content/meaning/texts.py.
    """

    place: int
    scale: float
    numbers: bytes


@dataclass(frozen=True, slots=True)
class CardVectors:
    """The vectors of one card in one language. ``digest`` is that of the files they were computed from."""

    card: str
    language: str
    digest: bytes
    vectors: tuple[Vector, ...]


@dataclass(frozen=True, slots=True)
class Vectors:
    """What one entry holds; ``texts`` says how cards were cut into texts, ``encoder`` what encoded them."""

    encoder: str
    texts: int
    dimensions: int
    cards: tuple[CardVectors, ...]


def packed(vectors: Vectors) -> bytes:
    """``vectors`` as bytes for ``unpacked``."""
    return b"".join(_pieces(vectors))


def in_parts(vectors: Vectors, limit: int) -> Iterator[bytes]:
    """``vectors`` packed as several entries, each of at most ``limit`` bytes as far as one card has fewer."""
    part: list[CardVectors] = []
    size = 0
    for card in vectors.cards:
        length = sum(map(len, _card_pieces(card)))
        if part and size + length > limit - _HEAD.size - MAX_NAME:
            yield packed(Vectors(vectors.encoder, vectors.texts, vectors.dimensions, tuple(part)))
            part, size = [], 0
        part.append(card)
        size += length
    yield packed(Vectors(vectors.encoder, vectors.texts, vectors.dimensions, tuple(part)))


def unpacked(data: bytes) -> Vectors:
    """The vectors in ``data``. Raises VectorsError."""
    reader = _Reader(data)
    mark, texts, dimensions, name, count = reader.take(_HEAD)
    if mark != _MARK:
        raise VectorsError("begin otherwise")
    if not 0 < dimensions <= MAX_DIMENSIONS or name > MAX_NAME or count > MAX_CARDS:
        raise VectorsError("are larger than any that are written")
    encoder = reader.text(name)
    cards = tuple(_card(reader, dimensions) for _ in range(count))
    if reader.left:
        raise VectorsError("go on behind their end")
    return Vectors(encoder, texts, dimensions, cards)


def _card(reader: _Reader, dimensions: int) -> CardVectors:
    name, language, digest, count = reader.take(_CARD)
    if not 0 < count <= MAX_VECTORS:
        raise VectorsError("have a card with too many vectors, or none")
    card, code = reader.text(name), reader.text(language)
    return CardVectors(card, code, digest, tuple(_vector(reader, dimensions) for _ in range(count)))


def _vector(reader: _Reader, dimensions: int) -> Vector:
    place, scale = reader.take(_VECTOR)
    if not -1 <= place <= MAX_PLACE or not math.isfinite(scale) or not 0 <= scale <= 1:
        raise VectorsError("have a vector of another form")
    return Vector(place, scale, reader.bytes(dimensions))


class _Reader:
    """Goes through bytes once, never behind their end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def left(self) -> int:
        """How many bytes are still to come."""
        return len(self._data) - self._at

    def bytes(self, length: int) -> bytes:
        """The next ``length`` bytes."""
        if length > self.left:
            raise VectorsError("end too early")
        self._at += length
        return self._data[self._at - length : self._at]

    def take(self, form: struct.Struct) -> tuple[Any, ...]:
        """The next values of ``form``."""
        return form.unpack(self.bytes(form.size))

    def text(self, length: int) -> str:
        """The next ``length`` bytes as text."""
        try:
            return self.bytes(length).decode()
        except UnicodeDecodeError:
            raise VectorsError("have a name that is not UTF-8") from None


def _pieces(vectors: Vectors) -> Iterator[bytes]:
    name = vectors.encoder.encode()
    yield _HEAD.pack(_MARK, vectors.texts, vectors.dimensions, len(name), len(vectors.cards))
    yield name
    for card in vectors.cards:
        yield from _card_pieces(card)


def _card_pieces(card: CardVectors) -> Iterable[bytes]:
    name, language = card.card.encode(), card.language.encode()
    yield _CARD.pack(len(name), len(language), card.digest, len(card.vectors))
    yield name + language
    for vector in card.vectors:
        yield _VECTOR.pack(vector.place, vector.scale)
        yield vector.numbers


def quantised(place: int, row: Sequence[float]) -> Vector:
    """A vector of length 1 with a byte for each number: close enough, and a quarter of the size."""
    largest = max(map(abs, row))
    scale = struct.unpack("<f", struct.pack("<f", largest / 127))[0]
    numbers = [round(number / scale) if scale else 0 for number in row]
    return Vector(place, scale, struct.pack(f"{len(row)}b", *numbers))
