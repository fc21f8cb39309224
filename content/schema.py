"""Turns what an author wrote into a msgspec.Struct, field by field, naming every fault. Not for files.

Each field of the struct carries a ``msgspec.Meta`` with a description and an example: problems are worded
from them, and so is the JSON Schema for editors.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from content.problems import Problem, Severity
from content.strict_yaml import Document

S = TypeVar("S", bound=msgspec.Struct)

# "$" alone lets a line end pass, which a block text of YAML brings along: every pattern ends like this one.
ONE_LINE = r"^\S(.*\S)?$(?!\n)"


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a schema: how its value is read, and how problems speak of it.

    ``attribute`` is its name in Python, which differs where authors write a word that Python keeps ("class").
    """

    attribute: str
    holder: type[msgspec.Struct]
    required: bool
    nested: type[msgspec.Struct] | None
    description: str
    example: str

    def read(self, value: object) -> object:
        """``value`` as this field's type. Raises msgspec.ValidationError."""
        return getattr(msgspec.convert({"value": value}, self.holder, strict=False), "value", None)


@cache
def _fields_of(kind: type[msgspec.Struct]) -> Mapping[str, _Field]:
    """The fields of ``kind``, each with a struct of its own, so that its type is analysed only once.

    Keep texts with a ``pattern`` out of unions with lists and mappings: msgspec 0.22 writes beyond its memory
    there (tests/content/test_schema.py watches for it).
    """
    hints = get_type_hints(kind, include_extras=True)
    fields: dict[str, _Field] = {}
    for info in msgspec.structs.fields(kind):
        hint = hints[info.name]
        metas = [meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, msgspec.Meta)]
        meta = metas[-1] if metas else msgspec.Meta(description="what belongs here")
        fields[info.encode_name] = _Field(
            attribute=info.name,
            holder=msgspec.defstruct("One", [("value", hint)]),
            required=info.required,
            nested=_struct_in(hint),
            description=meta.description or "",
            example=f"write for example {meta.examples[0]}" if meta.examples else "",
        )
    return fields


class Converter:
    """Converts one document; ``problems`` fills up as it goes.

    An unknown field is a warning, so that a file for a newer version still works. One that looks like a
    misspelt rule field (``rule_fields``) is an error named "rule": without it the rule would match too much.
    """

    def __init__(self, document: Document, file: str, rule_fields: Collection[str] = ()) -> None:
        self._document = document
        self._file = file
        self._rule_fields = rule_fields
        self.problems: list[Problem] = []

    def convert(self, kind: type[S], data: Mapping[str, object], prefix: str = "") -> S | None:
        """``data`` as a ``kind``: None when a required field is missing or wrong.

        A wrong optional field is reported and left at its default.
        """
        fields = _fields_of(kind)
        self._report_unknown(data, fields, prefix)
        good: dict[str, object] = {}
        complete = True
        for name, field in fields.items():
            value = data.get(name)
            if value is not None:
                value = self._value(value, field, prefix + name)
            elif field.required:
                self._report(prefix + name, "is missing", field.example, "missing-field")
            if value is not None:
                good[field.attribute] = value
            complete = complete and not (field.required and value is None)
        return kind(**good) if complete else None

    def _value(self, value: object, field: _Field, name: str) -> object:
        if field.nested and isinstance(value, Mapping):
            return self.convert(field.nested, value, f"{name}.")
        try:
            return field.read(value)
        except (msgspec.ValidationError, ValueError):  # ValueError: a number too long to convert
            self._report_wrong(value, field, name)
            return None

    def _report_wrong(self, value: object, field: _Field, name: str) -> None:
        at = _wrong_item(value, field) if isinstance(value, list) else None
        if isinstance(value, list) and at is not None:
            message = f"{_shown(value[at])}, item {at + 1}, does not belong in {field.description}"
            where = f"{name}[{at}]"
        else:
            message, where = f"{_shown(value)} is not {field.description}", name
        self._report(name, message, field.example, "wrong-value", where=where)

    def _report_unknown(self, data: Mapping[str, object], known: Mapping[str, object], prefix: str) -> None:
        for name in data:
            if name in known:
                continue
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
            others = ", ".join(sorted(known))
            remedy = f"did you mean {prefix}{close[0]}?" if close else f"known here: {others}"
            is_rule = bool(close) and close[0] in self._rule_fields
            severity, kind = (Severity.ERROR, "rule") if is_rule else (Severity.WARNING, "unknown-field")
            self._report(prefix + name, "is not a known field", remedy, kind, severity)

    def _report(
        self,
        name: str,
        message: str,
        remedy: str,
        kind: str,
        severity: Severity = Severity.ERROR,
        where: str = "",
    ) -> None:
        """``where`` is the part of the field that is meant, if not all of it."""
        line = self._document.line(where or name)
        self.problems.append(Problem(self._file, line, name, message, remedy, severity, kind))


def _struct_in(hint: Any) -> type[msgspec.Struct] | None:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    for kind in get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,):
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return kind
    return None


def _wrong_item(value: list[object], field: _Field) -> int | None:
    """The first item that keeps ``value`` from being read; None where it is not one alone that does."""
    wrong = [at for at, item in enumerate(value) if not _reads([item], field)]
    good = [item for at, item in enumerate(value) if at not in set(wrong)]
    return wrong[0] if wrong and good and _reads(good, field) else None


def _reads(value: object, field: _Field) -> bool:
    try:
        field.read(value)
    except (msgspec.ValidationError, ValueError):
        return False
    return True


def _shown(value: object) -> str:
    return _quoted(value) if isinstance(value, str) else _noun(value)


def _quoted(value: str) -> str:
    """The beginning of ``value``, in one line: a problem is one."""
    return f'"{value}"'.replace("\n", "\\n")[:60]


def _noun(value: object) -> str:
    if isinstance(value, Mapping):
        return "a group of fields"
    return "a list" if isinstance(value, list) else "this"
