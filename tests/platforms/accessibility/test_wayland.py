"""Small applications under Wayland: what they tell belongs to the windows that the compositor tells of."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.platforms.accessibility.desktop import NOBODY, words
from tests.platforms.accessibility.wayland import AccessibleSway, Joined
from tests.platforms.watching import Watching
from triggers.sources.accessibility import AccessibilitySource
from triggers.sources.base import NothingFocused

QT_APP = str(Path(__file__).with_name("qt_app.py"))


def test_an_error_of_zenity_is_read(sway: AccessibleSway, joined: Joined) -> None:
    zenity = sway.spawn("zenity", "--error", "--text", "Cannot open printer: error 0x0000011b")
    seen = joined.until_said("Cannot open printer")
    assert (seen.pid, seen.dialog_text) == (zenity.pid, "Cannot open printer: error 0x0000011b")


def test_a_title_that_changes_and_a_dialog_that_is_killed_are_followed(
    sway: AccessibleSway, joined: Joined
) -> None:
    sway.spawn("mousepad")
    joined.until_title("Untitled 1 - Mousepad")
    sway.type("unsaved")
    joined.until_title("*Untitled 1 - Mousepad")
    sway.spawn("zenity", "--question", "--text", "Really?")
    joined.until_said("Really?")
    sway.ask("kill")
    joined.until(lambda: "Mousepad" in joined.last.title and not joined.last.dialog_text)
    assert "unsaved" not in repr([words(detail) for detail in joined.got])


def test_an_item_of_a_menu_of_gtk_is_told_as_it_is_reached(sway: AccessibleSway, joined: Joined) -> None:
    sway.spawn("mousepad")
    joined.until_title("Mousepad")
    sway.keys("alt+f", "Down", "Down")
    joined.until_at("menu item", "New")


def test_a_message_box_of_qt_is_read_and_no_password(sway: AccessibleSway, joined: Joined) -> None:
    app = sway.spawn(sys.executable, QT_APP, "error", "Disk full: ENOSPC", env={"QT_QPA_PLATFORM": "wayland"})
    joined.until_title("Order 17")
    joined.until_at("text field", "Customer name")
    sway.press("Tab")
    sway.press("Tab")
    joined.until_at("button", "Export PDF")
    sway.press("space")
    seen = joined.until_said("Disk full: ENOSPC")
    assert (seen.pid, seen.title) == (app.pid, "Export failed")
    joined.until_at("button", "OK")
    sway.press("Return")
    joined.until(lambda: joined.last.title == "Order 17" and not joined.last.dialog_text)
    told = repr([words(detail) for detail in joined.got])
    assert not any(secret in told for secret in ("hunter2", "Secret of the vault", "typed text"))


def test_the_source_by_accessibility_follows_windows_if_nothing_better_exists(
    sway: AccessibleSway,
) -> None:
    with Watching(lambda loop: AccessibilitySource(loop, NOBODY, lambda: True)) as watching:
        qt = sway.spawn(sys.executable, QT_APP, env={"QT_QPA_PLATFORM": "wayland"})
        assert watching.until_title("Order 17").pid == qt.pid
        mousepad = sway.spawn("mousepad")
        assert watching.until_title("Untitled 1 - Mousepad").pid == mousepad.pid
        sway.type("x")
        watching.until_title("*Untitled 1 - Mousepad")
        sway.focus("Order 17")
        watching.until_title("Order 17")
        sway.ask('[app_id="mousepad"] focus')
        watching.until_title("*Untitled 1 - Mousepad")
        assert watching.window.app == "mousepad"
        mousepad.kill()
        watching.until_title("Order 17")
        qt.kill()
        watching.until_state(NothingFocused())
