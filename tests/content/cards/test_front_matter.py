from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.attention.cue import Loudness
from content.cards.model import Card, Required, Reset
from content.cards.reader import Reading
from content.problems import Problem, Severity
from tests.content.cards.conftest import Read
from triggers.rules.model import All, Field

EVERYTHING = """\
title: Before you release
when: {app: excel, title: "*payment run*"}
not_when: {title: "*archive*"}
keywords: [SEPA, NO, 22:22, SEPA]
minutes: 1.5
priority: -3
required: before-task
reset: visit
loudness: tab
review_by: 2027-03-31
owner: treasury@example.org
audience: {roles: finance, os: [linux, macos], languages: [de, en]}
language: de
video: {url: "https://video.example.org/v/81", length: 1:45}"""


def card_of(reading: Reading) -> Card:
    assert reading.card is not None, reading.problems
    return reading.card


def only(reading: Reading) -> Problem:
    (problem,) = reading.problems
    assert problem.message
    assert problem.remedy
    return problem


def test_every_field_is_read(read: Read) -> None:
    reading = read(EVERYTHING)
    card = card_of(reading)
    assert reading.problems == ()
    assert (card.title, card.keywords) == ("Before you release", ("SEPA", "NO", "22:22"))
    assert (card.minutes, card.priority) == (1.5, -3)
    assert (card.required, card.reset, card.loudness) == (Required.BEFORE_TASK, Reset.VISIT, Loudness.TAB)
    assert (card.review_by, card.owner) == (date(2027, 3, 31), "treasury@example.org")
    assert (card.roles, card.os, card.languages) == (("finance",), ("linux", "macos"), ("de", "en"))
    assert card.language == "de"
    assert card.video
    assert (card.video.url, card.video.seconds) == ("https://video.example.org/v/81", 105)
    assert card.when_line == 3


def test_a_card_with_a_title_alone_has_the_defaults(read: Read) -> None:
    card = card_of(read("title: T"))
    assert (card.when, card.keywords, card.priority, card.loudness) == (None, (), 0, Loudness.TAB)
    assert (card.required, card.reset, card.language) == (Required.NO, Reset.DAILY, "en")


def test_an_audience_of_systems_becomes_part_of_the_rule(read: Read) -> None:
    condition = card_of(read("title: T\nwhen: payments\naudience: {os: windows}")).when
    assert isinstance(condition, All)
    first = condition.parts[0]
    assert getattr(first, "field", None) is Field.OS
    assert getattr(first, "patterns", None) == ("windows",)


def test_all_problems_of_a_file_are_collected_with_their_lines(read: Read) -> None:
    fields = (
        "title: T\nkeyword: x\nminutes: soon\nreset: hourly\nvideo: {url: http://x, lenght: 1:99}\n"
        "when: {titel_re: x}"
    )
    reading = read(fields, "<b>x</b>\n\n![](gone.png)\n")
    found = [(p.line, p.field, p.name, p.severity.value) for p in reading.problems]
    assert found == [
        (3, "keyword", "unknown-field", "warning"),
        (4, "minutes", "wrong-value", "error"),
        (5, "reset", "wrong-value", "error"),
        (6, "video.lenght", "unknown-field", "warning"),
        (6, "video.url", "wrong-value", "error"),
        (7, "when.titel_re", "rule", "error"),
        (9, "", "html", "warning"),
        (11, "", "image-without-text", "warning"),
        (11, "", "broken-image", "error"),
    ]
    assert reading.card is None


def test_an_unknown_field_says_what_was_probably_meant(read: Read) -> None:
    assert only(read("title: T\nkeyword: x")).remedy == "did you mean keywords?"


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("minutes: -1", "write for example 2"),
        ("valid: soon", "write for example 12 months"),
        ("valid: 0 days", "write for example 12 months"),
        ("valid: 12", "write for example 12 months"),
        ("minutes: nan", "write for example 2"),
        ("priority: 1.5", "write for example 10"),
        ("priority: " + "9" * 5000, "write for example 10"),
        ("review_by: 31.3.2027", "write for example 2027-03-31"),
        ("review_by: 2027-02-30", "write for example 2027-03-31"),
        ("loudness: loud", "write for example tab"),
        ("keywords: {a: b}", "write for example [SEPA, treasury]"),
        ("title: [a]", "write for example Before you release a payment run"),
        ("audience: finance", "write for example {roles: [finance]}"),
        ("audience: {os: beos}", "write for example [windows, macos]"),
        ('video: {url: "javascript:alert(1)"}', 'write for example "https://video.example.org/v/81"'),
        ('video: {url: "https://"}', 'write for example "https://video.example.org/v/81"'),
        ("video: {url: https://v.example.org, length: 95}", 'write for example "1:45"'),
    ],
)
def test_a_wrong_value_says_what_to_write(read: Read, line: str, example: str) -> None:
    prefix = "" if line.startswith("title") else "title: T\n"
    reading = read(prefix + line)
    problem = only(reading)
    assert reading.card is None
    assert (problem.line, problem.name, problem.remedy) == (2 + prefix.count("\n"), "wrong-value", example)


