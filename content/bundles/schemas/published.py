"""The JSON Schemas for editors: of front matter, bundle.yaml, contexts.yaml and expect.yaml. Not for reading.

They are made from what the readers themselves use and kept in included/schemas/, where a test compares them:
`python -m content.bundles.schemas.published` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from content.bundles.builtin import included
from content.bundles.checks.catalogue import ignorable
from content.bundles.expect.fields import ExpectationFields
from content.bundles.manifest import Manifest
from content.bundles.schemas.conditions import condition, contexts, definitions
from content.bundles.schemas.texts import schema_of
from content.cards.fields import RULE_FIELDS, FrontMatter

# What editors support best: the YAML language server and VS Code know this draft completely.
_DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """Each schema by the name of its file."""
    made = {
        "bundle": {"title": "bundle.yaml", **schema_of(Manifest)},
        "card": {"title": "The fields of a card", **_card()},
        "contexts": contexts(),
        "expect": _expect(),
    }
    return {f"{name}.schema.json": {"$schema": _DRAFT, **schema} for name, schema in made.items()}


def schema_files() -> Path:
    """The folder that the schemas are published in."""
    return included() / "schemas"


def as_text(schema: Schema) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _card() -> Schema:
    schema = schema_of(FrontMatter)
    fields = schema["properties"]
    for name in RULE_FIELDS:
        fields[name] |= condition() | {"examples": [{"app": "firefox", "title": "*invoice*"}]}
    known = {"enum": sorted(ignorable())}
    fields["ignore"]["anyOf"] = [known, {"type": "array", "items": known}]
    schema["$defs"] = schema.get("$defs", {}) | definitions()
    return schema


def _expect() -> Schema:
    entry = schema_of(ExpectationFields)
    parts = entry.pop("$defs")
    return {
        "title": "expect.yaml",
        "description": "windows, each with exactly the cards it should bring",
        "type": "array",
        "items": entry,
        "$defs": parts,
    }


def _write() -> None:
    for name, schema in schemas().items():
        (schema_files() / name).write_text(as_text(schema), encoding="utf-8")


if __name__ == "__main__":
    _write()
