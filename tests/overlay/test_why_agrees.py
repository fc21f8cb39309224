"""`sidecue why` says what the app does, in the window where the person is and in any other."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from content.attention.cue import Cue, Loudness
from content.attention.decide import decide
from content.library.library import Library
from content.library.reading import read_library
from content.memory.memory import Memory
from overlay.cli.moment import present
from overlay.conductor import Conductor
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.theme.theme import Theme
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, TraceRecord, Windows, write_bundle
from tests.overlay.test_acknowledging import PAY as DUTY
from tests.overlay.test_acknowledging import make
from tests.overlay.test_lessons import MAIL_CARD, PAY, know
from tests.overlay.test_requests import App, app
from triggers.context import WindowInfo
from triggers.titles import context_of

__all__ = ["app"]

Why = Callable[[WindowInfo], Cue]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(
        tmp_path / "desk", pay=PAY, also=PAY.replace("Before you pay", "Also"), mail=MAIL_CARD
    )


def asking(app: App, library: Library, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> Why:
    def ask(_profile: object, request: dict[str, object]) -> object:
        return json.loads(json.dumps(app.ask(**json.loads(json.dumps(request)))))

    monkeypatch.setattr("overlay.cli.moment.ask_app", ask)
    arguments = argparse.Namespace(bundle=[], profile=None)

    def why(window: WindowInfo) -> Cue:
        now = present(arguments, library, context_of(window), memory.wishes())
        assert now.is_of_app
        return decide(now.offers, memory.wishes(), now.moment)

    return why


@pytest.fixture
def why(app: App, library: Library, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> Why:
    return asking(app, library, memory, monkeypatch)


def decided(cue: Cue) -> tuple[Loudness, tuple[str, ...], str]:
    return cue.loudness, cue.cards, cue.because


def test_what_is_known_is_quiet_here_and_elsewhere(
    windows: Windows, conductor: Conductor, memory: Memory, clock: Clock, why: Why
) -> None:
    know(memory, clock, "desk/also", stability=100.0)
    know(memory, clock, "desk/mail", stability=100.0)
    windows.see(PAYMENTS)
    assert why(PAYMENTS).cards == ("desk/pay", "desk/also")
    assert decided(why(PAYMENTS)) == decided(conductor.cue)
    before = why(MAIL)
    assert before.loudness is Loudness.BADGE
    windows.see(MAIL)
    assert decided(before) == decided(conductor.cue)


def test_what_is_brought_back_is_as_loud_as_in_the_app_and_asking_begins_nothing(
    windows: Windows, conductor: Conductor, memory: Memory, clock: Clock, why: Why
) -> None:
    know(memory, clock, "desk/mail", days_ago=30)
    windows.see(GAME)
    before = why(MAIL)
    assert before.loudness is Loudness.PANEL
    known = memory.learned.knowledge("desk/mail")
    assert known is not None
    assert (known.asked, memory.learned.spent()) == (None, 0)
    windows.see(MAIL)
    assert decided(before) == decided(conductor.cue)


def test_what_is_recorded_comes_last_here_and_elsewhere(
    tmp_path: Path, panel: Panel, tab: Tab, memory: Memory, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = read_library([write_bundle(tmp_path / "duty", pay=DUTY, also=PAY)])
    desk = make(tmp_path / "evidence", panel, tab, memory, library, clock)
    asked = App(Theme("light"), desk.conductor, memory, TraceRecord(), clock)
    why = asking(asked, library, memory, monkeypatch)
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0, 1)
    desk.evidence._settle()
    assert why(PAYMENTS).cards == ("desk/also", "desk/pay")
    assert decided(why(PAYMENTS)) == decided(desk.conductor.cue)
    desk.windows.see(GAME)
    assert why(PAYMENTS).cards == ("desk/also", "desk/pay")
    asked.close()
    desk.evidence.close()


def test_a_card_that_is_held_back_keeps_no_review_from_the_next(
    windows: Windows, conductor: Conductor, memory: Memory, clock: Clock, why: Why
) -> None:
    know(memory, clock, "desk/pay", days_ago=12, stability=10.0)
    memory.never("desk/also")
    windows.see(PAYMENTS)
    clock.move(seconds=1)
    conductor.reconsider()
    known = memory.learned.knowledge("desk/pay")
    assert known is not None
    assert known.asked is not None
    assert decided(why(PAYMENTS)) == decided(conductor.cue)
