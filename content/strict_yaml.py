"""YAML as authors mean it: every scalar is text, with the line of every field. Not for judging fields.

YAML 1.1 reads ``NO`` as false, ``22:22`` as 1342 and ``1.10`` as 1.1. Here a scalar stays the text that was
written; what it must be is the business of the schema that converts it (content/schema.py). Aliases, anchors
and tags are refused, duplicate fields are errors, depth is bounded. The tree is built from parser events
without recursion, so that no input can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from content.problems import MAX_PROBLEMS, Problem
from content.simple_yaml import simple_yaml

MAX_DEPTH = 16

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # some platforms have PyYAML without libyaml
_NULLS = ("", "~", "null")
# What libyaml refuses, and the line separators that it counts as line ends but editors do not.
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
_QUOTE = 'put the whole value in quotes: "…"'


@dataclass(frozen=True, slots=True)
class Document:
    """What one YAML text says: mappings, lists, text and None; ``lines`` maps dotted fields to lines."""

    value: object
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]
    first_line: int = 1

    def line(self, name: str) -> int:
        """The line of field ``name``, or of the nearest field around it that is known."""
        while name and name not in self.lines:
            name = name[: max(name.rfind("."), name.rfind("["), 0)]
        return self.lines.get(name, self.first_line)


def parse(text: str, file: str, first_line: int = 1) -> Document:
    """Read one YAML document, ``first_line`` being the line of ``file`` that it begins on. Never raises."""
    unreadable = _UNREADABLE.search(text)
    if unreadable:
        line = text.count("\n", 0, unreadable.start()) + first_line
        what = f"invisible character U+{ord(unreadable[0]):04X}"
        problem = Problem(file, line, "", what, "delete it", name="control-character")
        return Document(None, {}, (problem,), first_line)
    if simple := simple_yaml(text, first_line):
        return Document(simple.value, simple.lines, (), first_line)
    builder = _Builder(file, first_line)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        if not builder.problems:  # an alias or a tag already said what is wrong
            builder.problems.append(_syntax_problem(error, text, file, first_line))
    value = None if builder.problems and builder.open else builder.root
    return Document(value, builder.lines, tuple(builder.problems), first_line)


@dataclass(slots=True)
class _Frame:
    """A collection that is being read; in a mapping, ``key`` waits for its value."""

    value: dict[str, object] | list[object]
    path: str
    key: str | None = None
    key_line: int = 0
    keys: dict[str, int] = field(default_factory=dict)


class _Builder:
    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.root: object = None
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.open: list[_Frame] = []
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            line = (event.start_mark.line if event.start_mark else 0) + self.first_line
            if isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._problem(line, "a second YAML document begins here", "keep one document per file")
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
            elif isinstance(event, yaml.NodeEvent) and not self._node(event, line):
                return
            if len(self.problems) >= MAX_PROBLEMS - 1:
                self._problem(line, "has too many problems to read on", "mend the others first", "too-many")
                return

    def _node(self, event: yaml.NodeEvent, line: int) -> bool:
        """Take in one node; False when reading on makes no sense."""
        self._refuse_extras(event, line)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self.open) >= MAX_DEPTH:
                self._problem(line, f"nested deeper than {MAX_DEPTH} levels", "flatten it", "too-deep")
                return False
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            value: dict[str, object] | list[object] = {} if is_mapping else []
            if self._is_key():
                self._problem(line, "a field name must be plain text", _QUOTE)
                return False
            self.open.append(_Frame(value, self._place(value, line)))
        elif self._is_key():
            self._key(getattr(event, "value", ""), line)
        else:
            self._place(_scalar(event), line)
        return True

    def _is_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].value, dict) and self.open[-1].key is None

    def _key(self, key: str, line: int) -> None:
        frame = self.open[-1]
        first = frame.keys.setdefault(key, line)
        if first != line or key in frame.value:
            path = _join(frame.path, key)
            message = f"is given twice, first in line {first}"
            self._problem(line, message, "keep one of the two", "duplicate-field", path)
        frame.key, frame.key_line = key, line

    def _place(self, value: object, line: int) -> str:
        """Put ``value`` where it belongs and return its dotted path."""
        if not self.open:
            self.root = value
            return ""
        frame = self.open[-1]
        if isinstance(frame.value, list):
            path = f"{frame.path}[{len(frame.value)}]"
            frame.value.append(value)
        else:
            key, frame.key = frame.key or "", None
            path, line = _join(frame.path, key), frame.key_line
            frame.value.setdefault(key, value)  # of two values under one name the first stays
        self.lines.setdefault(path, line)
        return path

    def _refuse_extras(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._problem(line, f"*{event.anchor} is read as a YAML alias", _QUOTE, "yaml-alias")
        elif event.anchor:
            self._problem(line, f"&{event.anchor} is read as a YAML anchor", _QUOTE, "yaml-alias")
        hidden = _UNREADABLE.search(getattr(event, "value", None) or "")
        if hidden:  # "\\e": what the file must not hold, its values must not either
            what = f"an escape for the invisible character U+{ord(hidden[0]):04X}"
            self._problem(line, what, "delete it", "control-character")
        if getattr(event, "tag", None):
            self._problem(line, "a value that begins with ! is read as a YAML tag", _QUOTE, "yaml-tag")

    def _problem(
        self, line: int, message: str, remedy: str, name: str = "yaml-syntax", path: str = ""
    ) -> None:
        self.problems.append(Problem(self.file, line, path, message, remedy, name=name))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _scalar(event: yaml.NodeEvent) -> str | None:
    if not isinstance(event, yaml.ScalarEvent):
        return None  # an alias, already reported
    value: str = event.value
    return None if event.implicit[0] and value in _NULLS else value


def _syntax_problem(error: yaml.YAMLError, text: str, file: str, first_line: int) -> Problem:
    said = str(getattr(error, "problem", None) or "cannot be read")
    around = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    if "quoted scalar" in around:
        mark = getattr(error, "context_mark", None) or mark
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1) if mark else 0
    message, remedy = _advice(said, around, lines[number])
    return Problem(file, number + first_line, "", message, remedy, name="yaml-syntax")


def _advice(said: str, around: str, line: str) -> tuple[str, str]:
    if line[: len(line) - len(line.lstrip())].count("\t"):
        return "is indented with a tab", "indent with spaces"
    if "quoted scalar" in around:
        return "a quoted text has no end", "close the quotes"
    if re.search(r":\s+\*", line) or "alias" in around:
        return "a value that begins with * is read as a YAML alias", _QUOTE
    if "mapping values are not allowed" in said:
        return 'a second ": " in one line', _QUOTE
    if "cannot start any token" in said:
        return "a value begins with a character that YAML keeps for itself (@ ` %)", _QUOTE
    if "flow sequence" in around or "flow mapping" in around:
        return "a [list] or {mapping} has no end", "close the bracket"
    return f"is not valid YAML: {said}", "compare with the examples in docs/formats.md"
