"""Whether values read from JSON have the shape that a TypedDict declares. Not for other kinds of schema.

The app holds this in memory all day; a library for the same takes 2 MB of it (decision 12). What people write
is checked by content/schema.py, in processes that end.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict


class ShapeError(ValueError):
    """A value that has another shape, and where it stands."""


def shaped(value: object, hint: Any, where: str = "$") -> Any:
    """``value`` as ``hint`` means it: texts become enums and times (which need a zone). Raises ShapeError.

    A hint is a TypedDict (whose unknown keys are left out), a ``dict`` with text keys, a ``list``, a union,
    an Enum, ``datetime`` or a plain type of JSON.
    """
    if is_typeddict(hint):
        return dict(_fields(value, hint, where))
    kind, inner = get_origin(hint), get_args(hint)
    if kind in (Union, types.UnionType):
        return _one_of(value, inner, where)
    if kind is dict and isinstance(value, dict):
        return {key: shaped(item, inner[1], f"{where}.{key}") for key, item in value.items()}
    if kind is list and isinstance(value, list):
        return [shaped(item, inner[0], f"{where}[{number}]") for number, item in enumerate(value)]
    if type(value) is (types.NoneType if hint is None else hint):  # by type: True is no number here
        return value
    if isinstance(value, str) and isinstance(hint, type) and issubclass(hint, (datetime, Enum)):
        return _from_text(value, hint, where)
    raise ShapeError(f"{where} is not {getattr(hint, '__name__', hint)}")


def _fields(value: object, hint: Any, where: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise ShapeError(f"{where} is not a group of fields")
    for name, of in _hints(hint).items():
        if name in value:
            yield name, shaped(value[name], of, f"{where}.{name}")
        elif name in hint.__required_keys__:
            raise ShapeError(f"{where}.{name} is missing")


def _one_of(value: object, hints: tuple[Any, ...], where: str) -> Any:
    for hint in hints:
        try:
            return shaped(value, hint, where)
        except ShapeError:
            continue
    raise ShapeError(f"{where} is of no kind that belongs there")


def _from_text(value: str, hint: type[datetime | Enum], where: str) -> datetime | Enum:
    try:
        made = datetime.fromisoformat(value) if issubclass(hint, datetime) else hint(value)
    except ValueError as error:
        raise ShapeError(f"{where} is not {hint.__name__}") from error
    if isinstance(made, datetime) and made.tzinfo is None:
        raise ShapeError(f"{where} is a time without a zone")
    return made


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)
