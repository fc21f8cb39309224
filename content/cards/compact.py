"""A card's parts as one piece of bytes, taken apart when somebody looks. Not for finding them: see body.py.

The app holds thousands of cards all day and shows one. As values of their own, items and steps with their
keys and texts are two thirds of what all cards weigh, and of the work of carrying them between processes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import overload

from content.cards.model import Item, Part, Prose, Step

_KEPT = 64  # cards whose parts are kept as values, too: those on the screen and the last ones found
_FASTEST = 1  # of zlib's levels; the others save 2 % more


class CompactParts(Sequence[Part]):
    """Stands for the tuple of parts that it was made ``of``: equal to it, with the same hash and places.

    ``data`` that ``of`` did not make raises ValueError when it is looked at, and makes nothing but parts.
    """

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    @classmethod
    def of(cls, parts: Sequence[Part]) -> CompactParts:
        """``parts`` made small; equal ones give the same bytes."""
        if isinstance(parts, cls):
            return parts
        rows = [_ROWS[type(part)](part) for part in parts]
        written = _written(rows).encode("utf-8", "surrogatepass")
        return cls(zlib.compress(written, _FASTEST, -zlib.MAX_WBITS))

    @property
    def data(self) -> bytes:
        """The parts as bytes: equal ones for equal parts."""
        return self._data

    def __len__(self) -> int:
        return len(_opened(self._data))

    def __iter__(self) -> Iterator[Part]:
        return iter(_opened(self._data))

    @overload
    def __getitem__(self, at: int) -> Part: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Part, ...]: ...
    def __getitem__(self, at: int | slice) -> Part | tuple[Part, ...]:
        return _opened(self._data)[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CompactParts):
            return self._data == other._data
        return _opened(self._data) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(_opened(self._data))

    def __repr__(self) -> str:
        return repr(_opened(self._data))

    def __reduce__(self) -> tuple[type[CompactParts], tuple[bytes]]:
        return CompactParts, (self._data,)


@lru_cache(maxsize=_KEPT)
def _opened(data: bytes) -> tuple[Part, ...]:
    try:
        written = zlib.decompress(data, -zlib.MAX_WBITS)
        rows = json.loads(written.decode("utf-8", "surrogatepass"))
        return tuple([_KINDS[row[0]](*row[1:]) for row in rows])
    except (IndexError, KeyError, RecursionError, TypeError, ValueError, zlib.error) as error:
        raise ValueError(f"these are no parts of a card: {error}") from error


_KINDS: Mapping[str, type[Part]] = {kind.__name__: kind for kind in (Prose, Item, Step)}


def _row_of(kind: type[Part]) -> Callable[[Part], tuple[object, ...]]:
    """Writes a ``kind`` as its name and fields."""
    name, values = kind.__name__, attrgetter(*(field.name for field in fields(kind)))
    return lambda part: (name, *values(part))


_ROWS = {kind: _row_of(kind) for kind in _KINDS.values()}
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
