"""Finds what must be true for an expression to have a chance, so that an index can skip the others.

Not for deciding, with one exception: keys that say all there is to an expression are called exact.
"""

from __future__ import annotations

from typing import NamedTuple

from triggers.rules.model import All, AnyOf, Expression, Field, Kind, Test

_MOST_KEYS = 64


class Key(NamedTuple):
    """An app pattern and a title pattern that must both hold; None stands for "whatever it is"."""

    app: str | None = None
    title: tuple[Kind, str] | None = None


class Cover(NamedTuple):
    """Keys of which one is true whenever an expression holds; ``exact``: and only then."""

    keys: tuple[Key, ...]
    exact: bool


_ALWAYS = Key()
_UNKNOWN = Cover((_ALWAYS,), exact=False)


def cover(expression: Expression) -> Cover:
    """The narrowest keys that are found easily; no keys at all when ``expression`` can never hold.

    Alternatives add up. Of tests that hold together each key takes an app and a title, as long as the
    combinations stay few. Anything else, a negation above all, may hold anywhere.
    """
    if isinstance(expression, Test):
        return _of_test(expression)
    if isinstance(expression, AnyOf):
        covers = [cover(part) for part in expression.parts]
        keys = dict.fromkeys(key for part in covers for key in part.keys)
        return Cover(tuple(keys), all(part.exact for part in covers))
    if isinstance(expression, All):
        together = Cover((_ALWAYS,), exact=True)
        for part in expression.parts:
            together = _both(together, cover(part))
        return together
    return _UNKNOWN


def _of_test(test: Test) -> Cover:
    if test.field is Field.APP:
        return Cover(tuple([Key(pattern) for pattern in test.patterns]), exact=True)
    if test.field is Field.TITLE:
        return Cover(tuple([Key(None, (test.kind, pattern)) for pattern in test.patterns]), exact=True)
    return _UNKNOWN


def _both(left: Cover, right: Cover) -> Cover:
    if left.exact and left.keys == (_ALWAYS,):
        return right
    if len(left.keys) * len(right.keys) > _MOST_KEYS:
        return Cover(min(left.keys, right.keys, key=_breadth), exact=False)
    keys: dict[Key, None] = {}
    said_all = left.exact and right.exact
    for app, title in left.keys:
        for other_app, other_title in right.keys:
            keys[Key(app or other_app, title or other_title)] = None
            if (app and other_app) or (title and other_title):
                said_all = False
    return Cover(tuple(keys), said_all)


def _breadth(keys: tuple[Key, ...]) -> tuple[bool, bool, int]:
    """Least for the narrowest: no key that is always true, then titles in all keys, then few keys."""
    return _ALWAYS in keys, any(key.title is None for key in keys), len(keys)
