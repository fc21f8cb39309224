"""Flapping is calm: what comes and goes in the person's windows lets panel and tab neither blink nor move."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from Xlib import X

from tests.desktop.desk import PAYMENT, Desk, write_card
from tests.desktop.panel_eyes import PANEL, TAB
from tests.desktop.xsession import XSession
from triggers.xdisplay import XConnection
from triggers.xwindows import activate_window

PER_SECOND = 60


class Stage:
    """Counts how often windows of ours are shown, hidden, moved or sized, as the X server sees it."""

    def __init__(self, session: XSession, *windows: int) -> None:
        self._x = XConnection(session.display)
        self._counts = {X.MapNotify: 0, X.UnmapNotify: 0, X.ConfigureNotify: 0}
        for window in windows:
            self._x.window(window).change_attributes(event_mask=X.StructureNotifyMask)
        self._x.sync()

    def close(self) -> None:
        """Count no more."""
        self._x.close()

    def counts(self) -> tuple[int, int, int]:
        """How often something was shown, hidden, and put elsewhere since the beginning."""
        self._x.sync()
        for event in self._x.events():
            if event.type in self._counts:
                self._counts[event.type] += 1
        return self._counts[X.MapNotify], self._counts[X.UnmapNotify], self._counts[X.ConfigureNotify]


def both_windows(desk: Desk) -> tuple[int, int]:
    """The panel and the tab, after each was shown once; the panel is left open, at the person's wish."""
    panel = desk.eyes.wait(PANEL).id
    desk.do("toggle")
    tab = desk.eyes.wait(TAB).id
    desk.do("toggle")
    desk.eyes.wait(PANEL)
    desk.eyes.wait_gone(TAB)
    return panel, tab


def painted(desk: Desk, mark: float) -> int:
    return sum(event["event"] == "cue_painted" and event["t"] >= mark for event in desk.app.read_trace())


def test_a_title_that_changes_sixty_times_a_second_moves_nothing(desk: Desk) -> None:
    terminal = desk.panel_for("invoice 1")
    windows = both_windows(desk)
    time.sleep(0.5)
    mark = desk.app.mark()
    with closing(Stage(desk.session, *windows)) as stage:
        for number in range(3 * PER_SECOND):
            terminal.set_title(f"invoice {number}")
            time.sleep(1 / PER_SECOND)
        assert stage.counts() == (0, 0, 0)
    assert painted(desk, mark) == 0


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_title_that_matches_every_other_time_hides_and_shows_twice_at_most(desk: Desk) -> None:
    terminal = desk.panel_for("invoice 1")
    windows = both_windows(desk)
    time.sleep(0.5)
    with closing(Stage(desk.session, *windows)) as stage:
        for number in range(3 * PER_SECOND):
            terminal.set_title(f"nothing {number}" if number % 2 else f"invoice {number}")
            time.sleep(1 / PER_SECOND)
        shown, hidden, _ = stage.counts()
    assert shown <= 2
    assert hidden <= 2


def test_dialogs_that_open_and_close_at_once_leave_the_panel_where_it_is(desk: Desk) -> None:
    other = desk.terminal("nothing", "40x8+700+400")
    invoice = desk.panel_for("invoice 1")
    windows = both_windows(desk)
    box = desk.eyes.wait_boxes(False, False, False)[0]
    desk.click((box.x, box.y))
    desk.eyes.wait_boxes(True, False, False)
    time.sleep(0.5)
    with closing(Stage(desk.session, *windows)) as stage:
        for _ in range(10):
            for window in (other.window, invoice.window):  # without waiting until it has the focus
                activate_window(desk.session.x, window)
                time.sleep(0.04)
        time.sleep(0.5)
        assert stage.counts()[:2] == (0, 0)
    desk.eyes.wait_boxes(True, False, False)


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_quick_walk_through_windows_settles_on_the_last(desk: Desk) -> None:
    write_card(desk.bundle, "order", "Before an order", "- [ ] One", windows="*order*")
    terminals = [desk.terminal(title) for title in ("invoice 1", "payment 1", "order 1", "nothing")]
    desk.session.wait_for(lambda: desk.eyes.find(PANEL) is None, "the panel to be gone")
    time.sleep(0.5)
    mark = desk.app.mark()
    for _ in range(8):
        for terminal in terminals:
            desk.session.activate(terminal.window)
    desk.session.activate(terminals[1].window)
    time.sleep(2.5)  # longer than the longest rest that is asked for
    shown = [
        event for event in desk.app.read_trace() if event["event"] == "cue_painted" and event["t"] >= mark
    ]
    assert 1 <= len(shown) <= 8  # of 33 windows
    assert shown[-1]["loudness"] in {"tab", "panel"}
    offered = [event for event in desk.app.read_trace() if event["event"] == "cue"]
    assert offered[-1]["cards"] == [PAYMENT]
    assert offered[-1]["seq"] == shown[-1]["seq"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere psutil is asked about processes")
def test_no_library_is_loaded_for_what_linux_tells_itself(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    assert "psutil" not in Path(f"/proc/{desk.app.process.pid}/maps").read_text()
