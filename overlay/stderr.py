"""Words for the terminal or the desktop's log, if there is one. Not for what a command answers."""

from __future__ import annotations

import sys
from contextlib import suppress


def put(text: str) -> None:
    """Write ``text`` if somebody can read it; never raises.

    The log may have gone with the display, or be closed; a program with windows has none at all on Windows.
    """
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(text)
        sys.stderr.flush()


def say(words: str) -> None:
    """Put ``words`` there as ours."""
    put(f"sidecue: {words}\n")
