from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.platforms.wine.victims import PLACE, Program, turn_for, turn_until
from triggers.context import Rect, WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import NothingFocused, Observation
from triggers.sources.selector import SourceChoice
from triggers.sources.supervisor import Supervisor
from triggers.sources.win32 import Win32Source
from triggers.win32 import EVENT_FOREGROUND, EVENT_NAME_CHANGE

NEVER = 3600.0  # seconds: the safety net out of the way, so that a test shows what the hooks do

Watch = Callable[[float], list[Observation]]


@pytest.fixture
def watch(loop: SelectorLoop) -> Iterator[Watch]:
    """Start a source with that safety net, and return where its observations gather."""
    sources: list[Win32Source] = []

    def start(interval: float) -> list[Observation]:
        seen: list[Observation] = []
        source = Win32Source(loop, os.getpid(), interval)
        sources.append(source)
        source.start(seen.append)
        return seen

    yield start
    for source in sources:
        source.close()
        source.close()


def window_of(seen: list[Observation]) -> WindowInfo | None:
    state = seen[-1].state if seen else None
    return state if isinstance(state, WindowInfo) else None


def shows(seen: list[Observation], title: str) -> Callable[[], bool]:
    def look() -> bool:
        window = window_of(seen)
        return window is not None and window.title == title

    return look


def test_it_is_what_windows_uses_first(loop: SelectorLoop) -> None:
    choices: list[SourceChoice] = []
    supervisor = Supervisor(loop, os.getpid(), lambda _: None, choices.append)
    supervisor.start()
    turn_until(loop, lambda: bool(choices), "the choice")
    supervisor.close()
    assert choices[0].source.name == "win32"
    assert choices[0].passed_over == ()


def test_the_present_window_is_told_whole(loop: SelectorLoop, program: Program, watch: Watch) -> None:
    number = program.show("Ledger", "Inv\u00f6ice 7 \u2603")
    seen = watch(NEVER)
    turn_until(loop, shows(seen, "Inv\u00f6ice 7 \u2603"), "the window")
    window = window_of(seen)
    assert window is not None
    assert (window.id, window.app, window.window_class) == (number, "python", "Ledger")
    assert window.pid == program.pid
    assert window.frame == Rect(*PLACE)
    assert window.full_screen is False


def test_a_switch_and_a_new_title_come_by_hooks_alone(
    loop: SelectorLoop, program: Program, watch: Watch
) -> None:
    seen = watch(NEVER)
    first = program.show("A", "one")
    program.ask("notify", EVENT_FOREGROUND, first)
    turn_until(loop, shows(seen, "one"), "the first window")
    second = program.show("A", "two")
    program.ask("notify", EVENT_FOREGROUND, second)
    turn_until(loop, shows(seen, "two"), "the second")
    program.ask("title", second, "two, changed")
    turn_until(loop, shows(seen, "two, changed"), "the title")


def test_what_no_hook_tells_the_safety_net_finds(loop: SelectorLoop, program: Program, watch: Watch) -> None:
    number = program.show("A", "before")
    seen = watch(0.1)
    turn_until(loop, shows(seen, "before"), "the window")
    program.ask("silent_title", number, "after")
    turn_until(loop, shows(seen, "after"), "the title")


def test_titles_of_other_windows_and_names_of_things_inside_wake_nobody(
    loop: SelectorLoop, program: Program, watch: Watch
) -> None:
    behind = program.show("A", "behind")
    number = program.show("A", "front")
    seen = watch(NEVER)
    turn_until(loop, shows(seen, "front"), "the window")
    program.ask("silent_title", number, "unseen")
    program.ask("title", behind, "something else")
    program.ask("notify", EVENT_NAME_CHANGE, number, -4)  # a menu or list entry
    turn_for(loop, 0.3)
    assert shows(seen, "front")()


def test_ten_thousand_events_become_few_looks_and_the_last_title_comes(
    loop: SelectorLoop, program: Program, watch: Watch
) -> None:
    number = program.show("A", "calm")
    seen = watch(NEVER)
    turn_until(loop, shows(seen, "calm"), "the window")
    for round_ in range(10):
        program.ask("silent_title", number, f"storm {round_}")
        program.ask("notify", EVENT_NAME_CHANGE, number, 0, 1000)
    turn_until(loop, shows(seen, "storm 9"), "the last title")
    assert len(seen) < 30


def test_our_own_windows_leave_the_last_one_standing(
    loop: SelectorLoop, program: Program, other_program: Program
) -> None:
    seen: list[Observation] = []
    source = Win32Source(loop, other_program.pid, 0.1)
    program.show("A", "theirs")
    source.start(seen.append)
    turn_until(loop, shows(seen, "theirs"), "the window")
    other_program.show("Panel", "ours")
    turn_for(loop, 0.5)
    assert shows(seen, "theirs")()
    program.kill()
    turn_until(loop, lambda: seen[-1].state == NothingFocused(), "that nothing has the focus")
    source.close()


def test_the_focus_is_given_back(
    loop: SelectorLoop, program: Program, other_program: Program, watch: Watch
) -> None:
    number = program.show("A", "work")
    other_program.show("A", "elsewhere")
    seen: list[Observation] = []
    source = Win32Source(loop, os.getpid(), 0.1)
    source.start(seen.append)
    turn_until(loop, shows(seen, "elsewhere"), "the other window")
    source.activate(number)
    turn_until(loop, shows(seen, "work"), "the window")
    program.kill()
    source.activate(number)  # gone, and nothing happens
    turn_for(loop, 0.3)
    source.close()


def test_a_program_that_hangs_makes_nobody_wait(loop: SelectorLoop, program: Program, watch: Watch) -> None:
    number = program.show("A", "hangs")
    program.ask("hang", 30)
    seen = watch(0.1)
    turn_until(loop, shows(seen, "hangs"), "the title of a program that hangs", patience=3)
    window = window_of(seen)
    assert window is not None
    assert window.id == number


def test_an_app_of_the_store_is_called_by_its_own_name(
    loop: SelectorLoop, program: Program, other_program: Program, watch: Watch
) -> None:
    frame = program.show("ApplicationFrameWindow", "Mail")
    assert other_program.ask("child", frame, "Windows.UI.Core.CoreWindow", "Mail")
    seen = watch(0.1)
    turn_until(loop, lambda: getattr(window_of(seen), "pid", 0) == other_program.pid, "the app inside")
    assert shows(seen, "Mail")()


def test_a_window_over_the_whole_screen_is_full_screen(
    loop: SelectorLoop, program: Program, watch: Watch
) -> None:
    program.show("A", "talk", 0, 0x90000000, place=(0, 0, 1280, 800))
    seen = watch(0.1)
    turn_until(loop, shows(seen, "talk"), "the window")
    turn_until(loop, lambda: getattr(window_of(seen), "full_screen", False), "full screen")


def test_no_title_stands_in_what_is_printed_of_it(loop: SelectorLoop, program: Program, watch: Watch) -> None:
    program.show("A", "secret plans")
    seen = watch(0.1)
    turn_until(loop, shows(seen, "secret plans"), "the window")
    assert "secret" not in repr(seen)
