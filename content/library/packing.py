"""What a reading gave as bytes, to travel between processes and to be kept. Not for who reads or keeps it.

Pickle carries thousands of cards in a fraction of a second, and makes whatever it is told to make. Here only
our own value classes come out of it, whatever the bytes say.
"""

from __future__ import annotations

import gc
import io
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from content.audience.others import Others
from content.bundles.model import Bundle
from content.problems import Problem

_ADMITTED = {
    "content.attention.cue": {"Loudness"},
    "content.audience.others": {"Others"},
    "content.bundles.model": {"Bundle"},
    "content.cards.model": {
        "Card", "CardKind", "Item", "Prose", "Required", "Reset", "Step", "Video",
    },
    "content.library.packing": {"Contents"},
    "content.problems": {"Problem", "Severity"},
    "datetime": {"date"},
    "pathlib": {"PosixPath", "WindowsPath"},
    "triggers.rules.model": {"All", "AnyOf", "Field", "Kind", "Not", "Test"},
}  # fmt: skip


class PackingError(Exception):
    """The bytes are no packed contents, because ..."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What some folders hold for a person: the parts of a Library, and its search index, packed."""

    bundles: tuple[Bundle, ...]
    problems: tuple[Problem, ...]
    others: Others
    index: bytes


def pack(contents: Contents) -> bytes:
    """``contents`` as bytes for ``unpack``."""
    return pickle.dumps(contents, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Contents:
    """The contents in ``data``. Raises PackingError."""
    try:
        with all_kept():
            contents = _Unpickler(io.BytesIO(data)).load()
    except Exception as error:  # pickle promises no particular one for damaged data
        raise PackingError(f"damaged: {error}") from error
    if not isinstance(contents, Contents):
        raise PackingError("something else")
    return contents


@contextmanager
def all_kept() -> Iterator[None]:
    """Spares Python the search for garbage while thousands of values are made that all stay.

    It would look through all of them, again and again, for longer than making them takes.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if name not in _ADMITTED.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in it")
        return super().find_class(module, name)
