"""The part of the bench of Windows that runs in a Windows Python. Prints one JSON object; see windows.py."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable

from tests.platforms.wine.victims import Program, turn_for, turn_until
from triggers.context import Context, Detail, WindowInfo
from triggers.detail.win32 import Win32Detail
from triggers.detail.win32_dialogs import DIALOG
from triggers.hotkeys.win32 import Win32Hotkeys
from triggers.loop import SelectorLoop
from triggers.sources.base import Observation
from triggers.sources.win32 import Win32Source
from triggers.titles import context_of
from triggers.win32_windows import read_window

_APART = 0.15  # seconds: changes of one window are handed on ten times a second at most
_NEVER = 3600.0
_TIMES = 100


class Known:
    """What is known of the active window, and since when."""

    def __init__(self) -> None:
        self.context = Context()
        self.at = 0.0

    def take(self, observation: Observation) -> None:
        if isinstance(observation.state, WindowInfo):
            self.context = context_of(observation.state)
            self.at = time.perf_counter()


def titles(loop: SelectorLoop, program: Program, interval: float, tell: str, times: int) -> list[float]:
    """From each new title until it is in the context; ``tell`` is the victim's command that sets it."""
    number = program.show("A", "before")
    known = Known()
    source = Win32Source(loop, os.getpid(), interval)
    source.start(known.take)
    turn_until(loop, lambda: known.context.title != "", "the first title")
    took = []
    for count in range(times):
        turn_for(loop, _APART + random.random() * (interval if interval < _NEVER else 0.02))
        began = program.ask(tell, number, f"title {count}")
        _wait(loop, lambda: known.context.title == f"title {count}")  # noqa: B023 # waited for at once
        took.append(1000 * (known.at - began))
    source.close()
    return took


def hotkeys(loop: SelectorLoop, program: Program) -> list[float]:
    """From the press until our callback runs in the loop."""
    heard: list[float] = []
    registrar = Win32Hotkeys(loop)
    registrar.register("ctrl+alt+k", lambda: heard.append(time.perf_counter()))
    program.show("A", "editor")
    took = []
    for count in range(_TIMES):
        turn_for(loop, 0.02)
        began = program.ask("press", 0x11, 0x12, 0x4B)
        _wait(loop, lambda: len(heard) > count)  # noqa: B023 # waited for at once
        took.append(1000 * (heard[-1] - began))
    registrar.close()
    return took


def dialogs(loop: SelectorLoop, program: Program) -> list[float]:
    """From the question what a dialog says until the answer is in the loop."""
    heard: list[tuple[float, Detail]] = []
    detail = Win32Detail(loop)
    detail.start(lambda one: heard.append((time.perf_counter(), one)), lambda *_: None)
    number = program.show(DIALOG, "Print")
    program.ask("child", number, "Static", "Cannot open printer: error 0x0000011b")
    window = read_window(number)
    took = []
    for _ in range(_TIMES):
        detail.look_at(None)
        turn_for(loop, 0.02)
        heard.clear()
        began = time.perf_counter()
        detail.look_at(window)
        _wait(loop, lambda: heard != [] and heard[-1][1].dialog_text != "")
        took.append(1000 * (heard[-1][0] - began))
    detail.close()
    return took


def _wait(loop: SelectorLoop, look: Callable[[], bool]) -> None:
    if not loop.run(look, 10):
        raise TimeoutError("waited in vain for an event")


def main() -> None:
    """Measure everything in turn."""
    loop = SelectorLoop()
    with Program() as program:
        figures = {
            "event to context": titles(loop, program, _NEVER, "title", _TIMES),
            "look every 250 ms, no events": titles(loop, program, 0.25, "silent_title", 30),
            "look every second, no events": titles(loop, program, 1.0, "silent_title", 15),
            "hotkey to callback": hotkeys(loop, program),
            "dialog to its text": dialogs(loop, program),
        }
    loop.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
