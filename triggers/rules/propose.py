"""Proposes conditions for a window, from this very title to any window of the app. Not for judging them.

What varies from one window to the next of the same kind becomes ``*``; title_parts.py tells what that is.
Every proposal is tried on the window before it is made, so each of them hits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from triggers.context import Context
from triggers.rules.globs import MAX_PATTERN, bare_app
from triggers.rules.language import read_condition
from triggers.rules.matcher import Matcher
from triggers.rules.model import Rule
from triggers.rules.problems import ConditionError
from triggers.rules.shown_parts import page_and_site, saying
from triggers.rules.title_parts import by_kind, varied

_SPECIAL = re.compile(r"([*?\\])")
_FEW_LETTERS = 3  # a pattern with fewer says nothing about what a person is doing


class Reach(StrEnum):
    """How much a proposal takes in, narrow to broad."""

    TITLE = "this exact title"
    DIALOG = "dialogs that say this"
    CONTROL = "this control"
    PAGE = "this page"
    ALIKE = "titles like this"
    KIND = "this kind of window"
    SITE = "this site"
    APP = "any window of this app"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One entry of ``when``; a pattern that is "" is left out of it."""

    reach: Reach
    app: str
    title: str = ""
    dialog_text: str = ""
    control: str = ""
    url: str = ""

    def entry(self) -> dict[str, str]:
        """The same as the rule language takes it."""
        return {field.name: value for field in fields(self)[1:] if (value := getattr(self, field.name))}


def propose(window: Context) -> tuple[Proposal, ...]:
    """Conditions that hold for ``window``, narrow to broad, no two alike.

    None at all for a window that states neither an app nor a class nor a title.
    """
    found: dict[tuple[tuple[str, str], ...], Proposal] = {}
    for proposal in _candidates(window):
        key = tuple(proposal.entry().items())
        if key not in found and _holds(proposal, window):
            found[key] = proposal
    return tuple(found.values())


def _candidates(window: Context) -> Iterator[Proposal]:
    app = _as_pattern([_without_ending(window.app) or window.window_class])
    names = (window.app, window.window_class)
    if window.title:
        yield Proposal(Reach.TITLE, app, _as_pattern([window.title]))
    if window.dialog_text and (said := saying(window.dialog_text)):
        yield Proposal(Reach.DIALOG, app, dialog_text=said)
    if window.control:
        yield Proposal(Reach.CONTROL, app, control=_as_pattern([window.control]))
    page, site = page_and_site(window.url)
    if page:
        yield Proposal(Reach.PAGE, "", url=page)
    if window.title:
        yield from _telling(Reach.ALIKE, app, varied(window.title, names))
        yield from _telling(Reach.KIND, app, by_kind(window.title, names))
    if site:
        yield Proposal(Reach.SITE, "", url=site)
    yield Proposal(Reach.APP, app)


def _without_ending(app: str) -> str:
    """The process name as people write it: rules take "EXCEL" for "EXCEL.EXE"."""
    return app[: len(bare_app(app.lower()))]


def _telling(reach: Reach, app: str, pieces: list[str]) -> Iterator[Proposal]:
    """The proposal of these pieces, unless too little of the title is left in them."""
    if sum(letter.isalpha() for piece in pieces for letter in piece) >= _FEW_LETTERS:
        yield Proposal(reach, app, _as_pattern(pieces))


def _as_pattern(pieces: list[str]) -> str:
    """A glob of literal pieces with anything between them; "" for nothing to compare with."""
    texts = [text for piece in pieces for text in _writable(piece)]
    kept = [text for at, text in enumerate(texts) if text.strip() or at in (0, len(texts) - 1)]
    pattern = re.sub(r"(?<!\\)\*{2,}", "*", "*".join(_SPECIAL.sub(r"\\\1", text) for text in kept))
    if len(pattern) >= MAX_PATTERN:
        pattern = re.sub(r"\\*\Z", "", pattern[: MAX_PATTERN // 2]) + "*"
    return pattern if pattern.strip("*") else ""


def _writable(piece: str) -> list[str]:
    """The parts of ``piece`` between characters that nobody could type into a rule, or blanks in a row."""
    return re.split(r"\s\s+", "".join(letter if letter.isprintable() else "  " for letter in piece))


def _holds(proposal: Proposal, window: Context) -> bool:
    if not proposal.entry():
        return False
    try:
        condition = read_condition(proposal.entry(), None, {})
    except ConditionError:
        return False
    return bool(Matcher([Rule("", "", condition)]).match(window))
