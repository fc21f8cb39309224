from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.library.library import Library
from content.library.reading import read_library
from content.memory.memory import Memory
from content.policy.model import Policy
from content.problems import Problem
from content.xapi.standing import Standing
from overlay.channels import Channels
from overlay.detail_state import MISSED, DetailState
from overlay.dialogs import Dialogs
from overlay.display_ends import DisplayEnds
from overlay.health import Health
from overlay.hotkey_state import HotkeyState
from overlay.meaning import MeaningState
from overlay.problems.model import AppProblem
from overlay.settings.table import HOTKEY_PALETTE, HOTKEY_PANEL, THEME, Settings
from overlay.theme.theme import Theme
from overlay.tray.state import TrayState
from overlay.tray.tray import Tray
from overlay.version import version
from tests.content.memory.examples import Clock
from tests.overlay.desk import MAIL, PAYMENTS, write_bundle
from tests.overlay.settings.test_channel_words import channel
from triggers.selection import PassedOver
from triggers.sources.base import NothingFocused, Unavailable
from triggers.sources.selector import NoSource, SourceChoice

BROKEN = "---\ntitle: Pay\nwhen: {title_re: '('}\n---\nText.\n"
DULL = "---\ntitle: Pay\nmood: dull\nkeywords: [pay]\n---\nText.\n"


@pytest.fixture
def tray(qtbot: QtBot, theme: Theme) -> Iterator[Tray]:
    made = Tray(theme)
    qtbot.addWidget(made.menu)
    yield made
    made.close()


@pytest.fixture
def settings(memory: Memory) -> Settings:
    memory.set_setting("theme", "pink")
    return Settings(memory)


@pytest.fixture
def health(tray: Tray, theme: Theme, settings: Settings, memory: Memory, clock: Clock) -> Iterator[Health]:
    dialogs = Dialogs(theme, settings, memory, (), clock)
    settings.set(THEME, "dark")  # nothing is wrong to begin with
    yield Health(tray, dialogs, memory, settings, clock)
    dialogs.close()


def shown(tray: Tray) -> tuple[TrayState, str, str]:
    return tray.state, tray.reason, tray.menu.problems.text()


def test_all_is_well(health: Health, tray: Tray, library: Library) -> None:
    health.source_says(PAYMENTS)
    health.use(library)

    assert shown(tray) == (TrayState.ACTIVE, "", "Problems…")
    assert health.status()["state"] == "active"


def test_a_display_that_ended_is_told_and_is_no_problem(health: Health, tray: Tray) -> None:
    assert health.status()["display"] == {"name": "display", "state": "in use", "reason": ""}
    ends = DisplayEnds().and_at(1000.0, "xcb")
    health.display_is(ends)

    told = {"name": "display", "state": "started again", "reason": ends.reason}
    assert health.status()["display"] == told
    assert shown(tray)[2] == "Problems…"


def test_a_lost_source_is_shown_with_its_latest_reason(health: Health, tray: Tray) -> None:
    health.source_says(Unavailable("no window manager runs"))
    assert shown(tray)[:2] == (TrayState.NO_SOURCE, "no window manager runs")
    health.source_says(Unavailable("the X server is gone"))
    assert shown(tray)[:2] == (TrayState.NO_SOURCE, "the X server is gone")
    health.source_says(NothingFocused())
    assert tray.state is TrayState.ACTIVE


