"""Work on a long list that may be shared between processors. How it is shared: content/library/halves.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Share(Protocol):
    """Does work on all of a list, perhaps in parts."""

    def __call__(self, work: Callable[[Sequence[T]], R], items: Sequence[T], /) -> list[R]:
        """What ``work`` makes of each part of ``items``, one part at least, in their order."""


def at_once(work: Callable[[Sequence[T]], R], items: Sequence[T]) -> list[R]:
    """Shares nothing: all together, here."""
    return [work(items)]
