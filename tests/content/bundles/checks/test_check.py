"""`bundle check` as a whole: which findings, in which files and lines, in which order, and which not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.bundles.checks.catalogue import entries
from content.bundles.checks.check import CHECKS, check
from content.bundles.pack import pack
from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.problems import Severity
from content.progress import NoProgress
from tests.content.bundles.conftest import GOOD, TODAY, Write


def items(count: int) -> str:
    return "".join(f"- [ ] {number}\n" for number in range(count))


def steps(count: int) -> str:
    return "".join(f"1. {number}\n" for number in range(count))


@pytest.mark.parametrize(
    ("fields", "body", "line", "name"),
    [
        ("keywords: x\nreview_by: 2099-12-31", "x", 2, "no-owner"),
        ("keywords: x\nowner: x", "x", 2, "no-review-date"),
        ("owner: x\nkeywords: x\nreview_by: 2026-11-20", "x", 5, "review-overdue"),
        (GOOD, items(10), 1, "many-lines"),
        (GOOD, items(12), 1, "many-lines"),
        (GOOD, steps(10), 1, "many-lines"),
        (GOOD, items(13), 1, "too-many-lines"),
        (GOOD, steps(13), 1, "too-many-lines"),
        (f"{GOOD}\nvideo:\n  url: https://v.example.org", "x", 6, "video-without-length"),
        ("owner: x\nreview_by: 2099-12-31", "x", 2, "unreachable"),
        (f"{GOOD}\nminutes: 1", "word " * 239, 6, "longer-than-stated"),
        (f"{GOOD}\nwhen:\n  title: '*'", "x", 6, "broad-rule"),
        (f"{GOOD}\nwhen:\n- title_re: '(?!x)'", "x", 7, "not-re2"),
        (f"{GOOD}\ncolour: red", "x", 6, "unknown-field"),
        (GOOD, "One\n\nghp_" + 36 * "a", 9, "secret"),
        (GOOD, "![](media/a.png)", 7, "broken-image"),
    ],
)
def test_a_finding_has_its_name_and_line(
    root: Path, write: Write, fields: str, body: str, line: int, name: str
) -> None:
    file = write("a", fields, body)
    problem = next(problem for problem in check(read_bundle(root), TODAY) if problem.name == name)
    assert (problem.file, problem.line) == (str(file), line)
    assert problem.message
    assert problem.remedy
    assert problem.severity is entries()[name].severity


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (GOOD, items(9)),
        ("owner: x\nkeywords: x\nreview_by: 2026-11-21", "x"),
        ("owner: x\nreview_by: 2099-12-31\nwhen: {app: a}", "x"),
        (f'{GOOD}\nvideo: {{url: "https://v.example.org", length: 0:30}}', ""),
        (f"{GOOD}\nminutes: 1", "word " * 238),
    ],
)
def test_a_good_card_has_none(root: Path, write: Write, fields: str, body: str) -> None:
    write("a", fields, body)
    assert check(read_bundle(root), TODAY) == []


def test_the_reader_s_problems_come_too_and_all_are_in_order(root: Path, write: Write) -> None:
    write("b", "minutes: x")
    write("a", "colour: red\nreview_by: 2099-12-31")
    found = [(Path(p.file).name, p.line, p.name) for p in check(read_bundle(root), TODAY)]
    assert found == [
        ("a.md", 2, "no-owner"),
        ("a.md", 2, "unreachable"),
        ("a.md", 3, "unknown-field"),
        ("b.md", 3, "wrong-value"),
    ]


@pytest.mark.parametrize("rule", ["when: {title_re: '('}", "when:", "when: nowhere", "wen: {app: a}"])
def test_a_broken_rule_is_not_called_missing_as_well(root: Path, write: Write, rule: str) -> None:
    write("a", f"owner: x\nreview_by: 2099-12-31\n{rule}", "x")
    (problem,) = check(read_bundle(root), TODAY)
    assert problem.severity is Severity.ERROR


def test_an_exception_without_a_rule_is_no_rule(root: Path, write: Write) -> None:
    write("a", "owner: x\nreview_by: 2099-12-31\nnot_when: {app: a}", "x")
    assert {problem.name for problem in check(read_bundle(root), TODAY)} == {
        "rule-without-when",
        "unreachable",
    }


def test_a_period_without_a_duty_has_no_effect(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nvalid: 12 months", items(2))
    write("b", f"{GOOD}\nvalid: 12 months\nrequired: before-task", items(2))
    (problem,) = check(read_bundle(root), TODAY)
    assert (Path(problem.file).name, problem.name, problem.field) == (
        "a.md",
        "valid-without-required",
        "valid",
    )


def test_rule_tests_that_cannot_be_used_are_found_too(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nwhen: {{app: a}}")
    file = root / "expect.yaml"
    file.write_text("- window: {app: a}\n  cards: [b]\n")
    (problem,) = check(read_bundle(root), TODAY)
    assert (problem.file, problem.line, problem.name) == (str(file), 2, "unknown-card")


def test_each_check_has_a_name_of_its_own_that_is_described_with_its_severity() -> None:
    assert len({one.name for one in CHECKS}) == len(CHECKS)
    for one in CHECKS:
        assert entries()[one.name].severity is one.severity


@pytest.mark.parametrize("ignore", ["[many-lines, html]", "\n- many-lines\n- html"])
def test_a_card_ignores_the_warnings_that_it_names(root: Path, write: Write, ignore: str) -> None:
    write("a", f"{GOOD}\nignore: {ignore}", items(10) + "\n<b>x</b>")
    write("b", f"{GOOD}\nignore: html", "<b>x</b>")
    assert check(read_bundle(root), TODAY) == []


def test_ignoring_concerns_the_card_itself_alone(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nignore: many-lines", items(10))
    other = write("b", GOOD, items(10))
    (problem,) = check(read_bundle(root), TODAY)
    assert (problem.file, problem.name) == (str(other), "many-lines")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("many-lines", "many-lines is not found in this card; delete it from the list"),
        ("many-line", "many-line is not the name of a warning; did you mean many-lines?"),
        ("zzz", "zzz is not the name of a warning; errors have to be put right; see docs/checks.md"),
    ],
)
def test_a_name_that_ignores_nothing_is_a_warning(root: Path, write: Write, name: str, said: str) -> None:
    file = write("a", f"{GOOD}\nignore: {name}", "x")
    (problem,) = check(read_bundle(root), TODAY)
    assert str(problem) == f"{file}:6: ignore: {said}"
    assert (problem.name, problem.severity) == ("useless-ignore", Severity.WARNING)


def test_an_error_cannot_be_ignored(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nignore: too-many-lines", items(13))
    assert [problem.name for problem in check(read_bundle(root), TODAY)] == [
        "too-many-lines",
        "useless-ignore",
    ]


def test_warnings_of_a_broken_card_can_be_ignored_too(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nminutes: x\nignore: html", "<b>x</b>")
    assert [problem.name for problem in check(read_bundle(root), TODAY)] == ["wrong-value"]


def test_translations_are_looked_at_for_what_they_say_themselves(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nminutes: 1\nlanguage: de", "Kurz.")
    translated = root / "cards" / "a.en.md"
    translated.write_text("---\ntitle: A\n---\n" + "word " * 239)
    found = [(problem.file, problem.name) for problem in check(read_bundle(root), TODAY)]
    assert found == [(str(translated), "longer-than-stated")]


def test_what_a_card_lacks_is_said_once_and_not_of_its_translations(root: Path, write: Write) -> None:
    card = write("a", "language: de", "Kurz.")
    (root / "cards" / "a.en.md").write_text("---\ntitle: A\n---\nShort.\n")
    found = [(problem.file, problem.name) for problem in check(read_bundle(root), TODAY)]
    assert found == [(str(card), name) for name in ("no-owner", "no-review-date", "unreachable")]


def test_a_translation_ignores_what_its_card_ignores(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nlanguage: de\nignore: many-lines", items(10))
    (root / "cards" / "a.en.md").write_text("---\ntitle: A\n---\n" + items(10))
    assert check(read_bundle(root), TODAY) == []


def test_a_packed_bundle_has_the_findings_of_its_folder(root: Path, write: Write, tmp_path: Path) -> None:
    write("a", "colour: red\nwhen: {title: '*'}", items(10))
    package = tmp_path / "desk.cue"
    package.write_bytes(pack(read_bundle(root), open_files(root), NoProgress()).data)
    in_folder = [(problem.line, problem.name) for problem in check(read_bundle(root), TODAY)]
    assert [(problem.line, problem.name) for problem in check(read_bundle(package), TODAY)] == in_folder
    assert len(in_folder) == 5


@given(
    st.text("abi:[]{}'\"\n #-*ignore,when\u00e9", max_size=60),
    st.text("-[] x1.\n#*`:@passwordeyJ", max_size=80),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_card_stops_the_check(root: Path, fields: str, body: str) -> None:
    file = root / "cards" / "a.md"
    file.write_text(f"---\ntitle: A\n{fields}\n---\n{body}\n", encoding="utf-8")
    for problem in check(read_bundle(root), TODAY):
        assert problem.name in entries()
        assert problem.line >= 0


@pytest.mark.parametrize(
    "unit", ["password:", "eyJ-", "a.", "-----BEGIN A ", "a:", "AB12 ", "4111 ", "password: 1a"]
)
def test_a_text_made_to_keep_a_search_busy_does_not(root: Path, write: Write, unit: str) -> None:
    write("a", GOOD)
    (root / "contexts.yaml").write_text("# " + unit * (900_000 // len(unit)))
    assert len(check(read_bundle(root), TODAY)) < 900_000
