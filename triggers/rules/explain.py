"""Says why an expression holds and how narrowly, or why it does not. Never quotes what the person has there.

A rule's own patterns are quoted, except those that are a whole title, url, dialog or control's name and hold:
the same thing then.
"""

from __future__ import annotations

from typing import NamedTuple

from triggers.rules.cover import Key
from triggers.rules.evaluator import Evaluator
from triggers.rules.model import BEYOND_TITLE, All, Expression, Field, Kind, Not, Test
from triggers.rules.regexes import regex_literal_length
from triggers.rules.subject import Subject

_LONGEST_QUOTE = 80
_MOST_REASONS = 5
_NAMES = {Field.CLASS: "window class", Field.DIALOG: "dialog text", Field.ROLE: "control's role"}
_MAY_BE_QUOTED = (Field.APP, Field.CLASS, Field.OS, Field.ROLE)


class Account(NamedTuple):
    """That an expression holds: by how many tests, with how many literal characters, and in words.

    The greater of two accounts is the narrower; a negation counts as one test without characters.
    """

    tests: int
    characters: int
    because: str


class Explainer:
    """Accounts and reasons for what an evaluator decides."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def account(self, expression: Expression, subject: Subject) -> Account | None:
        """Why and how narrowly ``expression`` holds, by its narrowest alternative; None if it does not."""
        if isinstance(expression, Test):
            return self._account_of_test(expression, subject)
        if isinstance(expression, All):
            return self._account_of_all(expression, subject)
        if isinstance(expression, Not):
            if self._evaluator.holds(expression.part, subject):
                return None
            return Account(1, 0, self.why_not(expression.part, subject))
        narrowest: Account | None = None
        for part in expression.parts:
            account = self.account(part, subject)
            if account is not None and (narrowest is None or account[:2] > narrowest[:2]):
                narrowest = account
        return narrowest

    def narrowness(self, key: Key) -> tuple[int, int]:
        """By how many tests and literal characters a key is true, when it is: the same for every subject."""
        tests = characters = 0
        if key.app is not None:
            tests, characters = 1, self._evaluator.glob(Field.APP, Kind.GLOB, key.app).literal_length
        if key.text is not None:
            tests, characters = tests + 1, characters + self._characters(*key.text)
        return tests, characters

    def because(self, key: Key) -> str:
        """Why a key is true, when it is: the same for every subject."""
        app = () if key.app is None else (self._words(Field.APP, Kind.GLOB, key.app),)
        text = () if key.text is None else (self._words(*key.text),)
        return " and ".join(app + text)

    def why_not(self, expression: Expression, subject: Subject) -> str:
        """Why ``expression``, which does not hold, does not: the first failing test of each alternative."""
        if isinstance(expression, Test):
            return _failed(expression, subject)
        if isinstance(expression, Not):
            account = self.account(expression.part, subject)
            return f"excluded, because {account.because}" if account else "excluded"
        if isinstance(expression, All):
            failing = (part for part in expression.parts if not self._evaluator.holds(part, subject))
            return self.why_not(next(failing), subject)
        reasons = list(dict.fromkeys(self.why_not(part, subject) for part in expression.parts))
        more = len(reasons) - _MOST_REASONS
        tail = [f"and {more} more"] if more > 0 else []
        return "; ".join(reasons[:_MOST_REASONS] + tail) or "it has no alternatives"

    def _account_of_all(self, expression: All, subject: Subject) -> Account | None:
        accounts = []
        for part in expression.parts:
            account = self.account(part, subject)
            if account is None:
                return None
            accounts.append(account)
        return _together(accounts)

    def _account_of_test(self, test: Test, subject: Subject) -> Account | None:
        narrowest: Account | None = None
        for pattern in test.patterns:
            if self._evaluator.pattern_holds(test, pattern, subject):
                account = self._account_of_pattern(test.field, test.kind, pattern)
                if narrowest is None or account.characters > narrowest.characters:
                    narrowest = account
        return narrowest

    def _account_of_pattern(self, field: Field, kind: Kind, pattern: str) -> Account:
        return Account(1, self._characters(field, kind, pattern), self._words(field, kind, pattern))

    def _characters(self, field: Field, kind: Kind, pattern: str) -> int:
        if kind is Kind.REGEX:
            return regex_literal_length(pattern)
        return self._evaluator.glob(field, kind, pattern).literal_length

    def _words(self, field: Field, kind: Kind, pattern: str) -> str:
        name = _NAMES.get(field, field.value)
        if kind is Kind.REGEX:
            return f"{name} matches the expression {_quoted(pattern)}"
        if self._evaluator.glob(field, kind, pattern).exact is None:
            return f"{name} matches {_quoted(pattern)}"
        if field in _MAY_BE_QUOTED:
            return f"{name} is {_quoted(pattern)}"
        return f"{name} is the one the rule names"


def _together(accounts: list[Account]) -> Account:
    return Account(
        sum([account.tests for account in accounts]),
        sum([account.characters for account in accounts]),
        " and ".join([account.because for account in accounts]),
    )


def _failed(test: Test, subject: Subject) -> str:
    name = _NAMES.get(test.field, test.field.value)
    patterns = _listed(test.patterns)
    if test.field in _MAY_BE_QUOTED:
        stated = {
            Field.APP: subject.app or subject.window_class,
            Field.CLASS: subject.window_class,
            Field.OS: subject.os,
            Field.ROLE: subject.role,
        }[test.field]
        return f"{name} is {_quoted(stated) if stated else 'unknown'}, not {patterns}"
    if test.field in BEYOND_TITLE and not subject.is_known(test.field):
        return f"{name} is unknown here, and has to be {patterns}"
    if test.kind is Kind.REGEX:
        return f"{name} does not match the expression {patterns}"
    if test.kind is Kind.LITERAL:
        return f"{name} is not {patterns}"
    return f"{name} does not match {patterns}"


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"}"'


def _listed(patterns: tuple[str, ...]) -> str:
    quoted = [_quoted(pattern) for pattern in patterns[:_MOST_REASONS]]
    if len(patterns) > _MOST_REASONS:
        return f"{', '.join(quoted)} or {len(patterns) - _MOST_REASONS} others"
    return " or ".join(quoted) if quoted else "anything"
