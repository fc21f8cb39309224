"""Which parts of a window beyond its title could still decide a rule about it. Not for deciding any."""

from __future__ import annotations

from collections.abc import Iterable

from triggers.beyond import NOTHING, Beyond
from triggers.rules.cover import Key, cover
from triggers.rules.evaluator import Evaluator, tests_of
from triggers.rules.index import Index
from triggers.rules.model import BEYOND_TITLE, Expression, Field
from triggers.rules.subject import Subject


def _asked_in(expression: Expression) -> Beyond:
    """The parts that ``expression`` asks about, wherever it does."""
    asked = NOTHING
    for test in tests_of(expression):
        asked |= BEYOND_TITLE.get(test.field, NOTHING)
    return asked


class Wanted:
    """Knows of each expression for which apps and titles it could hold, whatever else the window shows."""

    def __init__(self, expressions: Iterable[Expression], evaluator: Evaluator) -> None:
        by_key: dict[Key, Beyond] = {}
        for expression in expressions:
            if asked := _asked_in(expression):
                for app, text in cover(expression).keys:
                    key = Key(app, text if text is not None and text.field is Field.TITLE else None)
                    by_key[key] = by_key.get(key, NOTHING) | asked
        self._index = Index(by_key, evaluator)
        self._asked = tuple(by_key.values())

    def of(self, subject: Subject) -> Beyond:
        """What would have to be known of ``subject`` besides; nothing where no such rule could hold."""
        wanted = NOTHING
        for key in self._index.true_for(subject):
            wanted |= self._asked[key]
        return wanted
