"""Finds what must be true for an expression to have a chance, so that an index can skip the others.

Not for deciding, with one exception: keys that say all there is to an expression are called exact.
"""

from __future__ import annotations

from typing import NamedTuple

from triggers.rules.model import All, AnyOf, Expression, Field, Kind, Test

_MOST_KEYS = 64
_TELLING = (Field.DIALOG, Field.TITLE, Field.CONTROL, Field.URL)  # the rarest first: few windows are dialogs


class TextKey(NamedTuple):
    """A pattern that a text of a window has to fit."""

    field: Field
    kind: Kind
    pattern: str


class Key(NamedTuple):
    """An app pattern and a pattern of one text that must both hold; None stands for "whatever it is"."""

    app: str | None = None
    text: TextKey | None = None


class Cover(NamedTuple):
    """Keys of which one is true whenever an expression holds; ``exact``: and only then."""

    keys: tuple[Key, ...]
    exact: bool


_ALWAYS = Key()
_UNKNOWN = Cover((_ALWAYS,), exact=False)


def cover(expression: Expression) -> Cover:
    """The narrowest keys that are found easily; no keys at all when ``expression`` can never hold.

    Alternatives add up. Of tests that hold together each key takes an app and one text, as long as the
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
    if test.field in _TELLING:
        keys = [Key(None, TextKey(test.field, test.kind, pattern)) for pattern in test.patterns]
        return Cover(tuple(keys), exact=True)
    return _UNKNOWN


def _both(left: Cover, right: Cover) -> Cover:
    if left.exact and left.keys == (_ALWAYS,):
        return right
    if len(left.keys) * len(right.keys) > _MOST_KEYS:
        return Cover(min(left.keys, right.keys, key=_breadth), exact=False)
    keys: dict[Key, None] = {}
    said_all = left.exact and right.exact
    for app, text in left.keys:
        for other_app, other_text in right.keys:
            keys[Key(app or other_app, _more_telling(text, other_text))] = None
            if (app and other_app) or (text and other_text):
                said_all = False
    return Cover(tuple(keys), said_all)


def _more_telling(one: TextKey | None, other: TextKey | None) -> TextKey | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda key: _TELLING.index(key.field))


def _breadth(keys: tuple[Key, ...]) -> tuple[bool, bool, int]:
    """Least for the narrowest: no key that is always true, then texts in all keys, then few keys."""
    return _ALWAYS in keys, any(key.text is None for key in keys), len(keys)
