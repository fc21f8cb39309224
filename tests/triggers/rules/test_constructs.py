"""Truth tables: one for each construct of the language, from data to match."""

from __future__ import annotations

import pytest

from tests.triggers.rules.support import holds, window
from triggers.context import Context, WindowInfo
from triggers.titles import context_of

APPS = [
    ("soffice", "soffice.bin", True),
    ("soffice.bin", "soffice", True),
    ("EXCEL", "excel.exe", True),
    ("excel.exe", "EXCEL.EXE", True),
    ("Safari.app", "Safari", True),
    ("com.apple.Safari", "com.apple.safari", True),
    ("exc*", "excel.exe", True),
    ("*.exe", "excel.exe", True),
    ("*.exe", "excel", False),
    ("wps?", "wpst", True),
    ("wps?", "wps", False),
    ("code", "codeium", False),
    ("code", "vscode", False),
    ("code|firefox", "codeium helper", False),
    ("code|firefox", "firefox", False),
    ("c.de", "code", False),
    (".*", "code", False),
    ("*", "", True),
    ("code", "", False),
]

TITLES = [
    ("*payment run*", "March Payment Run - Calc", True),
    ("payment run", "Payment Run", True),
    ("payment run", "Payment run 2", False),
    ("payment*", "the payment", False),
    ("*payment", "payment x", False),
    ("pay*run*calc", "payment run - Calc", True),
    ("pay*run*calc", "pay calc run", False),
    ("aba*aba", "aba", False),
    ("aba*aba", "abaaba", True),
    ("*a*a*", "a", False),
    ("*a*a*", "aa", True),
    ("?", "x", True),
    ("?", "", False),
    ("a?c*", "abcd", True),
    ("a?c*", "acd", False),
    ("*?x", "x", False),
    (r"\*\?\\", "*?\\", True),
    (r"100\*", "100*", True),
    (r"what\?", "what?", True),
    (r"what\?", "whats", False),
    (r"a\b", r"a\b", True),
    ("a.c", "abc", False),
    ("[ab]", "a", False),
    ("a|b", "a", False),
    ("(3) Inbox*", "(7) Inbox - Mail", True),
    ("* - Word", "*Letter - Word", True),
    ("notes [modified] — Kate", "notes — Kate", True),
    ("*straße*", "HAUPTSTRASSE 5", True),
    ("*ÉTAT*", "e\u0301tat", True),
    ("pay\u200bment", "payment", True),
    ("*two   blanks*", "two blanks", True),
    ("*", "", True),
    ("Σίσυφος", "ΣΊΣΥΦΟΣ", True),
]

EXPRESSIONS = [
    (r"run \d+", "Payment run 12", True),
    (r"Run \d+", "Payment run 12", False),
    (r"(?i)Run \d+", "Payment run 12", True),
    (r"^run", "Payment run", False),
    (r"run$", "Payment run", True),
    (r"^$", "", True),
    (r"code|firefox", "codeium helper", True),
    (r"^(?:code|firefox)$", "codeium helper", False),
    (r"\pL+é", "café", True),
    ("e\u0301", "café", True),
    (r"^x*$", "", True),
]


@pytest.mark.parametrize(("pattern", "app", "expected"), APPS)
def test_app(pattern: str, app: str, expected: bool) -> None:
    assert holds({"app": pattern}, window(app=app)) is expected


@pytest.mark.parametrize(("pattern", "title", "expected"), TITLES)
def test_title(pattern: str, title: str, expected: bool) -> None:
    assert holds({"title": pattern}, window(title=title)) is expected


@pytest.mark.parametrize(("pattern", "title", "expected"), EXPRESSIONS)
def test_title_re(pattern: str, title: str, expected: bool) -> None:
    assert holds({"title_re": pattern}, window(title=title)) is expected


