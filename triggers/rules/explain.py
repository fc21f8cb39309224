"""Says in plain words why an expression holds or does not. Never quotes a title or a url of the person."""

from __future__ import annotations

from triggers.rules.evaluator import Evaluator
from triggers.rules.model import All, Expression, Field, Kind, Not, Test
from triggers.rules.subject import Subject

_LONGEST_QUOTE = 80
_MOST_REASONS = 5
_NAMES = {Field.CLASS: "window class"}
_MAY_BE_QUOTED = (Field.APP, Field.CLASS, Field.OS)


class Explainer:
    """Words for what an evaluator decides."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def why(self, expression: Expression, subject: Subject) -> str:
        """Why ``expression``, which holds, holds: every test of its narrowest alternative."""
        if isinstance(expression, Test):
            return self._held(expression, subject)
        if isinstance(expression, Not):
            return self.why_not(expression.part, subject)
        if isinstance(expression, All):
            return " and ".join(dict.fromkeys(self.why(part, subject) for part in expression.parts))
        holding = [part for part in expression.parts if self._evaluator.holds(part, subject)]
        return self.why(max(holding, key=lambda part: self._evaluator.specificity(part, subject)), subject)

    def why_not(self, expression: Expression, subject: Subject) -> str:
        """Why ``expression``, which does not hold, does not: the first failing test of each alternative."""
        if isinstance(expression, Test):
            return self._failed(expression, subject)
        if isinstance(expression, Not):
            return f"excluded, because {self.why(expression.part, subject)}"
        if isinstance(expression, All):
            failing = (part for part in expression.parts if not self._evaluator.holds(part, subject))
            return self.why_not(next(failing), subject)
        reasons = list(dict.fromkeys(self.why_not(part, subject) for part in expression.parts))
        more = len(reasons) - _MOST_REASONS
        tail = [f"and {more} more"] if more > 0 else []
        return "; ".join(reasons[:_MOST_REASONS] + tail) or "it has no alternatives"

    def _held(self, test: Test, subject: Subject) -> str:
        name = _NAMES.get(test.field, test.field.value)
        pattern = self._evaluator.narrowest(test, subject)
        if test.kind is Kind.REGEX:
            return f"{name} matches the expression {_quote(pattern)}"
        if self._evaluator.glob(test.field, test.kind, pattern).exact is None:
            return f"{name} matches {_quote(pattern)}"
        if test.field in _MAY_BE_QUOTED:
            return f"{name} is {_quote(pattern)}"
        return f"{name} is the one the rule names"  # quoting the rule would quote the whole title

    def _failed(self, test: Test, subject: Subject) -> str:
        name = _NAMES.get(test.field, test.field.value)
        patterns = _listed(test.patterns)
        if test.field in _MAY_BE_QUOTED:
            actual = {Field.APP: subject.app, Field.CLASS: subject.window_class, Field.OS: subject.os}
            stated = actual[test.field] or (subject.window_class if test.field is Field.APP else "")
            return f"{name} is {_quote(stated) if stated else 'unknown'}, not {patterns}"
        if test.kind is Kind.REGEX:
            return f"{name} does not match the expression {patterns}"
        if test.kind is Kind.LITERAL:
            return f"{name} is not {patterns}"
        return f"{name} does not match {patterns}"


def _quote(text: str) -> str:
    return f'"{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"}"'


def _listed(patterns: tuple[str, ...]) -> str:
    quoted = [_quote(pattern) for pattern in patterns[:_MOST_REASONS]]
    if len(patterns) > _MOST_REASONS:
        return f"{', '.join(quoted)} or {len(patterns) - _MOST_REASONS} others"
    return " or ".join(quoted) if quoted else "anything"
