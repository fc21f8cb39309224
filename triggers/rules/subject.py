"""A context made ready to hold many tests against: folded once, cut to length. Not for deciding anything."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from triggers.addresses import forms_of_url
from triggers.context import Context
from triggers.rules.globs import bare_app, fold
from triggers.rules.model import Field
from triggers.rules.regexes import RegexSet
from triggers.titles import MAX_LENGTH

_MOST_LINES = 100  # of a dialog that are compared by themselves


class Subject:
    """One context while it is being matched; dropped afterwards, and with it what the window says.

    ``names`` are what an app pattern may match (process name and window class, each also without a program
    ending), ``bare_names`` only the latter form.
    """

    __slots__ = (
        "_context",
        "_found",
        "_regexes",
        "_texts",
        "_title",
        "app",
        "bare_names",
        "names",
        "os",
        "title",
        "window_class",
    )

    def __init__(self, context: Context, regexes: Mapping[Field, RegexSet]) -> None:
        self.app = context.app
        self.os = context.os
        self.window_class, self.names, self.bare_names = _names(
            context.app[:MAX_LENGTH], context.window_class[:MAX_LENGTH]
        )
        self._title = context.title[:MAX_LENGTH]
        self.title = fold(self._title)
        self._context = context
        self._regexes = regexes
        self._found: dict[Field, frozenset[str]] = {}
        self._texts: dict[Field, tuple[str, ...]] = {}

    def found(self, field: Field) -> frozenset[str]:
        """The expressions of all rules that match in this field; searched when first asked for."""
        found = self._found.get(field)
        if found is None:
            text = self._title if field is Field.TITLE else self._whole(field)
            is_known = bool(text) or field is Field.TITLE
            found = self._regexes[field].found_in(text) if is_known else frozenset()
            self._found[field] = found
        return found

    def texts(self, field: Field) -> tuple[str, ...]:
        """The folded texts of which a glob has to fit one, the longest first; all others are parts of it.

        Not for titles. Of a dialog it is the whole text and every line, of an address every spelling. Of what
        nobody tells there is none.
        """
        texts = self._texts.get(field)
        if texts is None:
            folded = dict.fromkeys(map(fold, self._stated(field)))
            texts = self._texts[field] = tuple(sorted(folded, key=len, reverse=True))
        return texts

    def is_known(self, field: Field) -> bool:
        """Whether somebody told what is in this field, which only a source of detail can."""
        return bool(self._whole(field))

    @property
    def role(self) -> str:
        """The role of the focused control, "" when it is unknown."""
        return self._context.role

    def _stated(self, field: Field) -> tuple[str, ...]:
        whole = self._whole(field)
        if not whole:
            return ()
        if field is Field.URL:
            return forms_of_url(whole)
        lines = self._context.dialog_text[:MAX_LENGTH].split("\n") if field is Field.DIALOG else ()
        return (whole, *filter(None, lines[:_MOST_LINES]))

    def _whole(self, field: Field) -> str:
        context = self._context
        if field is Field.URL:
            return context.url[:MAX_LENGTH]
        if field is Field.DIALOG:
            return context.dialog_text[:MAX_LENGTH].replace("\n", " ")
        return context.control[:MAX_LENGTH] if field is Field.CONTROL else context.role[:MAX_LENGTH]


@lru_cache(maxsize=256)
def _names(app: str, window_class: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The folded class, all names and the bare ones; remembered for a few apps, and never with a title."""
    folded_class = fold(window_class)
    stated = [name for name in (fold(app), folded_class) if name] or [""]
    bare = tuple(dict.fromkeys(map(bare_app, stated)))
    return folded_class, tuple(dict.fromkeys((*stated, *bare))), bare
