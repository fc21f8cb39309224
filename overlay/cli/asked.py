"""What a terminal command is asked on standard input. Not for what the lines mean: see find.py and why.py."""

from __future__ import annotations

import sys
from collections.abc import Iterable


def lines() -> Iterable[str]:
    """The lines of standard input, each as soon as it is there; none where the shell closed it."""
    return sys.stdin or ()  # it is None then


def said_yes() -> bool:
    """Whether the next line is a yes; nothing else is."""
    return next(iter(lines()), "").strip().casefold() in ("y", "yes")


def everything() -> bytes:
    """All of standard input, as it is."""
    return sys.stdin.buffer.read() if sys.stdin else b""
