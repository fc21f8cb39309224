"""Separates a card's front matter from its body and reads its fields. Not for the body: see body.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from content.cards.fields import RULE_FIELDS, FrontMatter
from content.problems import Problem
from content.schema import Converter
from content.strict_yaml import Document, parse

_NOTHING: Mapping[str, object] = MappingProxyType({})
_FENCE = re.compile(r"---[ \t]*")
_EXAMPLE = "begin the file with a line ---, the fields (title: …), and a line ---"


@dataclass(frozen=True, slots=True)
class Split:
    """A card's two halves; ``fields`` is None when there is no front matter. Lines count from 1."""

    fields: str | None
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


def split(text: str, shown: str) -> Split:
    """Find the front matter between a first line ``---`` and the next one."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        problem = Problem(shown, 1, "", "has no front matter", _EXAMPLE, name="no-front-matter")
        return Split(None, text, 1, (problem,))
    for number, line in enumerate(lines[1:], start=2):
        if _FENCE.fullmatch(line):
            return Split("\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1)
    message = "the front matter that begins here has no end"
    problem = Problem(shown, 1, "", message, "add a line --- below the fields", name="no-front-matter")
    return Split(None, "", len(lines) + 1, (problem,))


def read_fields(
    text: str, shown: str, handed: Mapping[str, object] = _NOTHING
) -> tuple[FrontMatter | None, Document, list[Problem]]:
    """The fields of a front matter, which begins on line 2 of its file; None when the card has no title.

    ``handed`` are values for fields that it does not state.
    """
    document = parse(text, shown, first_line=2)
    problems = list(document.problems)
    if document.value is not None and not isinstance(document.value, dict):
        remedy = "write lines such as title: …"
        problems.append(Problem(shown, 2, "", "is not a list of fields", remedy, name="yaml-syntax"))
        return None, document, problems
    if document.value is None and problems:
        return None, document, problems
    converter = Converter(document, shown, RULE_FIELDS)
    fields = converter.convert(FrontMatter, {**handed, **(document.value or {})})
    return fields, document, problems + converter.problems
