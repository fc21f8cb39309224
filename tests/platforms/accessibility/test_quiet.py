"""What is read without any event, so that applications have no work with us while nobody changes windows."""

from __future__ import annotations

import pytest

from tests.platforms.accessibility.desktop import AccessibleSession, Following, ordered_events, qt_app
from triggers.beyond import NOTHING, Beyond
from triggers.context import WindowInfo


def test_dialogs_of_gtk_are_read_without_events(session: AccessibleSession) -> None:
    with Following(session, wanted=Beyond.DIALOG) as following:
        for number in range(3):
            text = f"Cannot open printer: error 0x0000011{number}"
            zenity = session.show(
                f"Print {number}", "zenity", "--error", "--title", f"Print {number}", "--text", text
            )
            assert following.until_said(text).title == f"Print {number}"
            session.programs.end(zenity)
        assert ordered_events(following.loop) == set()


def test_dialogs_of_qt_are_read_without_events(session: AccessibleSession) -> None:
    with Following(session, wanted=Beyond.DIALOG) as following:
        app = qt_app(session, "error", "Disk full: ENOSPC")
        session.key("Tab", "Tab", "space")
        detail = following.until_said("Disk full: ENOSPC")
        assert (detail.pid, detail.control, detail.url) == (app.pid, "", "")
        session.key("Return")
        following.until(lambda: following.last.dialog_text == "")
        session.key("space")
        following.until_said("Disk full: ENOSPC")
        assert ordered_events(following.loop) == set()


def test_events_are_ordered_only_where_a_control_may_decide(session: AccessibleSession) -> None:
    with Following(session, wanted=Beyond.CONTROL | Beyond.PAGE) as following:
        qt_app(session)
        session.key("Tab")
        following.until(lambda: following.last.title.startswith("Order 17"))
        ordered = ordered_events(following.loop)
        assert "Object:StateChanged:Focused" in ordered or "object:state-changed:focused" in ordered
        assert not any("load" in name.lower() for name in ordered), "there is no page here"
        session.key("Tab")
        following.until_at("button", "Export PDF")

        following.wanted = Beyond.DIALOG
        following.rest(0.3)
        assert ordered_events(following.loop) == set()
        following.wanted = Beyond.CONTROL
        following.until_at("button", "Export PDF")


def test_while_somebody_types_nobody_listens_and_the_next_control_is_found(
    session: AccessibleSession,
) -> None:
    with Following(session, wanted=Beyond.CONTROL) as following:
        qt_app(session)
        following.until_at("text field", "Customer name")
        session.type("abcde" * 6, 0.01)
        following.until(lambda: ordered_events(following.loop) == set())
        session.key("Tab", "Tab")  # which no event tells now
        following.until_at("button", "Export PDF")
        assert ordered_events(following.loop) != set()


def test_a_click_ends_the_silence(session: AccessibleSession) -> None:
    with Following(session, wanted=Beyond.CONTROL) as following:
        session.show("Mousepad", "mousepad")
        following.until(lambda: bool(following.got))
        for _ in range(4):  # the silence gets longer each time
            session.type("abcde" * 6, 0.01)
            following.until(lambda: ordered_events(following.loop) == set())
            following.until(lambda: ordered_events(following.loop) != set())
        session.type("abcde" * 6, 0.01)
        following.until(lambda: ordered_events(following.loop) == set())
        following.source._clicked(10, 10)
        assert ordered_events(following.loop) != set()


@pytest.mark.parametrize("start", ["button", "text field"])
def test_what_has_the_focus_already_is_found(session: AccessibleSession, start: str) -> None:
    qt_app(session)
    if start == "button":
        session.key("Tab", "Tab")
    with Following(session, wanted=NOTHING) as following:
        following.rest(0.5)
        assert following.got == []
        following.wanted = Beyond.CONTROL
        following.until_at(start, {"button": "Export PDF", "text field": "Customer name"}[start])


def test_a_password_field_that_has_the_focus_already_is_no_control(session: AccessibleSession) -> None:
    qt_app(session)
    session.key("Tab")
    with Following(session, wanted=Beyond.CONTROL) as following:
        following.until(lambda: bool(following.got))
        following.rest(1)
        assert {(detail.role, detail.control) for detail in following.got} == {("", "")}
        session.key("Tab")
        following.until_at("button", "Export PDF")


def test_a_window_whose_process_nobody_tells_is_found_by_its_title(session: AccessibleSession) -> None:
    qt_app(session)
    session.show("Print", "zenity", "--error", "--title", "Print", "--text", "Cannot open printer")
    with Following(wanted=Beyond.DIALOG) as following:
        following.source.look_at(WindowInfo(1, "", "zenity", "Print"), Beyond.DIALOG)
        following.until_said("Cannot open printer")
        assert ordered_events(following.loop) == set()
