from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.library.reading import read_library
from content.policy.model import Endpoint, Policy
from content.problems import Problem
from overlay.hotkey_state import HotkeyState
from overlay.report import (
    answers_report,
    bundle_reports,
    hotkey_report,
    policy_report,
    session_reports,
    source_report,
    tray_state,
)
from overlay.settings.table import WRITTEN_ANSWERS, Settings
from overlay.tray.state import TrayState
from tests.overlay.desk import PAYMENTS, write_bundle
from tests.overlay.settings.conftest import FakeStore
from triggers.loop import SelectorLoop
from triggers.selection import PassedOver
from triggers.session.base import Reading, Sign
from triggers.session.selector import Session
from triggers.sources.base import NothingFocused, SourceState, Unavailable
from triggers.sources.polling import PollingSource
from triggers.sources.selector import SourceChoice

GONE = Unavailable("the X server is gone", "Log in again.")

FILE = "/etc/sidecue/policy.yaml"


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """Ten o'clock in the morning, the day before summer time begins."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield datetime(2026, 3, 28, 9, tzinfo=UTC).astimezone()
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (datetime(2026, 3, 28, 9, 15, tzinfo=UTC), "until 10:15"),
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "until 23:59"),
        (datetime(2026, 3, 29, 4, tzinfo=UTC), "until tomorrow 06:00"),
        (datetime(2026, 4, 2, 4, tzinfo=UTC), "until 2026-04-02 06:00"),
    ],
)
def test_a_pause_ends_on_the_clock_on_the_wall(berlin: datetime, end: datetime, words: str) -> None:
    assert tray_state(PAYMENTS, end, berlin, "") == (TrayState.PAUSED, words)


def test_of_several_states_the_gravest_for_the_person_is_shown(berlin: datetime) -> None:
    later = datetime(2026, 3, 28, 9, 15, tzinfo=UTC)

    assert tray_state(GONE, later, berlin, "trouble")[0] is TrayState.PAUSED
    assert tray_state(GONE, berlin, berlin, "trouble") == (TrayState.NO_SOURCE, "the X server is gone")
    assert tray_state(PAYMENTS, None, berlin, "trouble") == (TrayState.PROBLEM, "trouble")
    assert tray_state(PAYMENTS, None, berlin, "") == (TrayState.ACTIVE, "")
    assert tray_state(NothingFocused(), None, berlin, "") == (TrayState.ACTIVE, "")
    assert tray_state(None, None, berlin, "") == (TrayState.ACTIVE, "")


@pytest.mark.parametrize(
    ("state", "words", "reason"),
    [
        (PAYMENTS, "window", ""),
        (NothingFocused(), "nothing focused", ""),
        (GONE, "unavailable", "the X server is gone. Log in again."),
        (Unavailable("no display"), "unavailable", "no display"),
        (None, "starting", ""),
    ],
)
def test_a_source_says_its_state_and_never_a_title(
    state: SourceState | None, words: str, reason: str
) -> None:
    loop = SelectorLoop()
    passed_over = (PassedOver("x11", "there is no display", "Set DISPLAY."), PassedOver("kwin", "no KWin"))
    choice = SourceChoice(PollingSource(loop, 1), passed_over)
    try:
        report = source_report(choice, state)
    finally:
        loop.close()

    assert report == {
        "name": "polling",
        "state": words,
        "reason": reason,
        "passed_over": [
            {"name": "x11", "reason": "there is no display. Set DISPLAY."},
            {"name": "kwin", "reason": "no KWin"},
        ],
    }


def test_before_a_source_is_chosen_there_is_none() -> None:
    assert source_report(None, None) == {"name": "none", "state": "starting", "reason": "", "passed_over": []}


@pytest.mark.parametrize(
    ("state", "report"),
    [
        (None, ("none", "not set", "")),
        (HotkeyState(""), ("none", "not set", "")),
        (HotkeyState("super+f1"), ("super+f1", "registered", "")),
        (
            HotkeyState("super+f1", waits=True),
            (
                "super+f1",
                "waiting",
                "the desktop has not answered yet; it may be asking you in a window of its own",
            ),
        ),
        (
            HotkeyState("super+f1", "taken", "try F2"),
            ("super+f1", "failed", "taken. try F2"),
        ),
        (HotkeyState("super+f1", "taken"), ("super+f1", "failed", "taken")),
    ],
)
def test_a_hotkey_says_how_it_fares(state: HotkeyState | None, report: tuple[str, str, str]) -> None:
    assert hotkey_report(state) == dict(zip(("name", "state", "reason"), report, strict=True))


def test_a_bundle_says_whether_all_of_it_can_be_used(tmp_path: Path) -> None:
    good = write_bundle(tmp_path / "good")
    bad = write_bundle(tmp_path / "bad", pay="---\ntitle: Pay\nwhen: {title_re: '('}\n---\nText.\n")
    (bad / "bundle.yaml").write_text('id: bad\nversion: "1"\ntitle: Bad\npublisher: Example\n')

    first, second, third = bundle_reports(read_library([good, bad, tmp_path / "missing"]))

    assert first == {
        "name": "desk",
        "version": "1.2",
        "cards": 5,
        "for_others": 0,
        "state": "active",
        "reason": "",
    }
    assert second["state"] == "problems"
    assert second["reason"] == f"1 error; `sidecue bundle check {bad}`"
    assert third["name"] == str(tmp_path / "missing" / "bundle.yaml")
    assert third["state"] == "unusable"


@pytest.mark.parametrize(
    ("policy", "state", "reason"),
    [
        (Policy(), "none", ""),
        (Policy(FILE), "in force", ""),
        (Policy(FILE, {"theme": "dark"}), "in force", ""),
        (
            Policy(FILE, {"theme": "dark"}, (), (Problem(FILE, 3, "rols", "is unknown", "write roles"),)),
            "problems",
            "line 3: rols: is unknown; write roles",
        ),
        (
            Policy(FILE, {}, (), (Problem(FILE, 0, "", "is not used", "mend it"),)),
            "not used",
            "is not used; mend it",
        ),
    ],
)
def test_a_policy_says_whether_it_holds(policy: Policy, state: str, reason: str) -> None:
    name = FILE if policy.file else "none"
    assert policy_report(policy) == {"name": name, "state": state, "reason": reason}


def test_the_server_of_written_answers_is_named_where_there_is_one() -> None:
    store = FakeStore()
    assert answers_report(Settings(store)) == {"name": "none", "state": "none", "reason": ""}
    settings = Settings(store, Policy("policy.yaml", answers=Endpoint("http://127.0.0.1/v1", "m")))
    off = answers_report(settings)
    assert (off["name"], off["state"]) == ("http://127.0.0.1/v1", "off")
    assert "written_answers is off" in off["reason"]
    settings.set(WRITTEN_ANSWERS, True)
    assert answers_report(settings)["state"] == "on"


class Told:
    """Implements SessionSource; knows ``signs`` but for the ``unknown`` ones."""

    def __init__(self, name: str, signs: set[Sign], unknown: dict[Sign, str]) -> None:
        self.name, self.signs, self._unknown = name, frozenset(signs), unknown

    def start(self, changed: Callable[[], None]) -> None: ...

    def read(self) -> Reading:
        return Reading(unknown=self._unknown)

    def close(self) -> None: ...


def test_who_tells_about_the_session_and_who_does_not() -> None:
    works = Told("x11", {Sign.IDLE, Sign.TYPING}, {Sign.IDLE: "no extension"})
    lost = Told("d-bus (session)", {Sign.LOCKED}, {Sign.LOCKED: "the connection was lost"})
    session = Session([works, lost], [PassedOver("d-bus (system)", "there is no bus", "Start one.")])

    assert session_reports(session) == [
        {"name": "x11", "state": "in use", "reason": ""},
        {"name": "d-bus (session)", "state": "silent", "reason": "the connection was lost"},
        {"name": "d-bus (system)", "state": "unavailable", "reason": "there is no bus. Start one."},
    ]
    assert session_reports(None) == []