def test_another_window_tells_nobody_anything(
    health: Health, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    health.source_says(PAYMENTS)
    told: list[int] = []
    monkeypatch.setattr(tray, "set_problems", told.append)
    health.source_says(MAIL)
    assert told == []


def test_a_pause_is_shown_until_it_is_over(health: Health, tray: Tray, memory: Memory, clock: Clock) -> None:
    memory.pause(clock() + timedelta(minutes=15))
    health.refresh()
    during = tray.state
    clock.move(minutes=16)
    health.refresh()
    assert (during, tray.state) == (TrayState.PAUSED, TrayState.ACTIVE)


def test_a_hotkey_that_fails_is_a_problem_until_it_works(health: Health, tray: Tray) -> None:
    health.hotkey_is(HOTKEY_PALETTE.name, HotkeyState("super+f1", "another program has it", "Choose others."))
    said = "The hotkey super+f1 does not work: another program has it"
    assert shown(tray) == (TrayState.PROBLEM, said, "Problems (1)…")
    assert tray.menu.palette_action.shortcut().isEmpty()

    health.hotkey_is(HOTKEY_PALETTE.name, HotkeyState("super+f1"))
    assert shown(tray) == (TrayState.ACTIVE, "", "Problems…")
    assert not tray.menu.palette_action.shortcut().isEmpty()


def test_a_hotkey_that_is_lost_later_has_failed_until_it_works(health: Health, tray: Tray) -> None:
    health.hotkey_is(HOTKEY_PALETTE.name, HotkeyState("super+f1"))
    health.hotkey_is(HOTKEY_PANEL.name, HotkeyState("super+f2"))
    health.hotkey_is(HOTKEY_PANEL.name, HotkeyState("super+f2", "another program has it", "Choose others."))
    said = "The hotkey super+f2 does not work: another program has it"
    assert shown(tray) == (TrayState.PROBLEM, said, "Problems (1)…")
    status = health.status()
    assert status["hotkey"]["state"] == "registered"
    assert status["panel_hotkey"] == {
        "name": "super+f2",
        "state": "failed",
        "reason": "another program has it. Choose others.",
    }

    health.hotkey_is(HOTKEY_PANEL.name, HotkeyState("super+f2"))
    assert tray.state is TrayState.ACTIVE


def test_a_hotkey_that_waits_for_the_desktop_is_no_problem_and_not_offered_yet(
    health: Health, tray: Tray
) -> None:
    health.hotkey_is(HOTKEY_PALETTE.name, HotkeyState("super+f1", waits=True))
    assert health.status()["hotkey"]["state"] == "waiting"
    assert tray.state is TrayState.ACTIVE
    assert tray.menu.palette_action.shortcut().isEmpty()


def test_a_broken_card_is_counted_and_told(health: Health, tray: Tray, tmp_path: Path) -> None:
    health.use(read_library([write_bundle(tmp_path / "broken", pay=BROKEN)]))
    assert shown(tray) == (TrayState.PROBLEM, "some cards are broken", "Problems (1)…")


def test_a_card_that_could_not_be_shown_is_told_once_and_until_the_next_reading(
    health: Health, tray: Tray, library: Library
) -> None:
    for _ in range(2):
        health.card_broken("desk/pay", "KeyError")
    said = "The card desk/pay could not be shown: KeyError"
    assert shown(tray) == (TrayState.PROBLEM, said, "Problems (1)…")

    health.use(library)
    assert tray.state is TrayState.ACTIVE


def test_a_warning_is_counted_but_alarms_nobody(health: Health, tray: Tray, tmp_path: Path) -> None:
    health.use(read_library([write_bundle(tmp_path / "dull", pay=DULL)]))
    assert shown(tray) == (TrayState.ACTIVE, "", "Problems (1)…")


def test_a_failed_reading_is_told_until_one_succeeds(health: Health, tray: Tray, library: Library) -> None:
    health.use(library)
    health.reading_failed("the reader ended with status -11")
    assert shown(tray)[1] == "The cards could not be read: the reader ended with status -11"
    assert health.status()["bundles"][0]["name"] == "desk"

    health.use(library)
    assert tray.state is TrayState.ACTIVE


def test_a_stored_setting_that_is_no_good_is_a_problem(
    tray: Tray, theme: Theme, memory: Memory, clock: Clock
) -> None:
    memory.set_setting("theme", "pink")
    settings = Settings(memory)
    dialogs = Dialogs(theme, settings, memory, (), clock)
    Health(tray, dialogs, memory, settings, clock).refresh()

    assert tray.state is TrayState.PROBLEM
    assert "theme" in tray.reason
    dialogs.close()


def test_the_status_has_one_shape_with_no_title_in_it(
    health: Health, library: Library, tmp_path: Path
) -> None:
    before = health.status()
    health.source_is(SourceChoice(NoSource(()), ()))
    health.source_says(PAYMENTS)
    health.hotkey_is(HOTKEY_PALETTE.name, HotkeyState("super+f1"))
    health.use(library)
    after = health.status()

    assert after == {
        "running": True,
        "version": version(),
        "state": "active",
        "source": {"name": "none", "state": "window", "reason": "", "passed_over": []},
        "hotkey": {"name": "super+f1", "state": "registered", "reason": ""},
        "panel_hotkey": {"name": "none", "state": "not set", "reason": ""},
        "bundles": [
            {"name": "desk", "version": "1.2", "cards": 5, "for_others": 0, "state": "active", "reason": ""}
        ],
        "channels": [],
        "policy": {"name": "none", "state": "none", "reason": ""},
        "person": {"roles": [], "language": "system"},
        "problems": 0,
        "detail": {"name": "none", "state": "off", "reason": "the setting detail is off"},
        "meaning": {"state": "resting", "cards": 0, "reason": ""},
        "answers": {"name": "none", "state": "none", "reason": ""},
        "xapi": {"name": "none", "state": "off", "reason": ""},
        "session": [],
        "display": {"name": "display", "state": "in use", "reason": ""},
    }
    assert before.keys() == after.keys()
    assert PAYMENTS.title not in json.dumps(after)
    assert health.source_state == "window"


def test_search_by_words_alone_is_told_and_is_no_problem(health: Health) -> None:
    health.meaning_is(MeaningState("failed", "the process that encodes queries ended"))

    status = health.status()
    assert status["meaning"] == {
        "state": "failed",
        "cards": 0,
        "reason": "the process that encodes queries ended",
    }
    assert (status["state"], status["problems"]) == ("active", 0)


def test_a_lost_trace_is_a_problem(health: Health, tray: Tray) -> None:
    health.trace_lost("The trace in /t cannot be written: No space left on device")
    assert shown(tray)[1:] == (
        "The trace in /t cannot be written: No space left on device",
        "Problems (1)…",
    )


def test_what_is_wrong_with_the_policy_is_listed_and_in_the_status(
    tray: Tray, theme: Theme, memory: Memory, clock: Clock
) -> None:
    fault = Problem("/etc/sidecue/policy.yaml", 2, "settings.theme", "must be dark", "write dark")
    settings = Settings(memory, Policy(fault.file, {"side": "left"}, (), (fault,)))
    dialogs = Dialogs(theme, settings, memory, (), clock)
    health = Health(tray, dialogs, memory, settings, clock)
    health.refresh()

    status = health.status()
    dialogs.close()

    assert status["policy"] == {
        "name": "/etc/sidecue/policy.yaml",
        "state": "problems",
        "reason": "line 2: settings.theme: must be dark; write dark",
    }
    assert status["problems"] == 1
    assert shown(tray) == (
        TrayState.PROBLEM,
        "Your organisation's policy, /etc/sidecue/policy.yaml:2: settings.theme: must be dark",
        "Problems (1)…",
    )


def test_the_tray_tells_how_the_last_check_went_and_only_with_a_channel(health: Health, tray: Tray) -> None:
    health.channels_are(Channels())
    assert not tray.menu.check.isVisible()
    health.channels_are(Channels((channel("new"),), checking=True))
    assert (tray.menu.checked.text(), tray.menu.check.isEnabled()) == ("Checking for new bundles…", False)


def test_a_refused_bundle_says_what_holds_and_whom_to_ask(
    tray: Tray,
    theme: Theme,
    settings: Settings,
    memory: Memory,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[AppProblem] = []
    dialogs = Dialogs(theme, settings, memory, (), clock)
    monkeypatch.setattr(dialogs, "tell", lambda _library, problems: told.extend(problems))
    Health(tray, dialogs, memory, settings, clock).channels_are(
        Channels((channel("refused", "desk 1.0: x"),))
    )
    dialogs.close()
    assert [problem.remedy for problem in told if "Treasury desk" in problem.message] == [
        "What was there before stays in use. Tell the publisher if this does not pass."
    ]


def test_a_record_store_that_cannot_be_reached_for_a_day_is_a_problem(
    health: Health, tray: Tray, clock: Clock
) -> None:
    assert health.status()["xapi"] == {"name": "none", "state": "off", "reason": ""}
    begun = clock()
    failing = Standing(
        "failing", "lrs.example.org: cannot be reached", "lrs.example.org", 7, 1, since=str(begun)
    )
    health.source_says(PAYMENTS)
    health.statements_are(failing)
    assert shown(tray)[:2] == (TrayState.ACTIVE, "")
    assert health.status()["xapi"] == {
        "name": "lrs.example.org",
        "state": "failing",
        "reason": "lrs.example.org: cannot be reached",
        "waiting": 7,
        "set_aside": 1,
        "sent": None,
    }

    clock.move(days=1)
    health.refresh()
    assert tray.reason.startswith("What happened cannot be sent to your organisation's record store: lrs")


def test_a_record_store_that_somebody_has_to_mend_is_a_problem_at_once(health: Health, tray: Tray) -> None:
    health.source_says(PAYMENTS)
    health.statements_are(Standing("refused", "lrs.example.org: does not let us in (status 401)"))
    assert shown(tray)[0] is TrayState.PROBLEM
    health.statements_are(Standing("active", problem="The statements that waited could not be read."))
    assert shown(tray)[:2] == (TrayState.PROBLEM, "The statements that waited could not be read.")
    health.statements_are(Standing("active"))
    assert shown(tray)[0] is TrayState.ACTIVE


def test_a_source_that_only_stands_in_for_a_better_one_is_a_problem_until_that_is_back(
    health: Health, tray: Tray, library: Library
) -> None:
    health.use(library)
    stand_in = NoSource(())
    health.source_is(SourceChoice(stand_in, (), PassedOver("sway", "sway has gone", "Start it again.")))
    health.source_says(PAYMENTS)
    words = "The active window is told by none now, for want of sway: sway has gone"
    assert shown(tray)[:2] == (TrayState.PROBLEM, words)
    health.source_is(SourceChoice(stand_in, ()))
    assert tray.state is TrayState.ACTIVE


def test_what_windows_show_is_a_problem_only_where_it_is_wanted_and_cannot_be_seen(health: Health) -> None:
    health.detail_is(DetailState("resting", "not needed by any card"))
    assert health.status()["problems"] == 0

    health.detail_is(DetailState("unavailable", "at-spi: there is no bus", "install at-spi2-core"))
    status = health.status()
    assert status["problems"] == 1
    assert status["detail"]["state"] == "unavailable"
    assert "install at-spi2-core" in status["detail"]["reason"]
    assert "there is no bus" in status["state"]

    health.detail_is(DetailState("on", "", name="at-spi"))
    assert health.status()["detail"] == {"name": "at-spi", "state": "on", "reason": ""}
    assert health.status()["problems"] == 0


def test_required_cards_that_ask_what_nobody_may_look_at_are_a_problem(
    health: Health, tmp_path: Path
) -> None:
    card = '---\ntitle: Must\nwhen: {dialog_text: "*full*"}\nrequired: before-task\n---\n- [ ] Look\n'
    library = read_library([write_bundle(tmp_path / "must", must=card)])
    assert library.requires_beyond_titles
    excepted = card.replace("dialog_text", "app: bank, not: {dialog_text").replace("}\n", "}}\n", 1)
    assert not read_library([write_bundle(tmp_path / "may", may=excepted)]).requires_beyond_titles
    health.use(library)
    health.detail_is(MISSED)
    assert health.status()["problems"] == 1
    health.detail_is(DetailState("on", "", name="at-spi"))
    assert health.status()["problems"] == 0