@pytest.mark.parametrize(
    ("literal", "title", "expected"),
    [
        ("What * is?", "what * is?", True),
        ("What * is?", "what x is?", False),
        ("(3) Inbox", "(9) inbox", True),
        (r"C:\temp", r"c:\TEMP", True),
        ("Inbox", "Inbox 2", False),
        ("*", "*", True),
    ],
)
def test_title_is_has_no_wildcards(literal: str, title: str, expected: bool) -> None:
    assert holds({"title_is": literal}, window(title=title)) is expected


@pytest.mark.parametrize(
    "title", ["* Draft - Word", "(3) Inbox", "● a [b] (c)*", "what?", "100 % *", "  x  "]
)
def test_a_rule_written_from_a_seen_title_matches_that_window(title: str) -> None:
    assert holds({"title_is": title}, window(title=title))
    escaped = title.replace("*", r"\*").replace("?", r"\?")
    assert holds({"title": escaped}, window(title=title))


def test_app_also_means_the_window_class_and_class_means_only_that() -> None:
    sheet = window(app="soffice.bin", window_class="libreoffice-calc")
    assert holds({"app": "libreoffice-calc"}, sheet)
    assert holds({"class": "LibreOffice-*"}, sheet)
    assert not holds({"class": "soffice"}, sheet)


def test_url_is_a_glob_over_the_whole_address() -> None:
    page = window(app="firefox", url="https://erp.example.org/payments/7")
    assert holds({"url": "https://ERP.example.org/payments/*"}, page)
    assert not holds({"url": "erp.example.org"}, page)
    assert holds({"url_re": r"/payments/\d+$"}, page)
    assert not holds({"url": "*payments*"}, window(title="payments"))


@pytest.mark.parametrize(
    ("systems", "expected"), [("linux", True), ("Windows", False), (["macos", "linux"], True)]
)
def test_os(systems: object, expected: bool) -> None:
    assert holds({"os": systems}, window(os="linux")) is expected


PAY = {"app": "soffice", "title": "*pay*"}
WEB = {"app": "firefox", "url": "*erp*"}


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (window("soffice", "pay"), True),
        (window("soffice", "other"), False),
        (window("other", "pay"), False),
        (window("firefox", "pay"), False),
        (window("firefox", url="http://erp"), True),
    ],
)
def test_fields_hold_together_and_entries_are_alternatives(context: Context, expected: bool) -> None:
    assert holds([PAY, WEB], context) is expected


@pytest.mark.parametrize(
    ("not_when", "title", "expected"),
    [
        ({"title": "*archive*"}, "pay archive", False),
        ({"title": "*archive*"}, "pay", True),
        ([{"title": "*archive*"}, {"title": "*old*"}], "pay old", False),
        ({"title": "*archive*", "app": "excel"}, "pay archive", True),
    ],
)
def test_not_when(not_when: object, title: str, expected: bool) -> None:
    assert holds(PAY, window("soffice", title), not_when) is expected


def test_not_inside_an_entry_binds_to_that_entry_only() -> None:
    when = [{"app": "soffice", "not": [{"title": "*a*"}, {"title": "*b*"}]}, {"title": "*b*"}]
    assert holds(when, window("soffice", "c"))
    assert holds(when, window("soffice", "b"))
    assert not holds(when, window("soffice", "a"))


def test_an_entry_of_negation_alone_is_explicit_and_allowed() -> None:
    assert holds({"not": {"app": "excel"}}, window("word"))
    assert not holds({"not": {"app": "excel"}}, window("excel"))
    assert holds({"not": {"not": {"app": "excel"}}}, window("excel"))


def test_on_the_desk_no_address_is_known_as_the_reference_says() -> None:
    """When a source begins to supply one, the section "Entries" of docs/rules.md has to change with this."""
    page = context_of(WindowInfo(1, "firefox", "firefox", "Payments - Mozilla Firefox"))
    assert not holds({"app": "firefox", "url": "https://*"}, page)
    assert holds({"app": "firefox", "not": {"url_re": "payments"}}, page)
