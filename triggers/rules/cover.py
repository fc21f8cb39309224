"""Finds what must be true for an expression to have a chance, so that an index can skip the others.

Not for deciding: a key that is true makes a rule a candidate, no more.
"""

from __future__ import annotations

from typing import NamedTuple

from triggers.rules.model import All, AnyOf, Expression, Field, Kind, Test

_MOST_KEYS = 64


class Key(NamedTuple):
    """An app pattern and a title pattern that must both hold; None stands for "whatever it is"."""

    app: str | None = None
    title: tuple[Kind, str] | None = None


ANYTHING = Key()


def cover(expression: Expression) -> frozenset[Key]:
    """Keys of which at least one is true whenever ``expression`` holds; empty if it never can.

    Alternatives add up. Of tests that hold together each key takes an app and a title, as long as the
    combinations stay few. A negation tells nothing: it may hold anywhere.
    """
    if isinstance(expression, Test):
        return _of_test(expression)
    if isinstance(expression, AnyOf):
        return frozenset().union(*map(cover, expression.parts))
    if isinstance(expression, All):
        keys = frozenset({ANYTHING})
        for part in expression.parts:
            keys = _both(keys, cover(part))
        return keys
    return frozenset({ANYTHING})


def _of_test(test: Test) -> frozenset[Key]:
    if test.field is Field.APP:
        return frozenset(Key(app=pattern) for pattern in test.patterns)
    if test.field is Field.TITLE:
        return frozenset(Key(title=(test.kind, pattern)) for pattern in test.patterns)
    return frozenset({ANYTHING})


def _both(left: frozenset[Key], right: frozenset[Key]) -> frozenset[Key]:
    if len(left) * len(right) <= _MOST_KEYS:
        return frozenset(Key(a.app or b.app, a.title or b.title) for a in left for b in right)
    return min(left, right, key=_breadth)


def _breadth(keys: frozenset[Key]) -> tuple[bool, bool, int]:
    """Narrowest first: no key that is always true, then titles in all keys, then few keys."""
    return ANYTHING in keys, any(key.title is None for key in keys), len(keys)
