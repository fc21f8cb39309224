"""Who asks a search, and from where: the same for the palette and the terminal. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from content.library.search import Asker
from content.memory.memory import Memory


def asker_of(memory: Memory, favoured: Sequence[str], app: str) -> Asker:
    """The person whose ``memory`` this is, in a window of ``app`` to which the ``favoured`` cards belong."""
    return Asker(tuple(favoured), app, memory.uses(), memory.now().date())
