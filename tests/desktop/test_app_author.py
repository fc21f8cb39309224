"""Author mode on a real desktop: a card made for a real window stands beside it once it is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.app import Event
from tests.desktop.desk import Desk
from tests.desktop.panel_eyes import PANEL, TAB
from tests.desktop.test_app_tray import middle, wait_icon
from triggers.context import Rect

pytestmark = pytest.mark.parametrize("wm", ["openbox"])

AUTHOR = "Sidecue author"
EDIT, MAKE, ENTRIES = 6, 5, 6  # in the panel's menu


def ask_by_tray(desk: Desk) -> None:
    desk.click(middle(wait_icon(desk.session)), button=3)
    desk.session.wait_for(desk.eyes.menu, "the menu of the icon")
    desk.session.key("Down", "Down", "Down", "Return")  # Open palette, Show help, Make a card


def wait_author(desk: Desk) -> Rect:
    """Wait until the window has the keyboard."""
    window = desk.eyes.wait(AUTHOR)
    desk.session.wait_for(lambda: desk.session.active() == window.id, "the author's window to be active")
    return window.frame


def offers(card: str) -> Callable[[Event], bool]:
    return lambda event: card in event["cards"]


def notes(desk: Desk) -> list[str]:
    return sorted(file.name for file in desk.profile.joinpath("notes", "cards").glob("*"))


def test_a_card_made_for_an_editors_window_stands_beside_it_once_saved(desk: Desk, tmp_path: Path) -> None:
    desk.session.start_tray("tint2")
    window = desk.editor(tmp_path / "delivery note 4711.txt")
    ask_by_tray(desk)
    wait_author(desk)
    desk.session.type("Check the delivery note")  # in place of the title, which is selected
    mark = desk.app.mark()
    desk.session.key("ctrl+s")
    desk.app.wait_event("match", mark, offers("my-notes/check-the-delivery-note"))
    assert desk.eyes.find(PANEL) is None  # it does not lie on what is being written
    desk.session.key("Escape")
    desk.eyes.wait(TAB)  # which may have been there already: it lies on nobody's text
    desk.do("toggle")
    desk.eyes.wait_boxes(False, False)
    desk.session.wait_for(lambda: desk.session.active() == window, "the editor to be active")
    assert notes(desk) == ["check-the-delivery-note.md"]
    assert desk.app.said() == ""


def test_the_window_is_the_one_the_person_was_in_when_they_asked(desk: Desk) -> None:
    """And going elsewhere while writing changes nothing about that."""
    terminal = desk.panel_for("invoice 1")
    desk.click(desk.eyes.menu_button())
    desk.click(desk.eyes.menu_entry(MAKE, of=ENTRIES))
    wait_author(desk)
    other = desk.terminal("payment 1")
    desk.session.activate(desk.eyes.wait(AUTHOR).id)
    wait_author(desk)
    desk.session.type("For invoices")
    desk.session.key("ctrl+s")
    desk.session.wait_for(lambda: notes(desk) == ["for-invoices.md"], "the card to be saved")
    text = (desk.profile / "notes" / "cards" / "for-invoices.md").read_text()
    assert '  title: "invoice *"' in text
    assert terminal.window != other.window


def test_a_card_in_the_panel_is_edited_where_it_lies(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    desk.eyes.wait_boxes(False, False, False)
    desk.click(desk.eyes.menu_button())
    desk.click(desk.eyes.menu_entry(EDIT, of=ENTRIES))
    wait_author(desk)
    desk.session.key("ctrl+End")
    desk.session.type("- [ ] One more\n")
    desk.session.key("ctrl+s", "Escape")
    desk.eyes.wait_boxes(False, False, False, False)
    assert "- [ ] One more" in (desk.bundle / "cards" / "invoice.md").read_text()
    assert notes(desk) == []


def test_what_is_not_saved_outlives_a_crash(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    desk.click(desk.eyes.menu_button())
    desk.click(desk.eyes.menu_entry(MAKE, of=ENTRIES))
    wait_author(desk)
    desk.session.type("Unfinished business")
    kept = desk.profile / "unsaved-card.json"
    desk.session.wait_for(
        lambda: kept.exists() and "Unfinished business" in kept.read_text(), "the text to be kept"
    )
    desk.app.process.kill()
    desk.app.process.wait(10)
    desk.start_again()
    desk.eyes.wait()
    desk.click(desk.eyes.menu_button())
    desk.click(desk.eyes.menu_entry(MAKE, of=ENTRIES))
    wait_author(desk)
    desk.session.key("Return", "ctrl+s")  # Go on with it
    desk.session.wait_for(lambda: notes(desk) == ["unfinished-business.md"], "the card to be saved")
    assert not kept.exists()


def test_where_notes_cannot_be_saved_the_window_says_so_and_stays(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    (desk.profile / "notes").write_text("in the way")
    desk.click(desk.eyes.menu_button())
    desk.click(desk.eyes.menu_entry(MAKE, of=ENTRIES))
    wait_author(desk)
    desk.session.type("Mine")
    before = desk.session.screenshot("author-before")
    desk.session.key("ctrl+s")
    desk.session.wait_for(
        lambda: desk.session.screenshot("author-after").read_bytes() != before.read_bytes(), "a message"
    )
    assert desk.eyes.find(AUTHOR) is not None
    assert (desk.profile / "notes").read_text() == "in the way"
    assert desk.app.said() == ""
