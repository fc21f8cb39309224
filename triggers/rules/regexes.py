"""Regular expressions by RE2, which answers in linear time whatever is asked. Not for globs.

RE2's own filter finds the few of many expressions whose literal parts are in the text, and runs only those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import re2

from triggers.rules.globs import MAX_PATTERN, PatternError
from triggers.rules.shards import Limits, bounded_options, in_shards

_LIMITS = Limits(patterns=4_000, characters=200_000)

NOT_RE2 = "not-re2"
"""The name of a problem of an expression that other engines would take."""

# What RE2 says -> what it means, and what to do instead. The first that is contained in the message counts.
_LACKING = (
    (
        "(?=",
        "uses look-ahead (?=…), which RE2 does not have",
        "put the second condition into another field or entry",
    ),
    ("(?!", "uses negative look-ahead (?!…), which RE2 does not have", "move the unwanted text to not_when"),
    (
        "(?<=",
        "uses look-behind (?<=…), which RE2 does not have",
        "write the text before as an ordinary part of the expression",
    ),
    (
        "(?<!",
        "uses negative look-behind (?<!…), which RE2 does not have",
        "move the unwanted text to not_when",
    ),
    (
        "(?>",
        "uses an atomic group (?>…), which RE2 does not have",
        "write (?:…): expressions never backtrack here",
    ),
    ("(?P=", "uses a backreference (?P=…), which RE2 does not have", "write the repeated text out"),
    (
        "(?P",
        "uses a (?P…) construct other than (?P<name>…), which RE2 does not have",
        "write the repeated text out, or use (?:…)",
    ),
    ("(?(", "uses a conditional group (?(…)…), which RE2 does not have", "write two expressions, as a list"),
    (
        "(?",
        "uses a (?…) construct that RE2 does not know",
        "use plain groups (…) or the flags (?i) (?s)",
    ),
    (
        "invalid repetition size",
        "repeats something over 1,000 times, more than RE2 does",
        "use + or * in place of the number",
    ),
    (
        "pattern too large",
        "is too large for RE2 once its counted repetitions are written out",
        "use + or * for {…}",
    ),
)
_FAULTS = (
    ("bad repetition operator", "puts one repetition directly after another", "keep one of them"),
    ("no argument for repetition", "repeats nothing", "write \\* or \\+ for the character itself"),
    ("missing )", "has a ( that is never closed", "close it, or write \\( for the character itself"),
    ("unexpected )", "has a ) that was never opened", "remove it, or write \\) for the character itself"),
    ("missing ]", "has a [ that is never closed", "close it, or write \\[ for the character itself"),
    ("trailing \\", "ends with a single backslash", "write \\\\ for the character itself"),
)
_SPECIAL_ESCAPES = {"Z": "write \\z for the end of the title", "k": "write the repeated text out"}
_NOT_LITERAL = re.compile(r"\\.|\[\^?\]?[^\]]*\]|\{[^}]*\}|\(\?[^:)]*[:)]|[\^$.|?*+()]", re.DOTALL)


def check_regex(pattern: str) -> None:
    """Raises PatternError when RE2 refuses ``pattern``, saying which construct it is and what to do."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"is longer than {MAX_PATTERN:,} characters", "split it into a list")
    try:
        re2.compile(pattern, bounded_options())
    except re2.error as error:
        raise _explained(error) from None
    except UnicodeEncodeError:
        raise PatternError("has a character that is not valid Unicode", "write it anew") from None


def regex_literal_length(pattern: str) -> int:
    """How many characters of an expression stand for themselves, roughly; for ranking only."""
    return len(_NOT_LITERAL.sub("", pattern))


class RegexSet:
    """Many expressions searched for in one text at once. Raises PatternError for one that RE2 refuses."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._shards = in_shards(patterns, _LIMITS, _compiled)

    def found_in(self, text: str) -> frozenset[str]:
        """The expressions that match anywhere in ``text``."""
        if not self._shards:
            return frozenset()
        encoded = text.encode("utf-8", "replace")
        # Match answers None, not an empty list, when nothing matches.
        return frozenset(
            [shard[place] for filter_, shard in self._shards for place in filter_.Match(encoded) or ()]
        )


def _compiled(patterns: list[str]) -> re2.Filter:
    filter_ = re2.Filter()
    options = bounded_options()
    for pattern in patterns:
        try:
            filter_.Add(pattern, options)
        except re2.error:
            check_regex(pattern)  # says in plain words what is wrong
            raise
    filter_.Compile()
    return filter_


def _explained(error: re2.error) -> PatternError:
    said = error.args[0]
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if text.startswith("invalid escape sequence: \\"):
        letter = text.rpartition("\\")[2][:1]
        if letter.isdigit():
            message = f"uses a backreference \\{letter}, which RE2 does not have"
            return PatternError(message, "write the repeated text out", NOT_RE2)
        remedy = _SPECIAL_ESCAPES.get(letter, "remove the backslash, or see the list in docs/rules.md")
        return PatternError(f"uses \\{letter}, which RE2 does not know", remedy, NOT_RE2)
    for fragment, message, remedy in _LACKING:
        if fragment in text:
            return PatternError(message, remedy, NOT_RE2)
    for fragment, message, remedy in _FAULTS:
        if fragment in text:
            return PatternError(message, remedy)
    return PatternError(f"is not a regular expression that RE2 knows: {text}", "see docs/rules.md")
