"""One app for each profile: how it is spoken to, and how it ends without losing anything."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.desk import Desk
from tests.desktop.panel_eyes import PALETTE, TAB
from tests.desktop.xsession import XSession

pytestmark = pytest.mark.parametrize("wm", ["openbox"])


def test_a_second_start_shows_the_running_app_and_ends_at_once(desk: Desk) -> None:
    desk.terminal("nothing")
    mark = desk.app.mark()
    assert desk.app.command("run").returncode == 0
    desk.app.wait_event("palette_painted", mark)
    desk.eyes.wait(PALETTE)
    assert desk.app.command().returncode == 0  # `sidecue` alone is `sidecue run`
    assert desk.app.process.poll() is None


def test_quit_ends_the_app_and_leaves_nothing_behind(desk: Desk) -> None:
    desk.do("quit")
    assert desk.app.process.wait(10) == 0
    assert desk.app.said() == ""
    assert sorted(path.suffix for path in desk.profile.iterdir() if path.is_socket()) == []
    for verb in ("quit", "toggle", "palette", "pause", "status"):
        done = desk.app.command(verb)
        assert done.returncode == 1
        assert "not running" in done.stdout + done.stderr


def test_a_pause_hides_the_panel_and_its_end_brings_its_tab(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    mark = desk.app.mark()
    desk.do("pause")
    desk.painted("none", mark)
    desk.eyes.wait_gone()
    assert json.loads(desk.do("status", "--json"))["state"].startswith("paused until ")
    mark = desk.app.mark()
    desk.do("pause", "off")
    desk.painted("tab", mark)  # by itself the panel opens once a visit
    assert json.loads(desk.do("status", "--json"))["state"] == "active"


def test_a_pause_holds_on_after_a_restart(desk: Desk) -> None:
    desk.do("pause", "tomorrow")
    desk.do("quit")
    desk.app.process.wait(10)
    desk.start_again()
    mark = desk.app.mark()
    desk.terminal("invoice 1")
    cue = desk.app.wait_event("cue", mark)
    assert (cue["loudness"], cue["cards"]) == ("none", [])
    assert json.loads(desk.do("status", "--json"))["state"].startswith("paused until ")


def test_toggle_closes_the_panel_to_its_tab_and_opens_it_again(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    desk.do("toggle")
    desk.eyes.wait(TAB)
    desk.eyes.wait_gone()
    desk.do("toggle")
    desk.eyes.wait_boxes(False, False, False)
    desk.eyes.wait_gone(TAB)


def kill_the_server(desk: Desk) -> None:
    desk.session.kill_server()
    desk.session.wait_for(lambda: "waits for it" in desk.app.said(), "the app to wait for another")
    desk.app.process.terminate()


def log_out(desk: Desk) -> None:
    desk.app.process.terminate()


@pytest.mark.parametrize("end", [kill_the_server, log_out])
def test_what_was_ticked_a_moment_before_the_end_is_there_in_the_next_session(
    end: Callable[[Desk], None], wm: str, tmp_path: Path
) -> None:
    with XSession() as session, Desk(session, tmp_path) as desk:
        desk.panel_for("invoice 1")
        box = desk.eyes.wait_boxes(False, False, False)[1]
        session.click(box.x, box.y)
        desk.eyes.wait_boxes(False, True, False)
        end(desk)
        desk.app.process.wait(5)
        assert "Traceback" not in desk.app.said()
    with XSession() as session, Desk(session, tmp_path) as desk:
        desk.panel_for("invoice 1")
        desk.eyes.wait_boxes(False, True, False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_app_in_order(desk: Desk, number: signal.Signals) -> None:
    desk.panel_for("invoice 1")
    desk.app.process.send_signal(number)
    assert desk.app.process.wait(5) == 0
    assert desk.app.said() == ""


def test_after_a_kill_the_next_start_works(desk: Desk) -> None:
    desk.app.process.send_signal(signal.SIGKILL)
    desk.app.process.wait(5)
    assert any(path.is_socket() for path in desk.profile.iterdir())
    assert desk.app.command("status").returncode == 1
    desk.start_again()
    desk.panel_for("invoice 1")
    desk.do("quit")
    assert desk.app.process.wait(10) == 0
