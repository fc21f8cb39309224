from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from content.bundles.check import CHECKS, check
from content.bundles.reader import read_bundle
from content.problems import Severity
from tests.content.bundles.conftest import Write

TODAY = date(2026, 11, 21)
GOOD = "owner: x\nkeywords: x"


def items(count: int) -> str:
    return "".join(f"- [ ] {number}\n" for number in range(count))


def steps(count: int) -> str:
    return "".join(f"1. {number}\n" for number in range(count))


@pytest.mark.parametrize(
    ("fields", "body", "line", "name"),
    [
        ("keywords: x", "x", 2, "no-owner"),
        (f"{GOOD}\nreview_by: 2026-11-20", "x", 5, "review-overdue"),
        (GOOD, items(10), 1, "many-lines"),
        (GOOD, items(12), 1, "many-lines"),
        (GOOD, steps(10), 1, "many-lines"),
        (GOOD, items(13), 1, "too-many-lines"),
        (GOOD, steps(13), 1, "too-many-lines"),
        (f"{GOOD}\nvideo:\n  url: https://v.example.org", "x", 5, "video-without-length"),
        ("owner: x", "x", 2, "unreachable"),
    ],
)
def test_a_finding_has_its_name_and_line(
    root: Path, write: Write, fields: str, body: str, line: int, name: str
) -> None:
    file = write("a", fields, body)
    (problem,) = check(read_bundle(root), TODAY)
    assert (problem.file, problem.line, problem.name) == (str(file), line, name)
    assert problem.message
    assert problem.remedy


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (GOOD, items(9)),
        (f"{GOOD}\nreview_by: 2026-11-21", "x"),
        ("owner: x\nwhen: {app: a}", "x"),
        (f'{GOOD}\nvideo: {{url: "https://v.example.org", length: 0:30}}', ""),
    ],
)
def test_a_good_card_has_none(root: Path, write: Write, fields: str, body: str) -> None:
    write("a", fields, body)
    assert check(read_bundle(root), TODAY) == []


def test_the_reader_s_problems_come_too_and_all_are_in_order(root: Path, write: Write) -> None:
    write("b", "minutes: x")
    write("a", "colour: red")
    found = [(Path(p.file).name, p.line, p.name) for p in check(read_bundle(root), TODAY)]
    assert found == [
        ("a.md", 2, "no-owner"),
        ("a.md", 2, "unreachable"),
        ("a.md", 3, "unknown-field"),
        ("b.md", 3, "wrong-value"),
    ]


@pytest.mark.parametrize("rule", ["when: {title_re: '('}", "when:", "when: nowhere", "wen: {app: a}"])
def test_a_broken_rule_is_not_called_missing_as_well(root: Path, write: Write, rule: str) -> None:
    write("a", f"owner: x\n{rule}", "x")
    (problem,) = check(read_bundle(root), TODAY)
    assert problem.severity is Severity.ERROR


def test_an_exception_without_a_rule_is_no_rule(root: Path, write: Write) -> None:
    write("a", "owner: x\nnot_when: {app: a}", "x")
    assert {problem.name for problem in check(read_bundle(root), TODAY)} == {
        "rule-without-when",
        "unreachable",
    }


def test_only_a_list_that_nobody_finishes_is_an_error() -> None:
    assert [named.name for named in CHECKS if named.severity is Severity.ERROR] == ["too-many-lines"]
    assert len({named.name for named in CHECKS}) == len(CHECKS)


def test_the_names_in_use_are_those_that_are_documented() -> None:
    home = Path(__file__).parents[3]
    text = (home / "docs" / "formats.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`[a-z0-9`, -]+`) \| (?:error|warning) ", text, re.MULTILINE)
    documented = {name for cell in cells for name in re.findall(r"[a-z0-9-]+", cell)}
    sources = "".join(file.read_text(encoding="utf-8") for file in (home / "content").rglob("*.py"))
    assert {name for name in documented if f'"{name}"' not in sources} == set()
    assert {named.name for named in CHECKS} | set(re.findall(r'name="([a-z0-9-]+)"', sources)) <= documented
