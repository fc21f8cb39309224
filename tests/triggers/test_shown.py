from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.context import Context, Detail, WindowInfo
from triggers.roles import OTHER_WORDS, ROLES
from triggers.shown import belongs, comparable, dialog_text, plain, with_detail
from triggers.titles import MAX_LENGTH

WINDOW = WindowInfo(7, "soffice", "libreoffice", "* Report.odt", 70)


@pytest.mark.parametrize(
    ("stated", "plain_text"),
    [
        ("“Bericht” – fertig…", '"Bericht" - fertig...'),
        ("l’image ‚x‘", "l'image 'x'"),
        ("« Ouvrir »", '" Ouvrir "'),
        ("−5 °C", "-5 °C"),
        ("الخطأ ٤٢", "الخطأ 42"),
        ("a\u200bb\u00a0 c", "ab c"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_toolkits_typeset_is_what_people_type(stated: str, plain_text: str) -> None:
    assert plain(stated) == plain_text


def test_a_dialog_keeps_its_lines_and_no_empty_ones() -> None:
    assert (
        dialog_text("  Save failed \r\n\n\t\u200b\nThe disk\tis full.  ") == "Save failed\nThe disk is full."
    )


def test_a_megabyte_of_dialog_is_cut() -> None:
    assert len(dialog_text("word " * 200_000)) <= MAX_LENGTH


@given(st.text(), st.text(), st.text(), st.text())
def test_what_is_comparable_stays_as_it_is(title: str, url: str, control: str, text: str) -> None:
    once = comparable(Context("a", "b", title, url, "linux", "Button ", control, text))
    assert comparable(once) == once


def test_a_window_is_joined_by_what_it_shows() -> None:
    detail = Detail(70, "Report.odt", "Button", "Save…", "Save failed\n“x”", "example.org/a")
    context = with_detail(Context("soffice", "libreoffice", "Report.odt", "", "linux"), detail)
    assert (context.app, context.title, context.os) == ("soffice", "Report.odt", "linux")
    assert (context.role, context.control) == ("button", "Save...")
    assert context.dialog_text == 'Save failed\n"x"'
    assert context.url == "https://example.org/a"


@pytest.mark.parametrize("role", ["password text", "Password field", "PASSWORD"])
def test_nothing_of_a_password_field_gets_through_whatever_a_source_says(role: str) -> None:
    context = with_detail(Context(), Detail(role=role, control="hunter2"))
    assert (context.role, context.control) == ("", "")


def test_a_role_that_rules_have_no_word_for_is_none() -> None:
    context = with_detail(Context(), Detail(role="filler", control="x"))
    assert (context.role, context.control) == ("", "x")


@pytest.mark.parametrize("typed", ["how to undo a payment", "payments", "a", "e.g. this", "why?"])
def test_words_in_an_address_bar_are_no_address(typed: str) -> None:
    assert with_detail(Context(), Detail(url=typed)).url == ""


def test_a_detail_shows_nothing_in_a_log() -> None:
    detail = Detail(1, "geheim", "button", "geheim", "geheim", "https://geheim")
    assert "geheim" not in repr(detail)
    assert "geheim" not in repr(with_detail(Context(title="geheim"), detail))


@pytest.mark.parametrize(
    ("detail", "is_its_own"),
    [
        (Detail(70, "Report.odt"), True),  # the marks of a title make no difference
        (Detail(71, "Report.odt"), False),
        (Detail(70, "Other.odt"), False),
        (Detail(None, "Report.odt"), True),
        (Detail(None, ""), False),
    ],
)
def test_what_belongs_to_a_window_has_its_process_and_its_title(detail: Detail, is_its_own: bool) -> None:
    assert belongs(detail, WINDOW) is is_its_own


def test_windows_without_a_title_are_told_apart_by_their_process_alone() -> None:
    assert belongs(Detail(70, ""), WindowInfo(7, "a", "", "", 70))
    assert not belongs(Detail(70, ""), WindowInfo(7, "a", "", "", None))


def test_there_is_no_word_for_a_password_field_and_hints_lead_to_words_there_are() -> None:
    assert not any("password" in role for role in ROLES)
    assert set(OTHER_WORDS.values()) <= set(ROLES)
    assert all(role == plain(role).casefold() for role in ROLES)
