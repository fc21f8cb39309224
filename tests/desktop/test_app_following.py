"""The panel follows windows and their titles: there when it belongs there, gone when not, calm in between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial

import pytest

from tests.desktop.app import AppProcess, Event
from tests.desktop.desk import INVOICE, PAYMENT, Desk
from tests.desktop.panel_eyes import PANEL, TAB
from tests.desktop.raw_window import RawWindow
from tests.desktop.xsession import XSession

PER_SECOND = 60
MOST_PAINTED_PER_SECOND = 10  # what the debounce of titles lets through


def painted_since(app: AppProcess, mark: float) -> list[Event]:
    return [event for event in app.read_trace() if event["event"] == "cue_painted" and event["t"] >= mark]


def wait_cue(desk: Desk, mark: float, *cards: str) -> Event:
    """Wait until exactly these cards are offered."""
    return desk.app.wait_event("cue", mark, lambda event: event["cards"] == list(cards))


def test_the_panel_is_there_for_its_window_and_gone_for_another(desk: Desk) -> None:
    other = desk.terminal("nothing")
    invoice = desk.panel_for("invoice 1")
    desk.eyes.wait_boxes(False, False, False)
    mark = desk.app.mark()
    desk.session.activate(other.window)
    desk.painted("none", mark)
    desk.eyes.wait_gone()
    mark = desk.app.mark()
    desk.session.activate(invoice.window)
    desk.painted("tab", mark)  # by itself the panel opens once a visit
    desk.eyes.wait(TAB)


def test_a_panel_that_is_worked_with_comes_back_with_its_window(desk: Desk) -> None:
    other = desk.terminal("nothing")
    invoice = desk.panel_for("invoice 1")
    first, *_ = desk.eyes.wait_boxes(False, False, False)
    desk.click((first.x, first.y))
    desk.eyes.wait_boxes(True, False, False)
    desk.session.activate(other.window)
    desk.eyes.wait_gone()
    desk.session.activate(invoice.window)
    desk.eyes.wait_boxes(True, False, False)


def test_a_change_of_title_shows_changes_and_hides_the_panel(desk: Desk) -> None:
    terminal = desk.terminal("nothing")
    terminal.set_title("invoice 1")
    desk.eyes.wait_boxes(False, False, False)
    terminal.set_title("payment 1")
    desk.eyes.wait_boxes(False, False)
    terminal.set_title("nothing")
    desk.eyes.wait_gone()


@pytest.mark.parametrize("wm", ["openbox"])
def test_of_sixty_titles_a_second_the_last_one_wins_and_the_panel_does_not_flicker(desk: Desk) -> None:
    terminal = desk.panel_for("invoice 1")
    mark = desk.app.mark()
    for number in range(2 * PER_SECOND):
        terminal.set_title(f"nothing {number}" if number % 2 else f"invoice {number}")
        time.sleep(1 / PER_SECOND)
    terminal.set_title("payment 1")
    wait_cue(desk, mark, PAYMENT)
    desk.eyes.wait_boxes(False, False)
    took = time.monotonic() - mark
    assert len(painted_since(desk.app, mark)) <= took * MOST_PAINTED_PER_SECOND + 2


@pytest.mark.parametrize("wm", ["openbox"])
def test_another_title_with_the_same_match_paints_nothing(desk: Desk) -> None:
    terminal = desk.panel_for("invoice 1")
    mark = desk.app.mark()
    for number in range(PER_SECOND):
        terminal.set_title(f"invoice {number}")
        time.sleep(1 / PER_SECOND)
    end = desk.app.mark()
    terminal.set_title("invoice, the last one")
    last = wait_cue(desk, end, INVOICE)
    assert len([e for e in desk.app.read_trace() if e["event"] == "context" and e["t"] >= mark]) > 1
    terminal.set_title("nothing")
    gone = desk.painted("none", end)
    assert painted_since(desk.app, mark) == [gone]
    assert gone["seq"] > last["seq"]


def test_the_panel_goes_when_its_window_is_closed(desk: Desk) -> None:
    terminal, mark = desk.panel_for("invoice 1"), desk.app.mark()
    terminal.process.terminate()
    desk.painted("none", mark)
    desk.eyes.wait_gone()


def test_the_panel_comes_again_after_a_restart_of_the_window_manager(desk: Desk) -> None:
    terminal, mark = desk.panel_for("invoice 1"), desk.app.mark()
    desk.session.stop_manager()
    desk.painted("none", mark)
    mark = desk.app.mark()
    desk.session.start_manager()
    desk.session.activate(terminal.window)
    desk.painted("tab", mark)
    desk.eyes.wait(TAB)
    assert desk.session.active() == terminal.window
    terminal.set_title("nothing")
    desk.eyes.wait_gone(TAB)


def has_states(desk: Desk, title: str) -> bool:
    """Whether the window is on top and off task bars and pagers."""
    said = desk.session.run("xprop", "-id", str(desk.eyes.wait(title).id), "_NET_WM_STATE")
    return all(f"_NET_WM_STATE_{state}" in said for state in ("SKIP_TASKBAR", "SKIP_PAGER", "ABOVE"))


@pytest.fixture
def window(desk: Desk) -> Iterator[RawWindow]:
    """A window that goes exactly where it is told."""
    with RawWindow(desk.session, window_class="Program") as made:
        yield made


def wait_panel_beside(desk: Desk, window: RawWindow, side: str) -> None:
    """Wait until the panel stands at that side of the screen, level with the window's top."""

    def is_there() -> bool:
        panel = desk.eyes.wait().frame
        x = 8 if side == "left" else desk.session.size[0] - 8 - panel.width
        return (panel.x, panel.y) == (x, desk.session.geometry(window.id).y)

    desk.session.wait_for(is_there, f"the panel at the {side} edge")


