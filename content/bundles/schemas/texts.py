"""How a struct of ours becomes a JSON Schema that editors can use. Not for which structs: see published.py.

Sidecue reads every YAML value as the text that was written, so that `version: 1.10` and `title: 2024` are
texts. An editor reads numbers there; a schema that insisted on strings would find fault with good files.
"""

from __future__ import annotations

from typing import Any

import msgspec
import yaml

Schema = dict[str, Any]

TEXT_TYPES = ["string", "number", "boolean"]

_EMPTY: tuple[object, ...] = (None, "", (), [])


def schema_of(kind: type[msgspec.Struct]) -> Schema:
    """The schema of ``kind``, with the structs that it uses below ``$defs``."""
    whole = msgspec.json.schema(kind)
    definitions: dict[str, Schema] = {name: _adapted(part) for name, part in whole["$defs"].items()}
    schema: Schema = definitions.pop(kind.__name__)
    return {**schema, "$defs": definitions} if definitions else schema


def _adapted(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_adapted(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    adapted = {name: _part(name, part) for name, part in schema.items() if not _is_silent(name, part)}
    if schema.get("type") == "string" and "format" not in schema:
        adapted["type"] = TEXT_TYPES
    if schema.get("type") == "object":
        adapted["additionalProperties"] = False
        del adapted["title"]  # the name of a class
    return adapted


def _part(name: str, value: Any) -> Any:
    """The keyword ``name`` of a schema, adapted."""
    if name == "properties":
        return {field: _adapted(schema) for field, schema in value.items()}
    if name == "examples":
        return [_read(example) for example in value]
    if name == "enum":
        return [choice for choice in value if choice != ""]
    if name == "description":
        return value.replace("``", "`")
    return _adapted(value)


def _is_silent(name: str, value: Any) -> bool:
    """Whether a keyword says nothing: editors would fill in an empty default when they complete a field."""
    return (name == "default" and (value in _EMPTY or isinstance(value, dict))) or (
        name == "required" and not value
    )


def _read(example: object) -> object:
    """An example as an editor reads it: they are written as YAML, because problems quote them."""
    value = yaml.load(str(example), Loader=yaml.BaseLoader)  # noqa: S506 - builds nothing but texts
    return int(value) if isinstance(value, str) and value.isdecimal() else value
