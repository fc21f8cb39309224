"""Numbers of things in words, as the verbs print them: "1 card", "2 cards". Not for numbers alone."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """``number`` and what is counted, a ``thing`` whose plural ends in s."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
