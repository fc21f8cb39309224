"""Reads and writes window traces: JSON Lines, one window a line. Not for following windows: see record.py.

    {"app": "xterm", "class": "XTerm", "title": "root@server", "os": "linux", "cards": ["starter/keys"]}

``cards`` is what should show; a line without it only exercises rules. docs/rule-tests.md is the reference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.bundles.expect.cards import CardIds, StatedWindow
from content.bundles.expect.fields import Cards, WindowFields
from content.bundles.expect.reader import FIELDS, strict, window_of
from content.problems import ContentError, Problem, Severity
from content.schema import Converter
from content.strict_yaml import Document
from content.text_file import read_text
from triggers.context import Context

MAX_TRACE_BYTES = 50_000_000
"""A window a second for a week."""

_HALF = re.compile("[\ud800-\udfff]")  # half a character, which no file in UTF-8 can hold
_EXAMPLE = 'write one window a line, such as {"app": "firefox", "title": "Invoice 12", "cards": []}'


class TraceFields(WindowFields, frozen=True):
    """One line of a trace."""

    cards: Cards = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What a trace holds. ``foreign``: how often a card of another bundle stood in it."""

    windows: tuple[StatedWindow, ...] = ()
    problems: tuple[Problem, ...] = ()
    foreign: int = 0


def line_of(context: Context, cards: Sequence[str] | None) -> str:
    """The line that says ``context`` brought ``cards``, or, with None, nothing about them.

    What is unknown is left out.
    """
    fields = {
        "app": context.app,
        "class": context.window_class,
        "title": context.title,
        "url": context.url,
        "os": context.os,
        "dialog_text": context.dialog_text,
        "control": context.control,
        "control_role": context.role,
    }
    stated: dict[str, object] = {name: value for name, value in fields.items() if value}
    if cards is not None:
        stated["cards"] = list(cards)
    line = _HALF.sub("\ufffd", json.dumps(stated, ensure_ascii=False))
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in line)


def read_trace(file: Path, ids: CardIds) -> Trace:
    """The windows in ``file``, and every line that is none. Raises nothing: what can be read is used."""
    shown = str(file)
    try:
        text = read_text(file, shown, MAX_TRACE_BYTES)
    except ContentError as error:
        return Trace(problems=tuple(error.problems))
    return read_trace_text(text, shown, ids)


def read_trace_text(text: str, shown: str, ids: CardIds) -> Trace:
    """The same for the text of a trace."""
    reading = _Reading(shown, ids)
    windows = [
        window
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
        for window in reading.window(line, number)
    ]
    return Trace(tuple(windows), tuple(reading.problems), reading.foreign)


class _Reading:
    """One trace being read; ``problems`` and ``foreign`` fill up as it goes."""

    def __init__(self, shown: str, ids: CardIds) -> None:
        self._shown, self._ids = shown, ids
        self._warned: set[str] = set()
        self.problems: list[Problem] = []
        self.foreign = 0

    def window(self, line: str, number: int) -> Iterator[StatedWindow]:
        """The window of one line, none when it cannot be used."""
        data = self._object(line, number)
        if data is None:
            return
        converter = Converter(Document(data, {}, (), number), self._shown, FIELDS)
        fields = converter.convert(TraceFields, data)
        problems = [problem for problem in map(strict, converter.problems) if self._is_news(problem)]
        self.problems += problems
        if fields is None or any(problem.severity is Severity.ERROR for problem in problems):
            return
        own = [card for card in fields.cards if not self._ids.foreign(card)]
        self.foreign += len(fields.cards) - len(own)
        cards, faults = self._ids.whole(own)
        for fault in faults:
            self._report(number, "cards", fault.message, fault.remedy, fault.name)
        if not faults:
            context, person = window_of(fields)
            stated = cards if data.get("cards") is not None else None
            yield StatedWindow(self._shown, number, context, person, stated)

    def _object(self, line: str, number: int) -> Mapping[str, object] | None:
        try:
            data = json.loads(line, object_pairs_hook=_once)
            half = _HALF.search(json.dumps(data, ensure_ascii=False))
        except _TwiceError as error:
            self._report(number, str(error), "is given twice", "keep one of the two", "duplicate-field")
            return None
        except (ValueError, RecursionError) as error:
            why = getattr(error, "msg", "") or "it cannot be read"
            self._report(number, "", f"is no JSON: {why}", _EXAMPLE, "trace-syntax")
            return None
        if not isinstance(data, dict):
            self._report(number, "", "is no JSON object", _EXAMPLE, "trace-syntax")
            return None
        if half:
            self._report(number, "", "holds half a character", "delete the escape \\ud…", "wrong-value")
            return None
        return data

    def _is_news(self, problem: Problem) -> bool:
        """An unknown field stands in every line of a trace: naming it once is enough."""
        if problem.severity is Severity.ERROR:
            return True
        known = problem.field in self._warned
        self._warned.add(problem.field)
        return not known

    def _report(self, line: int, field: str, message: str, remedy: str, name: str) -> None:
        self.problems.append(Problem(self._shown, line, field, message, remedy, name=name))


class _TwiceError(Exception):
    """A field is given twice in one object."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(name[:60])
        found[name] = value
    return found
