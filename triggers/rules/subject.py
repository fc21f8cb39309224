"""A context made ready to hold many tests against: folded once, cut to length. Not for deciding anything."""

from __future__ import annotations

from collections.abc import Callable

from triggers.context import Context
from triggers.rules.globs import bare_app, fold
from triggers.titles import MAX_LENGTH

Search = Callable[[str], frozenset[str]]


class Subject:
    """One context while it is being matched; dropped afterwards, and with it the title.

    ``names`` are what an app pattern may match (process name and window class, each also without a program
    ending), ``bare_names`` only the latter form. The searches for expressions run when first asked for.
    """

    __slots__ = (
        "_raw_title",
        "_raw_url",
        "_search_title",
        "_search_url",
        "_title_found",
        "_url_found",
        "app",
        "bare_names",
        "names",
        "os",
        "title",
        "url",
        "window_class",
    )

    def __init__(self, context: Context, search_title: Search, search_url: Search) -> None:
        self.app = context.app
        self.os = context.os
        self.window_class = fold(context.window_class[:MAX_LENGTH])
        stated = [name for name in (fold(context.app[:MAX_LENGTH]), self.window_class) if name] or [""]
        self.bare_names = tuple(dict.fromkeys(map(bare_app, stated)))
        self.names = tuple(dict.fromkeys((*stated, *self.bare_names)))
        self._raw_title = context.title[:MAX_LENGTH]
        self._raw_url = context.url[:MAX_LENGTH]
        self.title = fold(self._raw_title)
        self.url = fold(self._raw_url)
        self._search_title, self._search_url = search_title, search_url
        self._title_found: frozenset[str] | None = None
        self._url_found: frozenset[str] | None = None

    @property
    def title_found(self) -> frozenset[str]:
        """The expressions of all rules that match the title."""
        if self._title_found is None:
            self._title_found = self._search_title(self._raw_title)
        return self._title_found

    @property
    def url_found(self) -> frozenset[str]:
        """The expressions of all rules that match the url."""
        if self._url_found is None:
            self._url_found = self._search_url(self._raw_url)
        return self._url_found
