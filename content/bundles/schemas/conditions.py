"""The JSON Schema of conditions, made from the rule language itself. Not for judging a condition.

What only the reader can tell, such as an expression that RE2 refuses or a context that does not exist, is
left to ``sidecue bundle check``.
"""

from __future__ import annotations

from typing import Any

from content.bundles.schemas.texts import TEXT_TYPES
from triggers.roles import ROLES
from triggers.rules.entries import MAX_ENTRIES
from triggers.rules.globs import MAX_PATTERN
from triggers.rules.language import MAX_CONTEXTS
from triggers.rules.model import Field
from triggers.rules.values import FIELDS, MAX_PATTERNS
from triggers.rules.words import SYSTEMS

Schema = dict[str, Any]

_DESCRIPTIONS = {
    "app": "the process name, bundle id or window class: a text or a list; * and ? are wildcards",
    "class": "the window class alone: a text or a list; * and ? are wildcards",
    "os": "windows, macos or linux: a text or a list",
    "url": "the whole address of the page: a text or a list; * and ? are wildcards",
    "url_re": "found anywhere in the address: an RE2 expression or a list",
    "title": "the whole title of the window: a text or a list; * and ? are wildcards",
    "title_is": "the whole title, literally: a text or a list",
    "title_re": "found anywhere in the title: an RE2 expression or a list",
    "dialog_text": "the whole text of a dialog or a line of it: a text or a list; * ? # are wildcards",
    "dialog_text_re": "found anywhere in the text of a dialog: an RE2 expression or a list",
    "control": "the name of the control that is used, or its role and name; * and ? are wildcards in names",
}
_SHAPES = {Field.OS: "Systems", Field.CONTROL: "Control"}
_NAME_OF_CONTEXT = "the name of a context in contexts.yaml"
_EXAMPLES = [{"app": ["soffice", "excel"], "title": "*payment run*"}]


def condition() -> Schema:
    """What `when`, `not_when` and a named context may be."""
    return {"$ref": "#/$defs/Condition"}


def definitions() -> dict[str, Schema]:
    """The parts that ``condition`` refers to."""
    text: Schema = {"type": TEXT_TYPES, "minLength": 1, "maxLength": MAX_PATTERN}
    entry = {"$ref": "#/$defs/Entry"}
    name = {**text, "description": _NAME_OF_CONTEXT}
    return {
        "Text": text,
        "Texts": _one_or_more({"$ref": "#/$defs/Text"}, MAX_PATTERNS),
        "Systems": _one_or_more({"enum": list(SYSTEMS)}, MAX_PATTERNS),
        "Control": {
            "anyOf": [
                {"$ref": "#/$defs/Texts"},
                {
                    "type": "object",
                    "properties": {
                        "role": _one_or_more({"enum": list(ROLES)}, MAX_PATTERNS),
                        "name": {"$ref": "#/$defs/Texts"},
                    },
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        },
        "Entry": {
            "description": "all of these have to hold",
            "type": "object",
            "properties": _fields(),
            "additionalProperties": False,
            "minProperties": 1,
            "examples": _EXAMPLES,
        },
        "Condition": {
            "description": "an entry, the name of a context, or a list of these: one of them has to hold",
            "anyOf": [entry, name, {**_several({"anyOf": [entry, name]}, MAX_ENTRIES)}],
        },
    }


def contexts() -> Schema:
    """The whole of ``contexts.yaml``."""
    both = {
        "type": "object",
        "properties": {
            "when": {**condition(), "description": "one of these has to hold"},
            "not_when": {**condition(), "description": "and none of these"},
        },
        "required": ["when"],
        "additionalProperties": False,
    }
    return {
        "title": "contexts.yaml",
        "description": "conditions with a name, for many cards to share",
        "type": "object",
        "maxProperties": MAX_CONTEXTS,
        "propertyNames": {"minLength": 1, "maxLength": 100},
        "additionalProperties": {"anyOf": [condition(), both]},
        "$defs": definitions(),
    }


def _fields() -> dict[str, Schema]:
    fields: dict[str, Schema] = {
        name: {
            "$ref": f"#/$defs/{_SHAPES.get(field, 'Texts')}",
            "description": _DESCRIPTIONS[name],
        }
        for name, (field, _) in FIELDS.items()
    }
    fields["context"] = {
        "$ref": "#/$defs/Texts",
        "description": f"{_NAME_OF_CONTEXT}, or a list: any of them",
    }
    fields["not"] = {**condition(), "description": "none of these may hold"}
    return fields


def _one_or_more(one: Schema, most: int) -> Schema:
    return {"anyOf": [one, _several(one, most)]}


def _several(one: Schema, most: int) -> Schema:
    return {"type": "array", "items": one, "minItems": 1, "maxItems": most}
