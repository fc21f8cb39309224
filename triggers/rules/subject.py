"""A context made ready to hold many tests against: folded once, cut to length. Not for deciding anything."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from triggers.context import Context
from triggers.rules.globs import bare_app, fold
from triggers.rules.model import Field
from triggers.rules.regexes import RegexSet
from triggers.titles import MAX_LENGTH


class Subject:
    """One context while it is being matched; dropped afterwards, and with it the title.

    ``names`` are what an app pattern may match (process name and window class, each also without a program
    ending), ``bare_names`` only the latter form.
    """

    __slots__ = (
        "_found",
        "_regexes",
        "_title",
        "_url",
        "app",
        "bare_names",
        "names",
        "os",
        "title",
        "url",
        "window_class",
    )

    def __init__(self, context: Context, regexes: Mapping[Field, RegexSet]) -> None:
        self.app = context.app
        self.os = context.os
        self.window_class, self.names, self.bare_names = _names(
            context.app[:MAX_LENGTH], context.window_class[:MAX_LENGTH]
        )
        self._title, self._url = context.title[:MAX_LENGTH], context.url[:MAX_LENGTH]
        self.title = fold(self._title)
        self.url = fold(self._url)
        self._regexes = regexes
        self._found: dict[Field, frozenset[str]] = {}

    def found(self, field: Field) -> frozenset[str]:
        """The expressions of all rules that match the title or the url; searched when first asked for."""
        found = self._found.get(field)
        if found is None:
            text = self._title if field is Field.TITLE else self._url
            found = self._found[field] = self._regexes[field].found_in(text)
        return found


@lru_cache(maxsize=256)
def _names(app: str, window_class: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The folded class, all names and the bare ones; remembered for a few apps, and never with a title."""
    folded_class = fold(window_class)
    stated = [name for name in (fold(app), folded_class) if name] or [""]
    bare = tuple(dict.fromkeys(map(bare_app, stated)))
    return folded_class, tuple(dict.fromkeys((*stated, *bare))), bare
