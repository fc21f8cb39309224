"""Takes a title apart into what stays the same in windows of one kind and what varies. Not for patterns.

A title comes back as the pieces that stay, with anything between them; "" at an end says that the title may
begin or end otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 400  # characters; more of a title is not looked at, because nobody reads further either
_FOLDER = re.compile(r"^(?:~|/|[A-Za-z]:[/\\])(?:.*[/\\])?")
_SEPARATOR = re.compile(r"( [-–—|·:] )")
_WORDS = re.compile(r"[^\W\d_]{4,}")
_FILE = re.compile(r"[^/\\@]*[^/\\@.\s](?P<ending>\.(?=\w*[A-Za-z])\w{1,5})")
_MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+")
_MONTHS = (
    "January February March April May June July August September October November December "
    "Januar Februar März Mai Juni Juli Oktober Dezember "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
_DATE_WORD = "|".join(dict.fromkeys(_MONTHS.casefold().split()))
_NUMBERED = r"[^\s\"'“”„()\[\]]*\d[^\s\"'“”„()\[\]]*?(?=[,;:.!]?(?:[\s\"'“”„()\[\]]|$))"
_VARIES = re.compile(rf"{_MAIL.pattern}|{_NUMBERED}|\b(?:{_DATE_WORD})\b[^\s\W]*", re.IGNORECASE)


def varied(title: str, names: Sequence[str]) -> list[str]:
    """The pieces of ``title`` around numbers, dates and addresses, without the app's name at its end.

    ``names`` are what the app calls itself: its process and its window class.
    """
    segments, has_name = _segments(title, names)
    has_folder = bool(segments) and _FOLDER.match(segments[0]) is not None
    pieces = _pieces("".join(map(_without_folder, segments)), open_end=has_name)
    return ["", *pieces] if has_folder else pieces


def by_kind(title: str, names: Sequence[str]) -> list[str]:
    """The pieces that windows of one kind share: a file's ending, or all parts but the first; [] for none."""
    segments, has_name = _segments(title, names)
    named = enumerate(map(_without_folder, segments))
    files = [(at, match["ending"]) for at, part in named if (match := _FILE.fullmatch(part))]
    if files:
        at, ending = files[0]
        before, after = "".join(segments[:at]), "".join(segments[at + 1 :])
        return [*_pieces(before, open_end=True), *_pieces(ending + after, open_end=has_name)]
    if len(segments) < 3:
        return []
    return ["", *_pieces("".join(segments[1:]), open_end=has_name)]


def _segments(title: str, names: Sequence[str]) -> tuple[list[str], bool]:
    """Texts and separators in turn, without what is cut off: the app's name, or the rest of a long title."""
    segments = _SEPARATOR.split(title[:_LONGEST])
    if len(title) > _LONGEST:
        return segments, True
    has_name = len(segments) > 1 and _is_name(segments[-1], names)
    return (segments[:-2], True) if has_name else (segments, False)


def _is_name(segment: str, names: Sequence[str]) -> bool:
    """Whether a word of ``segment`` is in one of the names: "Word" is in "WINWORD.EXE"."""
    stated = " ".join(names).casefold()
    return any(word in stated for word in _words(segment))


def _without_folder(segment: str) -> str:
    """A file's path without its folder, which is another one for every person."""
    return _FOLDER.sub("", segment) or segment


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _pieces(text: str, *, open_end: bool) -> list[str]:
    pieces = _VARIES.split(text)
    return [*pieces, ""] if open_end and pieces[-1] else pieces