@pytest.mark.parametrize("wm", ["openbox"])
def test_the_panel_stands_at_the_edge_that_leaves_the_window_free(desk: Desk, window: RawWindow) -> None:
    window.write("_NET_WM_NAME", "UTF8_STRING", 8, b"invoice 1")
    for at, side in (
        ((480, 100, 400, 300), "right"),  # the nearer edge
        ((400, 120, 400, 300), "left"),
        ((40, 140, 500, 300), "right"),  # the nearer edge is the other, but there it would cover the window
        ((740, 160, 500, 300), "left"),
    ):
        window.move(*at)
        desk.session.activate(window.id)
        wait_panel_beside(desk, window, side)


@pytest.mark.parametrize("with_title", [False, True])
@pytest.mark.parametrize("wm", ["openbox"])
def test_the_panel_goes_along_when_its_window_is_moved(
    desk: Desk, window: RawWindow, with_title: bool
) -> None:
    window.move(480, 100, 400, 300)
    window.write("_NET_WM_NAME", "UTF8_STRING", 8, b"invoice 1")
    desk.session.activate(window.id)
    desk.painted("panel")
    wait_panel_beside(desk, window, "right")
    mark = desk.app.mark()
    window.move(400, 200, 400, 300)
    for number in range(30 if with_title else 0):  # a program that tells its progress in its title
        window.write("_NET_WM_NAME", "UTF8_STRING", 8, f"invoice {number}".encode())
        time.sleep(0.01)
    wait_panel_beside(desk, window, "left")
    assert painted_since(desk.app, mark) == []


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_maximised_window_has_the_panel_at_the_right_and_the_setting_overrules_that(desk: Desk) -> None:
    terminal = desk.terminal("nothing")
    desk.session.run("wmctrl", "-ir", hex(terminal.window), "-b", "add,maximized_vert,maximized_horz")
    desk.session.wait_for(
        lambda: desk.session.geometry(terminal.window).width >= desk.session.size[0], "a maximised window"
    )
    terminal.set_title("invoice 1")
    panel = desk.eyes.wait().frame
    assert panel.x + panel.width == desk.session.size[0] - 8
    desk.do("settings", "side", "left")
    terminal.set_title("nothing")
    desk.eyes.wait_gone()
    terminal.set_title("payment 2")
    desk.eyes.wait()
    desk.session.wait_for(lambda: desk.eyes.wait().frame.x == 8, "the panel at the left")


def test_each_window_of_ours_has_its_title_and_class_and_no_place_in_the_task_bar(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    for title, way in (("Sidecue panel", ""), ("Sidecue tab", "toggle"), ("Sidecue palette", "palette")):
        if way:
            desk.do(way)
        window = desk.eyes.wait(title)
        said = desk.session.run("xprop", "-id", str(window.id), "WM_CLASS")
        assert said.endswith('= "sidecue", "sidecue"')
        desk.session.wait_for(partial(has_states, desk, title), f"the states of {title}")
    ours = {window.title for window in desk.session.windows_of_class("sidecue") if window.frame.width > 5}
    assert ours == {"Sidecue panel", "Sidecue tab", "Sidecue palette"}


@pytest.fixture
def desk_of_two_monitors(session: XSession, request: pytest.FixtureRequest) -> Desk:
    """The screen's two halves are monitors of their own when the app starts."""
    session.run("xrandr", "--setmonitor", "left", "640/169x800/211+0+0", "screen")
    session.run("xrandr", "--setmonitor", "right", "640/169x800/211+640+0", "none")
    assert session.run("xrandr", "--listmonitors").startswith("Monitors: 2")
    desk: Desk = request.getfixturevalue("desk")
    return desk


@pytest.mark.parametrize("wm", ["openbox"])
def test_with_two_monitors_the_panel_stands_on_the_one_of_the_window(desk_of_two_monitors: Desk) -> None:
    desk = desk_of_two_monitors

    def wait_panel_inside(left: int, right: int) -> None:
        def look() -> bool:
            panel = desk.eyes.find(PANEL)
            return panel is not None and left <= panel.frame.x and panel.frame.x + panel.frame.width <= right

        desk.session.wait_for(look, f"the panel between {left} and {right}")

    desk.terminal("invoice 1", "40x10+20+100")
    wait_panel_inside(0, 640)
    desk.terminal("invoice 2", "40x10+660+100")
    wait_panel_inside(640, 1280)
