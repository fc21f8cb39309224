"""Reads the logic of a condition: entries, alternatives, negation, named contexts. Not for single values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from triggers.rules.model import All, AnyOf, Expression, Not, Test
from triggers.rules.problems import ConditionProblem
from triggers.rules.values import FIELDS, Report, read_tests, read_texts

MAX_ENTRIES = 200
"""Most alternatives in one list of entries."""
MAX_DEPTH = 8
"""Deepest nesting of ``not`` inside ``not``."""
MAX_SIZE = 2000
"""Most patterns in one condition, named contexts written out."""
MAX_LEVELS = 40
"""Deepest condition, named contexts written out."""

_OTHER_NAMES = {
    "process": "app", "program": "app", "exe": "app", "application": "app", "bundle": "app",
    "window_class": "class", "wm_class": "class", "window": "title", "name": "title",
    "window_title": "title", "title_regex": "title_re", "regex": "title_re", "title_exact": "title_is",
    "dialog": "dialog_text", "message": "dialog_text", "error": "dialog_text", "text": "dialog_text",
    "dialog_text_regex": "dialog_text_re", "button": "control", "widget": "control", "element": "control",
    "role": "control", "page": "url", "address": "url", "domain": "url",
    "platform": "os", "system": "os", "contexts": "context", "unless": "not", "except": "not",
}  # fmt: skip


class EntryReader:
    """Turns data into expressions, handing every problem to ``report``. None stands for "unusable"."""

    def __init__(
        self, contexts: Mapping[str, Expression], report: Report, declared: Collection[str] = ()
    ) -> None:
        self._contexts = contexts
        self._declared = declared
        self._report = report
        self._entries = 0

    def alternatives(self, data: object, place: str, depth: int = 0) -> Expression | None:
        """A mapping (one entry), the name of a context, or a list of either: any of them."""
        if not isinstance(data, list):
            return self._entry(data, place, depth)
        if not data:
            self.fail(place, "is an empty list", "add an entry, such as {app: firefox}")
            return None
        if len(data) > MAX_ENTRIES:
            message = f"has {len(data):,} entries, more than {MAX_ENTRIES}"
            self.fail(place, message, "put several apps or titles into one entry as a list")
            return None
        read = [self._entry(entry, f"{place}[{number}]", depth) for number, entry in enumerate(data)]
        parts = [part for part in read if part is not None]
        return _one_or(AnyOf, parts)

    def _entry(self, data: object, place: str, depth: int) -> Expression | None:
        self._entries += 1
        if self._entries > MAX_SIZE:  # only YAML aliases can get here: the same data over and over
            first = self._entries == MAX_SIZE + 1
            if first:
                self.fail(place, f"is entry number {MAX_SIZE + 1:,}", "simplify it")
            return None
        if isinstance(data, str) and data.strip():
            return self._context(data, place)
        if not isinstance(data, dict):
            what = "is empty" if data is None or data == "" else f"is {_shape(data)}, not an entry"
            remedy = "write fields, such as {app: firefox}, or the name of a context"
            self.fail(place, what, remedy)
            return None
        if not data:
            self.fail(place, "is empty", "an entry needs a field, such as app or title")
            return None
        for name in data:
            if name not in FIELDS and name not in ("context", "not"):
                self._unknown_field(name, place)
        parts: list[Expression | None] = []
        for name in FIELDS:
            if name in data:
                parts += read_tests(name, data[name], f"{place}.{name}", self._report)
        if "context" in data:
            parts.append(self._any_context(data["context"], f"{place}.context"))
        if "not" in data:
            parts.append(self._negation(data["not"], f"{place}.not", depth + 1))
        return _one_or(All, [part for part in parts if part is not None])

    def _any_context(self, data: object, place: str) -> Expression | None:
        named = [self._context(name, where) for where, name in read_texts(data, place, self._report)]
        return _one_or(AnyOf, [part for part in named if part is not None])

    def _context(self, name: str, place: str) -> Expression | None:
        if name in self._contexts:
            return self._contexts[name]
        if name in self._declared:
            self.fail(place, f'uses context "{name[:60]}", which cannot be used', "mend that one first")
            return None
        near = get_close_matches(name, self._contexts, 1)
        known = ", ".join(sorted(self._contexts)[:8])
        remedy = (
            f'did you mean "{near[0]}"?'
            if near
            else f"declare it in contexts.yaml, or use one that is there: {known}"
            if known
            else "declare it in contexts.yaml (a context with problems of its own does not count)"
        )
        self.fail(place, f'there is no usable context "{name[:60]}"', remedy)
        return None

    def _negation(self, data: object, place: str, depth: int) -> Expression | None:
        if depth > MAX_DEPTH:
            self.fail(place, f"is nested more than {MAX_DEPTH} deep", "name a part of it")
            return None
        part = self.alternatives(data, place, depth)
        return None if part is None else Not(part)

    def _unknown_field(self, name: object, place: str) -> None:
        if not isinstance(name, str):
            message = f"has a field that is {_shape(name)}, not a name"
            self.fail(place, message, f"use one of {', '.join(FIELDS)}, context, not")
            return
        choices = [*FIELDS, "context", "not"]
        near = get_close_matches(name.casefold(), choices, 1)
        meant = _OTHER_NAMES.get(name.casefold()) or (near[0] if near else "")
        remedy = f'did you mean "{meant}"?' if meant else f"use one of {', '.join(choices)}"
        self.fail(f"{place}.{name[:60]}", "is not a field of a condition", remedy)

    def fail(self, place: str, message: str, remedy: str) -> None:
        """Report one problem."""
        self._report(ConditionProblem(place, message, remedy))


def too_large(expression: Expression) -> str:
    """Why ``expression`` is too large to be used, "" when it is not. Looks no further than the limit."""
    waiting: list[tuple[Expression, int]] = [(expression, 1)]
    size = 0
    while waiting:
        part, level = waiting.pop()
        if level > MAX_LEVELS:
            return f"nests more than {MAX_LEVELS} levels of contexts and conditions"
        size += len(part.patterns) if isinstance(part, Test) else 1
        if size > MAX_SIZE:
            return f"has more than {MAX_SIZE:,} values once its contexts are written out"
        if isinstance(part, Not):
            waiting.append((part.part, level + 1))
        elif not isinstance(part, Test):
            waiting.extend((inner, level + 1) for inner in part.parts)
    return ""


def _one_or(combined: type[All | AnyOf], parts: list[Expression]) -> Expression | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else combined(tuple(parts))


def _shape(data: object) -> str:
    if isinstance(data, bool):
        return "a truth value"
    if isinstance(data, int | float):
        return "a number"
    if isinstance(data, list):
        return "a list"
    return "empty" if data is None else "a date or another YAML type"
