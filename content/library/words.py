"""Text cut into comparable words, the same for cards and for queries. Not for ranking them.

Chinese, Japanese, Thai and other scripts without spaces are cut into overlapping pairs of letters, which find
any word wherever it stands and need no dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST_QUERY = 1_000  # characters; nobody types more, and a pasted page must not cost time
_MOST_TERMS = 24
_LONGEST_TERM = 64

_UNSPACED_RANGES = "\u2e80-\ua4cf\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uf900-\ufaff\U00020000-\U0003ffff"
_HANGUL = "\uac00-\ud7a3"  # written with spaces, but its endings hang on the words: "결제를" is "결제"
# Vowel signs of Indic scripts, which \w leaves out; not the stops and signs that stand between them.
_MARKS = "".join(chr(code) for code in range(0x900, 0xE00) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")
_ASCII = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))
_IN_PAIRS = re.compile(rf"[{_UNSPACED_RANGES}{_HANGUL}]+")
_UNSPACED = re.compile(f"[{_UNSPACED_RANGES}]")
# Accents; points of Hebrew and vowels of Arabic, which people leave out as often as not; the long stroke.
_OPTIONAL = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")
# "[c]reate" and "e[x]tract" show which letter is the key: the word is "create".
_MNEMONIC = re.compile(r"\[(\w{1,3})\](?=\w)|(?<=\w)\[(\w{1,3})\]")


def fold(text: str) -> str:
    """``text`` without upper case and without accents: "Überweisung" and "uberweisung" are the same word."""
    if text.isascii():
        return text.lower()
    bare = _OPTIONAL.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFKC", bare.casefold())  # what was a compatibility form has a case too


def words(text: str) -> list[str]:
    """The words of ``text``, folded, in order."""
    if "[" in text:
        text = _MNEMONIC.sub(r"\1\2", text)
    if text.isascii():
        return text.translate(_ASCII).split()  # the same, several times as fast
    return [part for word in _WORD.findall(fold(text)) for part in _cut(word)]


def is_unspaced(letter: str) -> bool:
    """Whether ``letter`` is of a script that puts no space between words: CJK, Thai and its neighbours."""
    return _UNSPACED.match(letter) is not None


def terms(query: str) -> list[str]:
    """The different words of a query, in order; at most as many as a long question has."""
    found = dict.fromkeys(word[:_LONGEST_TERM] for word in words(query[:LONGEST_QUERY]))
    return list(found)[:_MOST_TERMS]


def half_typed(query: str) -> str:
    """The word at the very end of ``query``, which may go on; "" when it ends with something else."""
    if len(query) > LONGEST_QUERY or not (
        query[-1:].isalnum() or unicodedata.category(query[-1:] or " ")[0] == "M"
    ):
        return ""
    return next(iter(words(query)[-1:]), "")[:_LONGEST_TERM]


def initials(title: list[str]) -> str:
    """The initials of a title's words from each word on: "undo a run" gives "uar ar"."""
    letters = "".join(word[0] for word in title)
    return " ".join(letters[at:] for at in range(len(letters) - 1))


def _cut(word: str) -> Iterator[str]:
    """``word`` itself, or each run of an unspaced script in it as pairs of letters."""
    at = 0
    for run in _IN_PAIRS.finditer(word):
        if run.start() > at:
            yield word[at : run.start()]
        letters = run[0]
        if len(letters) == 1:
            yield letters
        yield from (letters[start : start + 2] for start in range(len(letters) - 1))
        at = run.end()
    if at < len(word):
        yield word[at:]
