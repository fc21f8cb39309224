"""Rules that take in too much, are another card's, or never come first."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.bundles.checks.check import check
from content.bundles.reader import read_bundle
from content.problems import Severity
from tests.content.bundles.conftest import GOOD, TODAY, Write

NAMES = {"broad-rule", "same-rule", "shadowed-rule"}


def found(root: Path) -> list[tuple[str, str]]:
    return [(Path(p.file).stem, p.name) for p in check(read_bundle(root), TODAY) if p.name in NAMES]


def test_how_much_a_broad_rule_takes_in_is_said(root: Path, write: Write) -> None:
    file = write("a", f"{GOOD}\nwhen: {{title: '*'}}\nnot_when: {{app: nautilus}}")
    (problem,) = check(read_bundle(root), TODAY)
    assert str(problem).startswith(f"{file}:6: when: matches 39 of 40 sample windows; name the app")


def test_everything_on_one_system_is_broad(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nwhen: {{app: '*'}}\naudience: {{os: macos}}")
    (problem,) = check(read_bundle(root), TODAY)
    assert problem.message == "matches 10 of 10 sample windows of macos"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{app: [excel, soffice], title: '*pay*'}", "{title: '*PAY*', app: [soffice, excel]}"),
        ("[{app: excel}, {app: calc}]", "[{app: calc}, {app: excel}, {app: excel}]"),
        ("{app: excel, not: {title: '*x*'}}", "{app: excel, not: {title: '*x*'}}"),
    ],
)
def test_two_cards_with_one_rule(root: Path, write: Write, one: str, other: str) -> None:
    write("a", f"{GOOD}\nwhen: {one}")
    write("b", f"{GOOD}\nwhen: {other}")
    assert found(root) == [("b", "same-rule")]
    (problem,) = check(read_bundle(root), TODAY)
    assert problem.message.startswith("is the same rule as that of a,")


@pytest.mark.parametrize(
    "more", ["priority: 1", "required: before-task", "audience: {roles: a}", "audience: {os: linux}"]
)
def test_one_rule_in_a_stated_order_or_for_different_people_is_meant(
    root: Path, write: Write, more: str
) -> None:
    write("a", f"{GOOD}\nwhen: {{app: excel}}\n{more}")
    write("b", f"{GOOD}\nwhen: {{app: excel}}")
    assert ("b", "same-rule") not in found(root)


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("{app: excel, title: '*payment run*'}", "{app: excel}"),
        ("{app: excel, title: '*payment run*'}", "{app: [excel, soffice], title: '*payment*'}"),
        ("{app: excel, title_is: payment run}", "{title: 'payment*'}"),
        ("{app: excel.exe, title: a}", "{app: exc*}"),
        ("[{app: a, title: x}, {app: b, title: x}]", "{app: [a, b, c]}"),
        ("{app: excel, title_re: 'a+b'}", "{app: excel}"),
        ("{app: excel, os: linux}", "{app: excel}"),
        ("{app: excel, not: {title: '*b*'}, class: c}", "{app: excel, not: {title: '*b*'}}"),
    ],
)
def test_a_wider_rule_with_a_higher_priority_shadows(
    root: Path, write: Write, narrow: str, wide: str
) -> None:
    write("narrow", f"{GOOD}\nwhen: {narrow}")
    write("wide", f"{GOOD}\nwhen: {wide}\npriority: 5")
    assert found(root) == [("narrow", "shadowed-rule")]
    (problem,) = check(read_bundle(root), TODAY)
    assert "the rule of wide, whose priority 5 always puts it first" in problem.message


@pytest.mark.parametrize(
    ("narrow", "wide", "more"),
    [
        ("{app: excel, title: '*pay*'}", "{app: excel}", "priority: 0"),
        ("{app: excel, title: '*pay*'}", "{app: excel}", "priority: -5"),
        ("{app: excel, title: '*pay*'}", "{app: excel}", "priority: 5\nrequired: before-task"),
        ("{app: excel, title: '*pay*'}", "{app: excel}", "priority: 5\naudience: {roles: a}"),
        ("{app: excel}", "{app: excel}", "priority: 5"),
        ("{app: excel}", "{app: calc}", "priority: 5"),
        ("{app: [excel, calc]}", "{app: excel}", "priority: 5"),
        ("{title: '*pay*'}", "{title: '*payment*'}", "priority: 5"),
        ("{app: excel, title: '*a*'}", "{app: excel, not: {title: '*b*'}}", "priority: 5"),
        ("{app: excel, title_re: 'ab'}", "{app: excel, title_re: 'a'}", "priority: 5"),
    ],
)
def test_what_may_come_first_is_not_shadowed(
    root: Path, write: Write, narrow: str, wide: str, more: str
) -> None:
    write("narrow", f"{GOOD}\nwhen: {narrow}")
    write("wide", f"{GOOD}\nwhen: {wide}\n{more}")
    assert ("narrow", "shadowed-rule") not in found(root)


def test_rules_that_need_detail_are_told_once_at_the_first_as_a_note(root: Path, write: Write) -> None:
    file = write("b", f"{GOOD}\nwhen: {{app: bank, dialog_text: '*full*'}}")
    write("a", f"{GOOD}\nwhen: {{app: bank, not: {{dialog_text: '*full*'}}}}")
    (problem,) = check(read_bundle(root), TODAY)
    said = f"{file}:6: when: holds only where the setting detail is on; it is off by default"
    assert str(problem).startswith(said)
    assert (problem.name, problem.severity) == ("needs-detail", Severity.NOTE)

    write("c", f"{GOOD}\nwhen: {{url: bank.example.org}}")
    (problem,) = check(read_bundle(root), TODAY)
    assert problem.file == str(file)
    assert problem.message.endswith("is on, and so does the rule of 1 more")
    write("d", f"{GOOD}\nwhen: {{control: Send}}")
    (problem,) = check(read_bundle(root), TODAY)
    assert problem.message.endswith("is on, and so do the rules of 2 more")
