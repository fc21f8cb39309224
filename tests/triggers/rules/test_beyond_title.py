"""Conditions on what a window shows beyond its title, with the examples of docs/rules.md."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triggers.rules.support import fields, holds, problems, rule
from triggers.beyond import NOTHING, Beyond
from triggers.context import Context
from triggers.rules.language import read_condition
from triggers.rules.matcher import Matcher
from triggers.rules.model import BEYOND_TITLE, Rule
from triggers.shown import comparable


def dialog(text: str, app: str = "soffice") -> Context:
    return comparable(Context(app=app, title="Error", dialog_text=text))


def control(name: str, role: str = "") -> Context:
    return comparable(Context(app="gimp", title="Untitled", control=name, role=role))


def page(url: str) -> Context:
    return comparable(Context(app="firefox", title="Payments", url=url))


FULL = "Save failed\nThe file “Run 12.ods” could not be saved.\nError 0x8007000E"


@pytest.mark.parametrize(
    ("pattern", "holds_there"),
    [
        ("*could not be saved*", True),
        ("save failed", True),  # a whole line
        ("The file * could not be saved.", True),
        ('*"Run 12.ods"*', True),  # quotes as they are typed
        ("*“Run 12.ods”*", True),
        ("*failed the file*", True),  # a line break is a blank
        ("Save failed * Error #", True),
        ("could not be saved", False),
        ("*could not be opened*", False),
    ],
)
def test_a_pattern_covers_the_whole_text_or_a_line_of_it(pattern: str, holds_there: bool) -> None:
    assert holds({"dialog_text": pattern}, dialog(FULL)) is holds_there


@pytest.mark.parametrize(
    "number",
    [
        "7", "12", "1,024", "1.024,50", "1 024", "3.11.4", "12:30", "-2147024882", "+5", "80070005",
        "8007000E", "0x0000011b", "0X8007000E", "c0000005", "DEADBEEF1", "٤٢",
    ],
)  # fmt: skip
def test_a_hash_stands_for_any_number_or_hex_code(number: str) -> None:
    assert holds({"dialog_text": "Error #"}, dialog(f"Error {number}"))
    assert holds({"dialog_text": "*(code: #)*"}, dialog(f"It failed (code: {number}) again"))


@pytest.mark.parametrize("word", ["", "unknown", "face", "x12", "E_12", "12 files", "#"])
def test_a_hash_stands_for_nothing_else(word: str) -> None:
    assert not holds({"dialog_text": "Error #"}, dialog(f"Error {word}"))


def test_what_stands_around_a_number_stays_text() -> None:
    family: Any = {"dialog_text": ["ORA-#: *", "E_#", "KB#", "Zeile #, Spalte #"]}
    for text in ("ORA-01017: invalid username", "E_1234", "KB5034441", "Zeile 3, Spalte 14"):
        assert holds(family, dialog(text))


def test_a_code_that_is_written_out_is_that_code_alone() -> None:
    exact = {"dialog_text": "*0x8007000e*"}
    assert holds(exact, dialog(FULL))
    assert not holds(exact, dialog(FULL.replace("0x8007000E", "0x80070005")))


def test_a_hash_after_a_backslash_is_itself_and_so_it_is_in_every_other_field() -> None:
    assert holds({"dialog_text": r"*Issue \#12*"}, dialog("See Issue #12 for more"))
    assert not holds({"dialog_text": r"*Issue \#*"}, dialog("See Issue 12"))
    assert holds({"control": "Sheet #1"}, control("Sheet #1"))
    assert not holds({"control": "Sheet #"}, control("Sheet 1"))
    assert not holds({"title": "Error #"}, comparable(Context(title="Error 5")))


def test_an_expression_is_found_anywhere_in_the_text() -> None:
    assert holds({"dialog_text_re": "(?i)FAILED the file"}, dialog(FULL))
    assert holds({"dialog_text_re": r"0x[0-9A-F]{8}$"}, dialog(FULL))
    assert not holds({"dialog_text_re": "^The file"}, dialog(FULL))


@pytest.mark.parametrize(
    "asked",
    [
        {"dialog_text": "*"},
        {"dialog_text": ["*", "x"]},
        {"dialog_text_re": "^$"},
        {"dialog_text_re": ".*"},
        {"url": "*"},
        {"url_re": "^$"},
        {"control": "*"},
        {"control": {"name": "*"}},
        {"control": {"role": "button"}},
    ],
)
def test_where_nobody_tells_nothing_holds_and_a_negation_does(asked: dict[str, Any]) -> None:
    bare = Context(app="soffice", title="Error")
    assert not holds(asked, bare)
    assert holds({"app": "soffice"}, bare, asked)


def test_any_dialog_is_a_star() -> None:
    assert holds({"dialog_text": "*"}, dialog("Really?"))


def test_a_control_is_its_name_or_its_role_or_both() -> None:
    export = control("Export as…", "menu item")
    assert holds({"control": "Export*"}, export)
    assert holds({"control": "export as..."}, export)
    assert holds({"control": {"role": "menu item"}}, export)
    assert holds({"control": {"role": ["button", "Menu Item"], "name": ["Save*", "Export*"]}}, export)
    assert not holds({"control": {"role": "button", "name": "Export*"}}, export)
    assert not holds({"control": {"role": "menu item", "name": "Save"}}, export)


@pytest.mark.parametrize(
    "pattern",
    [
        "https://erp.example.org/payments/7",
        "https://erp.example.org/payments/*",
        "erp.example.org/payments/*",
        "ERP.example.org/*",
        "*/payments/7",
        "*://erp.example.org/*",
        "https://erp.example.org/payments/7/",
    ],
)
@pytest.mark.parametrize(
    "url",
    [
        "https://erp.example.org/payments/7",
        "https://erp.example.org/payments/7/",
        "erp.example.org/payments/7",
        "https://ana:pw@erp.example.org/payments/7",
    ],
)
def test_an_address_is_matched_however_the_browser_spells_it(pattern: str, url: str) -> None:
    assert holds({"url": pattern}, page(url))


def test_an_address_is_not_matched_inside_another() -> None:
    assert not holds({"url": "erp.example.org/*"}, page("https://evil.example/?erp.example.org/"))
    assert not holds({"url": "https://erp.example.org/pay"}, page("https://erp.example.org/pay?id=1"))
    assert not holds({"url_re": "ana|secret"}, page("https://ana:secret@erp.example.org/pay"))
    assert holds({"url_re": "^https://erp"}, page("ERP.example.org/pay"))


@pytest.mark.parametrize(
    ("wrong", "field", "hint"),
    [
        ({"control": {}}, "when.control", "role, its name"),
        ({"control": {"role": "buton"}}, "when.control.role", 'did you mean "button"'),
        ({"control": {"role": "checkbox"}}, "when.control.role", 'did you mean "check box"'),
        ({"control": {"role": "push button"}}, "when.control.role", 'did you mean "button"'),
        ({"control": {"role": "zzz"}}, "when.control.role", "write one of button"),
        ({"control": {"role": "password text"}}, "when.control.role", "remove it"),
        ({"control": {"role": 3}}, "when.control.role", "quotes"),
        ({"control": {"rule": "button"}}, "when.control.rule", "role, name"),
        ({"control": [{"role": "button"}]}, "when.control[0]", "plain list"),
        ({"control": []}, "when.control", "add a value"),
        ({"dialog_text": ""}, "when.dialog_text", "write what should match"),
        ({"dialog_text": "#" + " #" * 40}, "when.dialog_text", "use one *"),
        ({"dialog_text_re": "(?=x)"}, "when.dialog_text_re", "another field"),
        ({"dialog": "x"}, "when.dialog", "dialog_text"),
        ({"button": "x"}, "when.button", "control"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(wrong: dict[str, Any], field: str, hint: str) -> None:
    assert fields(wrong) == [field]
    assert hint in problems(wrong)[0].remedy


def test_explanations_never_quote_what_the_window_shows() -> None:
    secret = "Zwölfsekundenwort"
    context = comparable(
        Context("soffice", "", "t", f"https://{secret}.org/", "linux", "button", secret, f"{secret} 5")
    )
    asked: list[Any] = [
        {"dialog_text": "x"},
        {"dialog_text": f"{secret} 5"},
        {"dialog_text_re": "y"},
        {"control": f"{secret}"},
        {"control": {"role": "link", "name": "b*"}},
        {"url": f"https://{secret}.org/"},
        {"url": "z*"},
    ]
    rules = [rule(when, card=str(number)) for number, when in enumerate(asked)]
    told = {one.rule.card: one.because for one in Matcher(rules).explain(context)}
    assert told["0"] == 'dialog text does not match "x"'
    assert told["1"] == "dialog text is the one the rule names"
    assert told["3"] == "control is the one the rule names"
    assert told["4"] == 'control\'s role is "button", not "link"'
    assert not any(secret.casefold() in because.casefold() for because in told.values())


def test_it_is_said_that_nobody_tells() -> None:
    (told,) = Matcher([rule({"dialog_text": "x"})]).explain(Context(app="soffice"))
    assert told.because == 'dialog text is unknown here, and has to be "x"'


def test_specificity_counts_tests_and_literal_characters() -> None:
    family, exact, either = (
        rule({"dialog_text": "*error #*"}, card="family"),
        rule({"dialog_text": "*error 12*"}, card="exact"),
        rule({"control": {"role": "button", "name": "OK"}}, card="control"),
    )
    context = comparable(Context(role="button", control="OK", dialog_text="Fatal error 12."))
    found = Matcher([family, exact, either]).match(context)
    assert [(match.rule.card, match.specificity) for match in found] == [
        ("control", (2, 8)),
        ("exact", (1, 8)),
        ("family", (1, 6)),
    ]


def test_a_matcher_knows_what_its_rules_ask_about() -> None:
    assert Matcher([rule({"app": "a", "title": "b"})]).fields.isdisjoint(BEYOND_TITLE)
    assert not Matcher([rule({"app": "a"}, {"control": "b"})]).fields.isdisjoint(BEYOND_TITLE)


@pytest.mark.parametrize(
    ("condition", "app", "title", "wanted"),
    [
        ({"app": "gimp", "title": "a"}, "gimp", "a", NOTHING),
        ({"app": "gimp", "control": "Crop"}, "gimp", "Untitled", Beyond.CONTROL),
        ({"app": "gimp", "control": "Crop"}, "mousepad", "Untitled", NOTHING),
        ({"app": "gim*", "control": {"role": "button", "name": "Crop"}}, "gimp", "Untitled", Beyond.CONTROL),
        ({"dialog_text": "*full*"}, "anything", "", Beyond.DIALOG),
        ({"app": "a", "title": "*order*", "url": "*"}, "a", "An order", Beyond.PAGE),
        ({"app": "a", "title": "*order*", "url": "*"}, "a", "An invoice", NOTHING),
        ({"app": "a", "dialog_text": "b", "control": "c"}, "a", "", Beyond.DIALOG | Beyond.CONTROL),
        ({"app": "a", "not": {"control": "c"}}, "a", "", Beyond.CONTROL),
        ({"app": "a", "not": {"control": "c"}}, "b", "", NOTHING),
        ({"not": {"app": "a", "control": "c"}}, "b", "", Beyond.CONTROL),  # more than needed, never less
    ],
)
def test_a_matcher_knows_what_could_decide_a_rule_in_a_window(
    condition: dict[str, Any], app: str, title: str, wanted: Beyond
) -> None:
    others = [rule({"app": "other", "url": "*"}), rule({"title": "nowhere"})]
    assert Matcher([*others, rule(condition)]).wanted(Context(app=app, title=title)) == wanted


def test_ten_thousand_dialogs_are_found_by_their_pieces() -> None:
    made = [
        Rule(str(number), "", read_condition({"dialog_text": f"*failure {number} of #*"}, None, {}))
        for number in range(10_000)
    ]
    found = Matcher(made).match(dialog("a\nb\nIt was failure 77 of 0x99 today"))
    assert [match.rule.card for match in found] == ["77"]


@given(st.text(max_size=60), st.text(alphabet="ab #*?\\\n0xé“", min_size=1, max_size=20))
def test_whatever_is_written_and_shown_there_is_an_answer(text: str, pattern: str) -> None:
    if pattern.strip():
        assert holds({"dialog_text": pattern}, dialog(text)) in (True, False)


@given(st.text(alphabet="ab 12\n“é", max_size=40).filter(lambda text: text.strip()))
def test_a_text_fits_itself(text: str) -> None:
    shown = dialog(text)
    for line in shown.dialog_text.split("\n"):
        assert holds({"dialog_text": line}, shown)
    assert holds({"dialog_text": text}, shown)


@given(st.integers(), st.integers(0, 2**64))
def test_every_number_and_every_code_is_a_number(number: int, code: int) -> None:
    for text in (str(number), f"{number:,}", f"{code:x}", f"{code:#010x}", f"{code:08X}"):
        if any(digit.isdigit() for digit in text):
            assert holds({"dialog_text": "x # y"}, dialog(f"x {text} y"))
