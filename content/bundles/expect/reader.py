"""Reads ``expect.yaml``: windows, each with exactly the cards it should bring. Not for trying them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from content.audience.person import Person
from content.bundles.expect.cards import CardIds, StatedWindow
from content.bundles.expect.fields import ExpectationFields, WindowFields
from content.files.base import BundleFiles, read_text_of
from content.language_codes import spelled
from content.problems import ContentError, Problem, Severity
from content.schema import Converter
from content.strict_yaml import Document, parse
from triggers.context import Context
from triggers.shown import comparable

EXPECT_FILE = "expect.yaml"
FIELDS = tuple(
    info.encode_name for kind in (ExpectationFields, WindowFields) for info in msgspec.structs.fields(kind)
)
_EXAMPLE = "write entries such as - window: {app: firefox, title: …} with cards: […] below"


def read_expectations(files: BundleFiles, ids: CardIds) -> tuple[list[StatedWindow], list[Problem]]:
    """The windows of the bundle's ``expect.yaml`` that can be used, and every problem. Raises nothing."""
    shown = files.shown(EXPECT_FILE)
    try:
        document = parse(read_text_of(files, EXPECT_FILE), shown)
    except ContentError as error:
        return [], error.problems
    problems = list(document.problems)
    if not isinstance(document.value, list):
        if not problems:
            problems.append(Problem(shown, 1, "", "is not a list of windows", _EXAMPLE, name="wrong-value"))
        return [], problems
    reading = _Reading(document, shown, ids)
    windows = [window for at, entry in enumerate(document.value) for window in reading.entry(entry, at)]
    return windows, sorted([*problems, *reading.problems])


def no_tests(files: BundleFiles) -> Problem:
    """That there is no ``expect.yaml``, or not one window in it."""
    what = "has no window to try" if files.has(EXPECT_FILE) else "does not exist"
    remedy = f"write {EXPECT_FILE} as docs/rule-tests.md shows, or name a recorded trace with --trace"
    return Problem(files.shown(EXPECT_FILE), 0, "", what, remedy, name="no-tests")


def window_of(fields: WindowFields) -> tuple[Context, Person]:
    """What is on the screen and who sits before it. What is not stated stays unknown on every machine."""
    stated = Context(
        fields.app,
        fields.window_class,
        fields.title,
        fields.url,
        fields.os,
        fields.control_role,
        fields.control,
        fields.dialog_text,
    )
    languages = spelled((fields.language,)) if fields.language else ()
    return comparable(stated), Person(fields.roles, fields.os, languages)


def strict(problem: Problem) -> Problem:
    """A misspelt field is as wrong as an unknown card: the test would be about another window."""
    if problem.name == "rule":
        return replace(problem, name="unknown-field", severity=Severity.ERROR)
    return problem


class _Reading:
    """One ``expect.yaml`` being read; ``problems`` fills up as it goes."""

    def __init__(self, document: Document, shown: str, ids: CardIds) -> None:
        self._document, self._shown, self._ids = document, shown, ids
        self._first: dict[tuple[Context, Person], int] = {}
        self.problems: list[Problem] = []

    def entry(self, data: object, at: int) -> tuple[StatedWindow, ...]:
        """The window of one entry, or none when it cannot be used."""
        place = f"[{at}]"
        if not isinstance(data, Mapping):
            self._report(place, "is not a window with its cards", _EXAMPLE, "wrong-value")
            return ()
        converter = Converter(self._document, self._shown, FIELDS)
        fields = converter.convert(ExpectationFields, data, f"{place}.")
        self.problems += map(strict, converter.problems)
        if fields is None:
            return ()
        context, person = window_of(fields.window)
        cards, faults = self._ids.whole(fields.cards)
        for fault in faults:
            self._report(f"{place}.cards[{fault.number}]", fault.message, fault.remedy, fault.name)
        if self._is_wrong(converter, place, context, person) or faults:
            return ()
        return (StatedWindow(self._shown, self._document.line(place), context, person, cards),)

    def _is_wrong(self, converter: Converter, place: str, context: Context, person: Person) -> bool:
        """Whether the window is not what its author meant, or the one of an earlier entry."""
        if any(problem.severity is Severity.ERROR for problem in converter.problems):
            return True
        field = f"{place}.window"
        if context == Context():
            remedy = "state at least its app, class or title"
            self._report(field, "says nothing about the window", remedy, "missing-field")
            return True
        line = self._document.line(place)
        first = self._first.setdefault((context, person), line)
        if first != line:
            message = f"is the window of line {first} once more"
            self._report(field, message, "keep one of the two", "duplicate-window")
        return first != line

    def _report(self, field: str, message: str, remedy: str, name: str) -> None:
        line = self._document.line(field)
        self.problems.append(Problem(self._shown, line, field, message, remedy, name=name))
