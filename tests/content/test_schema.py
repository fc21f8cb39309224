from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from content.problems import Severity
from content.schema import Converter
from content.strict_yaml import parse


class Inner(msgspec.Struct, frozen=True):
    size: Annotated[int, Meta(ge=1, description="a size", examples=["3"])]


class Outer(msgspec.Struct, frozen=True):
    name: Annotated[str, Meta(min_length=1, description="a name", examples=["Anna"])]
    inner: Annotated[Inner | None, Meta(description="an inner part", examples=["{size: 3}"])] = None
    rule: Annotated[str, Meta(description="a rule")] = ""


def convert(text: str) -> tuple[Outer | None, list[tuple[int, str, str, str]]]:
    document = parse(text, "a")
    assert isinstance(document.value, dict)
    converter = Converter(document, "a", rule_fields=("rule",))
    value = converter.convert(Outer, document.value)
    return value, [(p.line, p.field, p.name, p.remedy) for p in converter.problems]


def test_good_data_becomes_the_struct() -> None:
    assert convert("name: x\ninner: {size: 3}") == (Outer("x", Inner(3)), [])


def test_a_wrong_required_field_leaves_nothing() -> None:
    assert convert("name: [x]") == (None, [(1, "name", "wrong-value", "write for example Anna")])
    assert convert("rule: x") == (None, [(1, "name", "missing-field", "write for example Anna")])


def test_a_wrong_part_of_an_optional_field_is_named_in_full() -> None:
    value, problems = convert("name: x\ninner:\n  size: 0\n  sise: 1")
    assert value == Outer("x")
    assert problems == [
        (4, "inner.sise", "unknown-field", "did you mean inner.size?"),
        (3, "inner.size", "wrong-value", "write for example 3"),
    ]


def test_an_empty_optional_field_counts_as_not_given() -> None:
    assert convert("name: x\ninner:\n") == (Outer("x"), [])


def test_a_misspelt_rule_is_an_error_and_other_unknown_fields_are_warnings() -> None:
    document = parse("name: x\nrul: y\nzzz: 1", "a")
    converter = Converter(document, "a", rule_fields=("rule",))
    assert isinstance(document.value, dict)
    converter.convert(Outer, document.value)
    assert [(p.name, p.severity) for p in converter.problems] == [
        ("rule", Severity.ERROR),
        ("unknown-field", Severity.WARNING),
    ]
    assert converter.problems[1].remedy == "known here: inner, name, rule"


def test_our_schemas_keep_within_msgspec_s_memory() -> None:
    program = (
        "import gc\n"
        "from content.bundles.builtin import accounts_team, starter\n"
        "from content.bundles.reader import read_bundle\n"
        "for root in (starter(), accounts_team()):\n"
        "    assert read_bundle(root).cards\n"
        "gc.collect()\n"
    )
    environment = os.environ | {"PYTHONMALLOC": "debug"}
    home = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=home, env=environment, capture_output=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, b"")
