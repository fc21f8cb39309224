"""Whether an expression holds for a subject, one rule at a time and exactly. Not for finding candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triggers.context import Context
from triggers.rules.globs import Glob, glob_for
from triggers.rules.model import All, AnyOf, Expression, Field, Kind, Not, Test
from triggers.rules.regexes import RegexSet, regex_literal_length
from triggers.rules.subject import Subject


def tests_of(expression: Expression) -> Iterator[Test]:
    """Every test in ``expression``, negated ones too."""
    if isinstance(expression, Test):
        yield expression
    elif isinstance(expression, Not):
        yield from tests_of(expression.part)
    else:
        for part in expression.parts:
            yield from tests_of(part)


class Evaluator:
    """Every pattern of a set of expressions, compiled once and shared by all that use it.

    Raises PatternError for a pattern that cannot be used.
    """

    def __init__(self, expressions: Iterable[Expression]) -> None:
        self._globs: dict[tuple[Field, Kind, str], Glob] = {}
        regexes: dict[Field, dict[str, None]] = {Field.TITLE: {}, Field.URL: {}}
        for expression in expressions:
            for test in tests_of(expression):
                if test.kind is Kind.REGEX:
                    regexes[test.field].update(dict.fromkeys(test.patterns))
                else:
                    self._compile(test)
        self._title_regexes = RegexSet(regexes[Field.TITLE])
        self._url_regexes = RegexSet(regexes[Field.URL])

    def subject(self, context: Context) -> Subject:
        """``context`` made ready to be held against these expressions."""
        return Subject(context, self._title_regexes.found_in, self._url_regexes.found_in)

    def glob(self, field: Field, kind: Kind, pattern: str) -> Glob:
        """The compiled form of a glob or literal that is part of the expressions."""
        return self._globs[field, kind, pattern]

    def holds(self, expression: Expression, subject: Subject) -> bool:
        """Whether ``expression`` is true of ``subject``."""
        if isinstance(expression, Test):
            return any(self.pattern_holds(expression, pattern, subject) for pattern in expression.patterns)
        if isinstance(expression, All):
            return all(self.holds(part, subject) for part in expression.parts)
        if isinstance(expression, AnyOf):
            return any(self.holds(part, subject) for part in expression.parts)
        return not self.holds(expression.part, subject)

    def pattern_holds(self, test: Test, pattern: str, subject: Subject) -> bool:
        """Whether this one of the test's patterns is true of ``subject``."""
        field = test.field
        if test.kind is Kind.REGEX:
            return pattern in (subject.title_found if field is Field.TITLE else subject.url_found)
        glob = self._globs[field, test.kind, pattern]
        if field is Field.TITLE:
            return glob.matches(subject.title)
        if field is Field.APP:
            if glob.exact is not None:
                return glob.exact in subject.bare_names
            return any(map(glob.matches, subject.names))
        if field is Field.CLASS:
            return glob.matches(subject.window_class)
        return glob.matches(subject.url if field is Field.URL else subject.os)

    def specificity(self, expression: Expression, subject: Subject) -> tuple[int, int]:
        """How narrow the part of ``expression`` is that holds: tests, then literal characters in them.

        Of alternatives the narrowest that holds counts; a negation is one test without characters.
        ``expression`` must hold.
        """
        if isinstance(expression, Test):
            return 1, self._literal_length(expression, self.narrowest(expression, subject))
        if isinstance(expression, Not):
            return 1, 0
        if isinstance(expression, All):
            pairs = [self.specificity(part, subject) for part in expression.parts]
            return sum(tests for tests, _ in pairs), sum(characters for _, characters in pairs)
        return max(self.specificity(part, subject) for part in expression.parts if self.holds(part, subject))

    def narrowest(self, test: Test, subject: Subject) -> str:
        """The pattern of a test that holds which has the most literal characters, the first of equals."""
        holding = (pattern for pattern in test.patterns if self.pattern_holds(test, pattern, subject))
        return max(holding, key=lambda pattern: self._literal_length(test, pattern))

    def _literal_length(self, test: Test, pattern: str) -> int:
        if test.kind is Kind.REGEX:
            return regex_literal_length(pattern)
        return self._globs[test.field, test.kind, pattern].literal_length

    def _compile(self, test: Test) -> None:
        for pattern in test.patterns:
            key = test.field, test.kind, pattern
            if key not in self._globs:
                self._globs[key] = glob_for(*key)