def test_an_error_prints_as_file_line_field_message_remedy(read: Read, root: Path) -> None:
    problem = only(read("title: T\nminutes: soon"))
    file = root / "cards" / "a.md"
    assert str(problem) == (
        f'{file}:3: minutes: "soon" is not a number of minutes above 0, at most 60; write for example 2'
    )


def test_a_missing_title_is_one_problem(read: Read) -> None:
    problem = only(read("owner: x"))
    assert (problem.field, problem.message, problem.name) == ("title", "is missing", "missing-field")


def test_a_card_with_a_wrong_rule_stays_but_has_no_rule(read: Read) -> None:
    reading = read("title: T\nwhen:\n  - payments\n  - title_re: '('")
    problem = only(reading)
    assert card_of(reading).when is None
    assert (problem.line, problem.field, problem.name) == (5, "when[1].title_re", "rule")


@pytest.mark.parametrize("misspelt", ["not_wen: {app: a}", "whenn: {app: a}", "when: {app: a, app: b}"])
def test_a_rule_that_lost_a_part_never_matches(read: Read, misspelt: str) -> None:
    fields = f"title: T\n{misspelt}" if "app: b" in misspelt else f"title: T\nwhen: payments\n{misspelt}"
    reading = read(fields)
    assert card_of(reading).when is None
    assert only(reading).severity is Severity.ERROR


def test_a_rule_that_says_nothing_is_reported(read: Read) -> None:
    reading = read("title: T\nwhen:")
    assert card_of(reading).when is None
    assert only(reading).field == "when"


def test_not_when_alone_is_a_warning(read: Read) -> None:
    problem = only(read("title: T\nnot_when: {app: excel}"))
    assert (problem.field, problem.severity) == ("not_when", Severity.WARNING)


@pytest.mark.parametrize(
    ("raw", "line", "name"),
    [
        (b"title: T\n", 1, "no-front-matter"),
        (b"", 1, "no-front-matter"),
        (b"---\ntitle: T\nText\n", 1, "no-front-matter"),
        (b"---\ntitle: T\n---\n", 4, "empty-card"),
        (b"---\ntitle: T\n---\n\n  \n", 4, "empty-card"),
        (b"---\ntitle: caf\xe9\n---\nx\n", 2, "not-utf8"),
        (b"---\ntitle: T\n\tx: 1\n---\nx\n", 3, "yaml-syntax"),
        (b"---\n- title\n---\nx\n", 2, "yaml-syntax"),
        (b"---\ntitle: T\nwhen: " + b"[" * 99 + b"\n---\nx\n", 3, "too-deep"),
        (b"---\ntitle: T\n---\n" + b"x" * 100_000, 0, "too-large"),
    ],
)
def test_a_broken_file_is_one_precise_problem(read: Read, raw: bytes, line: int, name: str) -> None:
    reading = read(raw=raw)
    problem = only(reading)
    assert reading.card is None
    assert (problem.line, problem.name) == (line, name)


def test_byte_order_mark_and_windows_line_ends_change_nothing(read: Read) -> None:
    plain = read("title: T\nwhen: payments", "- [ ] one\n")
    windows = read(raw=b"\xef\xbb\xbf---\r\ntitle: T\r\nwhen: payments\r\n---\r\n- [ ] one\r\n")
    assert windows == plain


def test_a_line_of_dashes_below_the_front_matter_is_markdown(read: Read) -> None:
    assert card_of(read("title: T", "one\n\n---\n\ntwo\n")).parts[0].markdown == "one\n\n---\n\ntwo"
