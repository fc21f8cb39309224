"""Reads the values of one field into a test: text or a list of texts. Not for entries and their logic."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from triggers.rules.globs import MAX_PATTERN, PatternError, glob_for
from triggers.rules.model import Field, Kind, Test
from triggers.rules.problems import ConditionProblem
from triggers.rules.regexes import check_regex
from triggers.rules.words import role, system
from triggers.titles import clean

MAX_PATTERNS = 200
"""Most patterns in the list of one field."""

FIELDS: dict[str, tuple[Field, Kind]] = {
    "app": (Field.APP, Kind.GLOB),
    "class": (Field.CLASS, Kind.GLOB),
    "os": (Field.OS, Kind.LITERAL),
    "url": (Field.URL, Kind.GLOB),
    "url_re": (Field.URL, Kind.REGEX),
    "title": (Field.TITLE, Kind.GLOB),
    "title_is": (Field.TITLE, Kind.LITERAL),
    "title_re": (Field.TITLE, Kind.REGEX),
    "dialog_text": (Field.DIALOG, Kind.GLOB),
    "dialog_text_re": (Field.DIALOG, Kind.REGEX),
    "control": (Field.CONTROL, Kind.GLOB),
}
"""The fields of an entry in the order in which tests are made and explained."""

CONTROL_PARTS: dict[str, tuple[Field, Kind]] = {
    "role": (Field.ROLE, Kind.LITERAL),
    "name": (Field.CONTROL, Kind.GLOB),
}
"""What ``control`` may state apart."""

Report = Callable[[ConditionProblem], None]


def read_texts(data: object, place: str, report: Report) -> list[tuple[str, str]]:
    """The texts of one value or list, each with its place; what is no text is reported and left out."""
    if isinstance(data, list):
        if not data:
            report(ConditionProblem(place, "is an empty list", "add a value, or remove the field"))
        if len(data) > MAX_PATTERNS:
            message = f"has {len(data):,} values, more than {MAX_PATTERNS}"
            report(ConditionProblem(place, message, "use wildcards, or several entries"))
            return []
        values = [(f"{place}[{number}]", value) for number, value in enumerate(data)]
    else:
        values = [(place, data)]
    texts = []
    for where, value in values:
        if fault := _fault(value):
            report(ConditionProblem(where, *fault))
        elif isinstance(value, str):
            texts.append((where, value))
    return texts


def read_tests(name: str, data: object, place: str, report: Report) -> list[Test]:
    """The tests that field ``name`` with this value stands for, which all have to hold.

    What cannot be used is reported and left out.
    """
    if name != "control" or not isinstance(data, dict):
        return _read_test(*FIELDS[name], data, place, report)
    if not data:
        report(ConditionProblem(place, "is empty", "write the control's role, its name, or both"))
    tests: list[Test] = []
    for part, value in data.items():
        if part in CONTROL_PARTS:
            tests += _read_test(*CONTROL_PARTS[part], value, f"{place}.{part}", report)
        else:
            said = f"{place}.{str(part)[:60]}"
            report(ConditionProblem(said, "is not a part of a control", "write role, name, or both"))
    return tests


def _read_test(field: Field, kind: Kind, data: object, place: str, report: Report) -> list[Test]:
    patterns = []
    for where, text in read_texts(data, place, report):
        try:
            patterns.append(_pattern(field, kind, text))
        except PatternError as error:
            report(ConditionProblem(where, error.message, error.remedy, error.name))
    return [_test(field, kind, tuple(dict.fromkeys(patterns)))] if patterns else []


@lru_cache(maxsize=10_000)  # see below: one value for all of them, which also travels only once
def _test(field: Field, kind: Kind, patterns: tuple[str, ...]) -> Test:
    return Test(field, kind, patterns)


@lru_cache(maxsize=10_000)  # thousands of cards name the same few apps
def _pattern(field: Field, kind: Kind, text: str) -> str:
    if field is Field.OS:
        return system(text)
    if field is Field.ROLE:
        return role(text)
    if kind is Kind.REGEX:
        text = unicodedata.normalize("NFC", text)
        check_regex(text)
        return text
    text = clean(text)
    if not text:
        raise PatternError("has only invisible characters", "write what should match")
    glob_for(field, kind, text)
    return text


def _fault(value: object) -> tuple[str, str] | None:
    """Message and remedy when ``value`` is not a text that can be a pattern."""
    if isinstance(value, str):
        if not value.strip():
            return "is empty", "write what should match, or remove the field"
        if len(value) > MAX_PATTERN:
            return f"is longer than {MAX_PATTERN:,} characters", "shorten it, or split it into a list"
        return None
    if value is None:
        return "is empty", "write what should match, or remove the field"
    if isinstance(value, bool):
        written = "yes, no, on, off, true or false"
        return "is a truth value, not text", f"put it in quotes: YAML reads {written} as one"
    if isinstance(value, list | dict):
        shape = "a list inside a list" if isinstance(value, list) else "a mapping"
        return f"is {shape}, not text", "write one text, or a plain list of texts"
    kind = "a number" if isinstance(value, int | float) else "a date or another YAML type"
    return f"is {kind}, not text", f'put it in quotes: "{str(value)[:40]}"'
