"""What real applications tell: dialogs, controls, menus; and what is not asked of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.accessibility.desktop import AccessibleSession, Following, qt_app, words


@pytest.fixture
def following(session: AccessibleSession) -> Iterator[Following]:
    """Our source, told which window is active as the app tells it."""
    with Following(session) as running:
        yield running


def test_an_error_of_zenity_is_read_with_its_button(session: AccessibleSession, following: Following) -> None:
    zenity = session.show("Error", "zenity", "--error", "--text", "Cannot open printer: error 0x0000011b")
    seen = following.until_said("Cannot open printer")
    assert (seen.pid, seen.title) == (zenity.pid, "Error")
    assert seen.dialog_text == "Cannot open printer: error 0x0000011b"
    following.until_at("button", "OK")


def test_labels_are_told_in_their_order_one_a_line(session: AccessibleSession, following: Following) -> None:
    session.show("Mousepad", "mousepad")
    following.until(lambda: "Mousepad" in following.last.title)
    session.type("unsaved")
    session.key("ctrl+q")
    seen = following.until_said("Do you want to save")
    first, second = seen.dialog_text.splitlines()
    assert first == "Do you want to save the changes before closing?"
    assert second.startswith("If you don't save")
    assert "unsaved" not in seen.dialog_text


def test_items_of_a_menu_are_told_as_they_are_reached(
    session: AccessibleSession, following: Following
) -> None:
    session.show("Mousepad", "mousepad")
    following.until(lambda: "Mousepad" in following.last.title)
    session.key("alt+f")
    following.until_at("menu item", "New")
    session.key("Down")
    following.until_at("menu item", "New Window")


def test_a_message_box_of_qt_is_read(session: AccessibleSession, following: Following) -> None:
    app = qt_app(session, "error", "Disk full: ENOSPC")
    following.until(lambda: following.last.pid == app.pid)
    session.key("Tab", "Tab")
    following.until_at("button", "Export PDF")
    session.key("space")
    seen = following.until_said("Disk full: ENOSPC")
    assert (seen.pid, seen.title) == (app.pid, "Export failed")
    following.until_at("button", "OK")
    session.key("Return")
    following.until(lambda: following.last.title == "Order 17" and not following.last.dialog_text)


def test_nothing_of_a_password_field_is_read_and_no_typed_text(
    session: AccessibleSession, following: Following
) -> None:
    qt_app(session)
    following.until_at("text field", "Customer name")
    session.key("Tab")
    following.until(lambda: following.last.role == "")
    session.type("more of it")
    session.key("Tab")
    following.until_at("button", "Export PDF")
    told = repr([words(detail) for detail in following.got])
    assert all(hidden not in told for hidden in ("Secret", "hunter2", "typed text", "more of it"))


def test_what_is_typed_into_a_box_that_offers_choices_is_not_its_name(
    session: AccessibleSession, following: Following
) -> None:
    qt_app(session, "form")
    following.until_at("combo box", "Customer")
    session.type("secretword")
    session.key("Tab")
    following.until_at("spin button", "Amount")
    session.key("shift+Tab")
    following.until_at("combo box", "Customer")
    assert "secretword" not in repr([words(detail) for detail in following.got])


def test_labels_that_nobody_sees_are_not_read(session: AccessibleSession, following: Following) -> None:
    qt_app(session, "form")
    following.until_said("Seen by everybody")
    told = following.last.dialog_text
    assert "Hidden" not in told
    assert "Another page" not in told


def test_zenity_asks_for_a_password_and_its_field_stays_unread(
    session: AccessibleSession, following: Following
) -> None:
    session.show("Type your password", "zenity", "--password", "--title", "Type your password")
    following.until_said("Password")
    session.type("hunter2")
    following.rest()
    assert (following.last.role, following.last.control) == ("", "")
    assert "hunter2" not in repr([words(detail) for detail in following.got])


def test_what_runs_already_is_found_when_it_is_looked_at(session: AccessibleSession) -> None:
    session.show("Error", "zenity", "--error", "--text", "Older than we are")
    with Following() as following:
        following.rest()
        assert following.got == []
        following.session = session
        following.until_said("Older than we are")


def test_looking_elsewhere_forgets_and_looking_back_tells_again(
    session: AccessibleSession, following: Following
) -> None:
    session.show("Error", "zenity", "--error", "--text", "Read me twice")
    following.until_said("Read me twice")
    following.session = None
    following.source.look_at(None)
    told = len(following.got)
    session.key("Tab")
    following.rest()
    assert len(following.got) == told
    following.session, following._active = session, None
    following.until(lambda: len(following.got) > told and "Read me twice" in following.last.dialog_text)


def test_the_title_follows_the_windows_own(session: AccessibleSession, following: Following) -> None:
    session.show("Mousepad", "mousepad")
    following.until(lambda: following.last.title == "Untitled 1 - Mousepad")
    session.type("x")
    following.until(lambda: following.last.title == "*Untitled 1 - Mousepad")


def test_qt_tells_of_an_activation_when_it_loses_the_focus_and_is_not_believed(
    session: AccessibleSession, following: Following
) -> None:
    qt_app(session)
    following.until(lambda: following.last.title == "Order 17")
    session.show("Mousepad", "mousepad")
    following.until(lambda: "Mousepad" in following.last.title)
    following.rest()
    assert "Mousepad" in following.last.title


def test_an_application_that_closes_is_no_trouble(session: AccessibleSession, following: Following) -> None:
    for number in range(5):
        zenity = session.show(f"Error {number}", "zenity", "--error", "--title", f"Error {number}")
        window = session.active() or 0
        following.rest(0.01)
        zenity.kill()
        following.rest(0.05)
        session.wait_gone(window)
    session.show("Error", "zenity", "--error", "--text", "The last one")
    following.until_said("The last one")
    assert following.losses == []


def test_ourselves_are_left_out(session: AccessibleSession) -> None:
    app = qt_app(session)
    number = session.active() or 0
    with Following(session, own_pid=app.pid) as following:
        session.show("Error", "zenity", "--error", "--text", "Another's")
        following.until_said("Another's")
        following.session = None  # the app's own source of windows is silent about its own
        session.activate(number)
        session.key("Tab")
        following.rest()
        assert {detail.title for detail in following.got} == {"Error"}
        assert "Another's" in following.last.dialog_text


def test_it_can_be_stopped_and_begun_anew_at_once(session: AccessibleSession) -> None:
    for _ in range(3):
        with Following() as following:
            following.rest(0.2)
            assert following.losses == []
