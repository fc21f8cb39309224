"""Whether an expression holds for a subject, one rule at a time and exactly. Not for finding candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triggers.context import Context
from triggers.rules.globs import Glob, glob_for
from triggers.rules.model import All, AnyOf, Expression, Field, Kind, Not, Test
from triggers.rules.regexes import RegexSet
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

    ``fields`` are those that any of them asks about.

    Raises PatternError for a pattern that cannot be used.
    """

    def __init__(self, expressions: Iterable[Expression]) -> None:
        self._globs: dict[tuple[Field, Kind], dict[str, Glob]] = {}
        regexes: dict[Field, dict[str, None]] = {Field.TITLE: {}, Field.URL: {}, Field.DIALOG: {}}
        fields: set[Field] = set()
        for expression in expressions:
            for test in tests_of(expression):
                fields.add(test.field)
                if test.kind is Kind.REGEX:
                    regexes[test.field].update(dict.fromkeys(test.patterns))
                else:
                    self._compile(test)
        self.fields = frozenset(fields)
        self._regexes = {field: RegexSet(patterns) for field, patterns in regexes.items()}

    def subject(self, context: Context) -> Subject:
        """``context`` made ready to be held against these expressions."""
        return Subject(context, self._regexes)

    def glob(self, field: Field, kind: Kind, pattern: str) -> Glob:
        """The compiled form of a glob or literal that is part of the expressions."""
        return self._globs[field, kind][pattern]

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
            return pattern in subject.found(field)
        glob = self._globs[field, test.kind][pattern]
        if field is Field.TITLE:
            return glob.matches(subject.title)
        if field is Field.APP:
            if glob.exact is not None:
                return glob.exact in subject.bare_names
            return any(map(glob.matches, subject.names))
        if field is Field.CLASS:
            return glob.matches(subject.window_class)
        if field is Field.OS:
            return glob.matches(subject.os)
        return any(map(glob.matches, subject.texts(field)))

    def _compile(self, test: Test) -> None:
        globs = self._globs.setdefault((test.field, test.kind), {})
        for pattern in test.patterns:
            if pattern not in globs:
                globs[pattern] = glob_for(test.field, test.kind, pattern)
