"""The reason for leaving a required card undone, as one line of what can be seen. Not for judging it."""

from __future__ import annotations

import unicodedata

LONGEST_REASON = 300  # characters

_BREAKS = {"Cc", "Cs", "Zl", "Zp"}  # a blank in their place
_HIDDEN = "Cf"  # joiners, direction marks and the like: nothing in their place
_SEEN = ("L", "N", "P", "S")
_EMPTY = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")  # letters that look like a blank


def reason_of(text: str) -> str:
    """``text`` as one line, at most ``LONGEST_REASON`` characters; "" where nothing could be read of it."""
    words = "".join(map(_kept, text.translate(_EMPTY))).split()
    kept = " ".join(words)[:LONGEST_REASON].rstrip()
    return kept if any(unicodedata.category(letter).startswith(_SEEN) for letter in kept) else ""


def _kept(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == _HIDDEN:
        return ""
    return " " if kind in _BREAKS else letter
