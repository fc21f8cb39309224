"""The published schemas: what the code makes, what every included bundle passes, what broken files fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from content.bundles.builtin import accounts_team, starter
from content.bundles.schemas.published import as_text, schema_files, schemas
from content.cards.front_matter import split
from triggers.rules.language import read_condition
from triggers.rules.problems import ConditionError
from triggers.rules.values import FIELDS


class _Editor(yaml.SafeLoader):
    """Reads YAML as editors do: version 1.2, in which dates are texts and `no` is a word."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Any:
    return yaml.load(text, Loader=_Editor)


def faults(name: str, data: object) -> list[str]:
    checker = jsonschema.Draft7Validator(
        schemas()[f"{name}.schema.json"], format_checker=jsonschema.FormatChecker()
    )
    return [error.message for error in checker.iter_errors(data)]


def files() -> Iterator[tuple[str, Path]]:
    for root in (starter(), accounts_team()):
        yield from ((name, root / f"{name}.yaml") for name in ("bundle", "contexts", "expect"))
        yield from (("card", file) for file in sorted((root / "cards").rglob("*.md")))


def test_the_published_files_are_what_the_code_makes() -> None:
    published = {file.name: file.read_text(encoding="utf-8") for file in schema_files().iterdir()}
    assert published == {name: as_text(schema) for name, schema in schemas().items()}


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_is_a_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schemas()[name])
    references = json.dumps(schemas()[name]).split('"$ref": "#/$defs/')[1:]
    assert {text.partition('"')[0] for text in references} <= set(schemas()[name].get("$defs", ()))


@pytest.mark.parametrize(("name", "file"), [pytest.param(*case, id=case[1].name) for case in files()])
def test_every_included_file_passes(name: str, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert faults(name, read(split(text, "").fields or "" if name == "card" else text)) == []


MANIFEST = 'id: desk\nversion: "1.0"\ntitle: Desk\npublisher: Us\n'
GOOD = [
    ("bundle", MANIFEST.replace('"1.0"', "1.0").replace("Desk", "2024")),
    ("card", "title: 2024\nminutes: 1.5\nreview_by: 2027-03-31\nrequired: no\nkeywords: [NO, 22:22]"),
    ("card", "title: A\nwhen: somewhere\nnot_when: [{app: a}, elsewhere]\nignore: [many-lines]"),
    ("card", 'title: A\nvideo: {url: "https://v.example.org/1", length: "1:45"}\naudience: {os: [macos]}'),
    ("card", "title: A\nwhen: {dialog_text: ['*a #*', b], control: {role: [button, link], name: 'x*'}}"),
    ("card", "title: A\nwhen: [{control: OK}, {control: [OK, Yes]}, {control: {role: tab}}]"),
    ("expect", "- window: {app: a, dialog_text: b, control: c, control_role: menu item}\n  cards: []"),
    ("contexts", "a: {app: [x, y], not: {title: '*z*'}}\nb: {when: a, not_when: [{context: a}]}\nc: [a, b]"),
    ("expect", "- window: {app: a, title: 2024}\n  cards: []"),
]
BROKEN = [
    ("bundle", MANIFEST.replace("id: desk", "id: My Desk")),
    ("bundle", MANIFEST.replace("title: Desk\n", "")),
    ("bundle", MANIFEST + "colour: red"),
    ("bundle", MANIFEST + "languages: en"),
    ("card", "keywords: a"),
    ("card", "title: A\nwen: {app: a}"),
    ("card", "title: A\nminutes: soon"),
    ("card", "title: A\nminutes: 61"),
    ("card", "title: A\nreview_by: tomorrow"),
    ("card", "title: A\nreset: hourly"),
    ("card", "title: A\nwhen: {}"),
    ("card", "title: A\nwhen: {apps: a}"),
    ("card", "title: A\nwhen: {app: []}"),
    ("card", "title: A\nwhen: {os: amiga}"),
    ("card", "title: A\nwhen: {control: {}}"),
    ("card", "title: A\nwhen: {control: {role: password}}"),
    ("card", "title: A\nwhen: {control: {rule: button}}"),
    ("expect", "- window: {app: a, control_role: knob}\n  cards: []"),
    ("card", "title: A\nignore: [too-many-lines]"),
    ("card", 'title: A\nvideo: {url: "http://v.example.org/1"}'),
    ("contexts", "a: {when: {app: a}, app: b}"),
    ("contexts", "[a, b]"),
    ("expect", "- window: {app: a}"),
    ("expect", "- window: {app: a}\n  cards: []\n  card: x"),
    ("expect", "window: {app: a}\ncards: []"),
]


@pytest.mark.parametrize(("name", "text"), GOOD)
def test_what_sidecue_accepts_passes(name: str, text: str) -> None:
    assert faults(name, read(text)) == []


@pytest.mark.parametrize(("name", "text"), BROKEN)
def test_what_is_broken_fails(name: str, text: str) -> None:
    assert faults(name, read(text)) != []


def test_an_entry_has_the_fields_of_the_language() -> None:
    entry = schemas()["card.schema.json"]["$defs"]["Entry"]["properties"]
    assert set(entry) == {*FIELDS, "context", "not"}
    for name in entry:
        value = {"os": "linux", "context": "here", "not": {"app": "a"}}.get(name, "a")
        try:
            read_condition({name: value}, None, {"here": read_condition({"app": "a"}, None, {})})
        except ConditionError as error:
            pytest.fail(f"{name}: {error}")
