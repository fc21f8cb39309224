"""Takes from what a window says what is nobody's business, and leaves what rules look at. Not for when.

Digits become 0, letters x (capital ones X), everything else stays, so that separators, lengths and the shape
of words remain. Words that a rule names stay readable: without them no rule could be tried on the trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from triggers.context import Context
from triggers.rules.evaluator import tests_of
from triggers.rules.model import Field, Kind, Rule

_WORD = re.compile(r"\w+")
_REGEX_SYNTAX = re.compile(r"\\[pP](?:\{\w+\}|\w)|\\.|\(\?P?<\w+>|\(\?[\w-]*[:)]?|\{[\d,]+\}|\[[^]]*\]")
_WORDED = (Field.TITLE, Field.URL, Field.DIALOG, Field.CONTROL)
_LEAST_INSIDE = 3  # letters: shorter words of rules are in nearly every word of a title
_LONGEST = 40


class Mask:
    """What ``rules`` name in titles, addresses, dialogs and controls shows through; all else is masked."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._kept = frozenset(word for rule in rules for word in _words_of(rule))

    def __call__(self, context: Context) -> Context:
        """``context`` with all texts masked; app, class, system and what a control is stay."""
        return replace(
            context,
            title=self.text(context.title),
            url=self.text(context.url),
            dialog_text=self.text(context.dialog_text),
            control=self.text(context.control),
        )

    def text(self, text: str) -> str:
        """``text`` masked, of the same length."""
        return _WORD.sub(lambda found: self._masked(found[0]), text)

    def _masked(self, word: str) -> str:
        folded = word.casefold()
        if folded in self._kept:
            return word
        if len(folded) != len(word):  # a letter that grows: places in the two would not agree
            return _shape(word)
        start, end = self._longest_kept(folded)
        return _shape(word[:start]) + word[start:end] + _shape(word[end:])

    def _longest_kept(self, folded: str) -> tuple[int, int]:
        """The place of the longest word of a rule in ``folded``, (0, 0) when there is none."""
        for length in range(min(len(folded), _LONGEST), _LEAST_INSIDE - 1, -1):
            for start in range(len(folded) - length + 1):
                if folded[start : start + length] in self._kept:
                    return start, start + length
        return 0, 0


def _words_of(rule: Rule) -> Iterable[str]:
    for test in tests_of(rule.condition):
        if test.field in _WORDED:
            for pattern in test.patterns:
                text = _REGEX_SYNTAX.sub(" ", pattern) if test.kind is Kind.REGEX else pattern
                yield from _WORD.findall(text.casefold())


def _shape(text: str) -> str:
    return "".join(map(_shape_of, text))


def _shape_of(char: str) -> str:
    if char == "_":
        return char
    if char.isdigit() or char.isnumeric():
        return "0"
    return "X" if char.isupper() else "x"
