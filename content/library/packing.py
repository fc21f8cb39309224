"""What a reading gave as bytes, to travel between processes and to be kept. Not for who reads or keeps it.

Pickle carries thousands of cards in a fraction of a second, and makes whatever it is told to make. Here only
our own value classes come out of it, whatever the bytes say.
"""

from __future__ import annotations

import gc
import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import IO, TypeVar

from content.audience.others import Others
from content.bundles.model import Bundle
from content.cards.model import Card, Item, Prose, Recall, Step, Video
from content.problems import Problem
from triggers.rules.model import All, AnyOf, Not, Test

_ADMITTED = {
    "content.attention.cue": {"Loudness"},
    "content.audience.others": {"Others"},
    "content.bundles.model": {"Bundle", "CardPath"},
    "content.cards.compact": {"CompactParts"},
    "content.cards.model": {
        "Card", "CardKind", "Item", "Prose", "Recall", "Required", "Reset", "Step", "Video",
    },
    "content.library.packing": {"Contents"},
    "content.library.stored_index": {"StoredIndex"},
    "content.problems": {"Problem", "Severity"},
    "datetime": {"date"},
    "pathlib": {"PosixPath", "WindowsPath"},
    "triggers.rules.model": {"All", "AnyOf", "Field", "Kind", "Not", "Test"},
}  # fmt: skip


T = TypeVar("T")

SIZE = 8
"""Bytes that say how long packed contents are, where an index follows them."""


class PackingError(Exception):
    """The bytes are no packed contents, because ..."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What some folders hold for a person: the parts of a Library."""

    bundles: tuple[Bundle, ...]
    problems: tuple[Problem, ...]
    others: Others


def pack(value: object) -> bytes:
    """A value of ours as bytes for ``unpack``."""
    stream = io.BytesIO()
    pack_into(stream, value)
    return stream.getvalue()


def pack_into(stream: IO[bytes], value: object) -> None:
    """Write a value of ours to ``stream``, so that unpickling it takes least."""
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _BY_CALLS
    pickler.dump(value)


def unpack(data: bytes | memoryview, kind: type[T]) -> T:
    """The ``kind`` of value in ``data``. Raises PackingError."""
    try:
        with all_kept():
            value = _Unpickler(io.BytesIO(data)).load()
    except Exception as error:  # pickle promises no particular one for damaged data
        raise PackingError(f"damaged: {error}") from error
    if not isinstance(value, kind):
        raise PackingError("something else")
    return value


@contextmanager
def all_kept() -> Iterator[None]:
    """Spares Python the search for garbage while thousands of values are made that all stay.

    It would look through all of them, again and again, for longer than making them takes: while they are
    made, and in the middle of something else afterwards. They hold no circles that only it could find.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Once, at the start: later, what is alive beside them may be circles that nobody needs any more.
            if not gc.get_freeze_count():
                gc.freeze()
            gc.enable()


def _by_call(kind: type) -> Callable[[object], tuple[type, tuple[object, ...]]]:
    """Packs a ``kind`` as a call of it: made anew several times as fast as dataclasses with slots are by
    default, which set each field by its name.
    """
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        return lambda value: (kind, (getattr(value, names[0]),))
    values = attrgetter(*names)
    return lambda value: (kind, values(value))


_BY_CALLS: Mapping[type, Callable[[object], tuple[type, tuple[object, ...]]]] = {
    kind: _by_call(kind)
    for kind in (All, AnyOf, Bundle, Card, Item, Not, Problem, Prose, Recall, Step, Test, Video)
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if name not in _ADMITTED.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in it")
        return super().find_class(module, name)
