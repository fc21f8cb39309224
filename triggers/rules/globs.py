"""Globs and the form in which texts are compared. Not for regular expressions: see regexes.py.

Whatever the pattern and the text are, a comparison takes time linear in both, or linear in their product
where ``?`` is used (RE2 does those).
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import Protocol

import re2

from triggers.rules.model import Field, Kind
from triggers.rules.shards import bounded_options
from triggers.shown import plain
from triggers.titles import clean, is_decoration, normalise, without_leading, without_trailing

MAX_PATTERN = 1000
"""Longest pattern of any kind, in characters."""
MAX_ONES = 32
"""Most ``?`` and ``#`` in one pattern: each multiplies what has to be kept in mind during a search."""

# A number, with separators between its digits if it has any, or a hex code, with or without 0x.
_NUMBER = r"[+-]?(?:[0-9]+(?:[.,:'][0-9]+| [0-9]{3})*|0x[0-9a-f]+|[0-9a-f]*[0-9][0-9a-f]*)"

_TOKEN = re.compile(r"\\([*?\\])|(\*+)|(\?)|()([^\\*?]+|\\)", re.DOTALL)
_TOKEN_OF_DIALOG = re.compile(r"\\([*?#\\])|(\*+)|(\?)|(#)|([^\\*?#]+|\\)", re.DOTALL)
_PROGRAM_ENDINGS = (".exe", ".bin", ".app")


class Wild(Enum):
    """The wildcards of a glob, beside its pieces of plain text."""

    MANY = "*"
    ONE = "?"
    NUMBER = "#"


Token = str | Wild


class PatternError(ValueError):
    """A pattern that cannot be used; ``remedy`` says what to write instead, ``name`` is the finding's."""

    def __init__(self, message: str, remedy: str, name: str = "rule") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.name = name


class _Search(Protocol):
    def search(self, text: bytes) -> object: ...


def fold(text: str) -> str:
    """The form in which texts that differ only in upper and lower case are equal; NFC in, NFC out."""
    folded = text.casefold()
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def bare_app(name: str) -> str:
    """A folded process name without the ending that an operating system gives to programs."""
    for ending in _PROGRAM_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def glob_for(field: Field, kind: Kind, pattern: str) -> Glob:
    """The compiled form of one glob or literal of a rule.

    Raises PatternError when a title pattern asks for nothing but what normalising takes off titles.
    """
    if kind is Kind.LITERAL:
        return Glob([normalise(pattern) if field is Field.TITLE else clean(pattern)])
    if field is Field.TITLE:
        return Glob(_title_tokens(pattern))
    if field is Field.DIALOG:
        return Glob(_tokens(plain(pattern), _TOKEN_OF_DIALOG))
    tokens = _tokens(plain(pattern) if field is Field.CONTROL else clean(pattern))
    if field is Field.APP and len(tokens) == 1 and isinstance(tokens[0], str):
        return Glob([bare_app(fold(tokens[0]))])
    return Glob(tokens)


class Glob:
    """A pattern over a whole folded text: ``*`` is any characters, ``?`` is one, NUMBER a number or hex code.

    ``exact`` is the text itself when there is no wildcard, ``piece`` the longest stretch without one, and
    ``is_piece`` says that any text with that piece in it fits.
    """

    __slots__ = (
        "_compiled",
        "_head",
        "_middle",
        "_needed",
        "_regex",
        "_tail",
        "exact",
        "is_piece",
        "literal_length",
        "piece",
    )

    def __init__(self, tokens: list[Token]) -> None:
        texts = [fold(token) for token in tokens if isinstance(token, str)]
        self.piece = max(texts, key=len, default="")
        self.literal_length = sum(map(len, texts))
        self.exact = "".join(texts) if len(texts) == len(tokens) else None
        self._regex = _as_regex(tokens) if Wild.ONE in tokens or Wild.NUMBER in tokens else ""
        self._needed = tuple(sorted(texts, key=len, reverse=True)) if self._regex else ()
        self._compiled: _Search | None = None  # by the first text that has the piece: most are never needed
        self._head = texts[0] if tokens and isinstance(tokens[0], str) else ""
        self._tail = texts[-1] if tokens and isinstance(tokens[-1], str) else ""
        self.is_piece = tokens == [Wild.MANY, *texts[:1], Wild.MANY]
        # Of a mere piece, the form of most titles in rules, there may be thousands.
        self._middle = () if self.is_piece else tuple(texts[bool(self._head) : len(texts) - bool(self._tail)])

    def matches(self, text: str) -> bool:
        """Whether the whole of ``text``, already folded, fits."""
        if self.exact is not None:
            return text == self.exact
        if self.is_piece:
            return self.piece in text
        if self._regex:
            if not all(piece in text for piece in self._needed):
                return False
            if self._compiled is None:
                self._compiled = _compiled(self._regex)
            return self._compiled.search(text.encode("utf-8", "replace")) is not None
        place, end = len(self._head), len(text) - len(self._tail)
        if place > end or not text.startswith(self._head) or not text.endswith(self._tail):
            return False
        for piece in self._middle:
            found = text.find(piece, place, end)
            if found < 0:
                return False
            place = found + len(piece)
        return True


def _title_tokens(pattern: str) -> list[Token]:
    """The tokens of a title glob, without what normalising takes off the titles it is compared with."""
    tokens = _tokens(clean(pattern))
    if len(tokens) == 1 and isinstance(tokens[0], str):
        return [normalise(tokens[0])]
    if not tokens:
        return tokens
    for place, shorten in ((0, without_leading), (-1, without_trailing)):
        token = tokens[place]
        if isinstance(token, str):
            if is_decoration(token):
                raise PatternError(
                    f'asks for "{token.strip()}", which is taken off titles before they are compared',
                    "leave it out: unread counters and modified marks never reach a rule",
                )
            tokens[place] = shorten(token)
    return tokens


def _tokens(pattern: str, token_of: re.Pattern[str] = _TOKEN) -> list[Token]:
    tokens: list[Token] = []
    for escaped, many, one, number, text in token_of.findall(pattern):
        wild = Wild.MANY if many else Wild.ONE if one else Wild.NUMBER if number else None
        token: Token = wild or escaped or text
        if isinstance(token, str) and tokens and isinstance(tokens[-1], str):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _as_regex(tokens: list[Token]) -> str:
    for wild in (Wild.ONE, Wild.NUMBER):
        if tokens.count(wild) > MAX_ONES:
            raise PatternError(f"has more than {MAX_ONES} times {wild.value}", "use one * in place of them")
    meant = {Wild.MANY: ".*", Wild.ONE: ".", Wild.NUMBER: f"(?:{_NUMBER})"}
    return "".join(meant[token] if isinstance(token, Wild) else re2.escape(fold(token)) for token in tokens)


def _compiled(expression: str) -> _Search:
    """What is as short as a pattern may be always fits into the memory allowed for it."""
    options = bounded_options()
    options.dot_nl = True
    regex: _Search = re2.compile(rf"\A(?:{expression})\z", options)
    return regex
