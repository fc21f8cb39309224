"""How soon a switch of windows is known on KWin and GNOME Shell: from the click to the context.

    python -m tests.bench.platforms.kwin [--json]

A mouse of the test's own clicks into one of two windows, at random moments. Beside it what is usual for
KWin: a look every 250 ms, by a script that is loaded for each look. Linux only.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figures import p50_p99, tell
from tests.platforms.gnome.session import GnomeSession
from tests.platforms.kwin.keyboard import Keyboard
from tests.platforms.kwin.session import KWinSession
from tests.platforms.session import BusSession
from tests.platforms.watching import NOBODY
from triggers.bus_messages import Body
from triggers.context import Rect, WindowInfo
from triggers.dbus import Answered, Bus
from triggers.hotkeys.kwin import KWinHotkeys
from triggers.loop import Loop, SelectorLoop
from triggers.sources.base import Observation, WindowSource
from triggers.sources.gnome import GnomeSource
from triggers.sources.kwin import KWinSource
from triggers.titles import context_of

if TYPE_CHECKING:
    from jeepney import Message

GOAL = "goal 25 / 60"
TITLES = ("First", "Second")
SWITCHES = 120
LOOKS = 40
"""Switches for the looks, which take longer."""

LOOK_EVERY = 0.25
_LOOKER = "org.sidecue.Bench"
_LOOK = f"""
var window = workspace.activeWindow !== undefined ? workspace.activeWindow : workspace.activeClient;
callDBus("{_LOOKER}", "/", "{_LOOKER}", "Tell", String(window.caption));
"""

Click = Callable[[int, int], float]


def run() -> dict[str, object]:
    """Milliseconds from a click to the context, and from a key to the call, p50 / p99."""
    with KWinSession() as kwin, Keyboard(kwin) as mouse:
        followed = _follow(kwin, mouse.click, lambda loop: KWinSource(loop, NOBODY))
        pressed = _press(mouse)
    with KWinSession() as kwin, Keyboard(kwin) as mouse:
        looked = _look(kwin, mouse.click)
    with GnomeSession() as gnome:
        extension = _follow(gnome, gnome.click, lambda loop: GnomeSource(loop, NOBODY))
    return {
        "KWin, our script": f"{p50_p99(followed)} ms ({GOAL})",
        "KWin, a hotkey to its call": f"{p50_p99(pressed)} ms",
        f"KWin, a look every {1000 * LOOK_EVERY:g} ms": f"{p50_p99(looked)} ms",
        "GNOME Shell, our extension": f"{p50_p99(extension)} ms",
    }


def _follow(session: BusSession, click: Click, make: Callable[[Loop], WindowSource]) -> list[float]:
    """The delays of a source of ours; a context is made of each window, as in the app."""
    _enter(session)
    loop, known = SelectorLoop(), Known()
    source = make(loop)
    source.start(known.deliver)
    corners = _open_windows(session, loop, known)
    delays = _switch(loop, known, corners, click, SWITCHES)
    source.close()
    loop.close()
    return delays


def _press(keyboard: Keyboard) -> list[float]:
    """Milliseconds from the key's press to our call."""
    loop = SelectorLoop()
    hotkeys = KWinHotkeys(loop)
    called: list[float] = []
    hotkeys.register("super+k", lambda: called.append(time.monotonic()))
    loop.run(lambda: False, 0.5)
    delays = []
    for number in range(SWITCHES):
        at = keyboard.press("super", "k")
        if not loop.run(lambda number=number: len(called) > number, 10):  # type: ignore[misc] # mypy and defaults
            raise TimeoutError("a hotkey was not told")
        delays.append(1000 * (called[-1] - at))
        loop.run(lambda: False, 0.05)
    hotkeys.close()
    loop.close()
    return delays


class Known:
    """The last title that was known, and when."""

    def __init__(self) -> None:
        self.title = ""
        self.at = 0.0
        self.window: WindowInfo | None = None

    def deliver(self, seen: Observation) -> None:
        if isinstance(seen.state, WindowInfo):
            self.window = seen.state
            self.note(context_of(seen.state).title)

    def note(self, title: str) -> None:
        if title != self.title:
            self.title, self.at = title, time.monotonic()


def _enter(session: BusSession) -> None:
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = session.env["DBUS_SESSION_BUS_ADDRESS"]


def _open_windows(session: BusSession, loop: SelectorLoop, known: Known) -> dict[str, tuple[int, int]]:
    """Two windows, and for each a point that the other one does not cover."""
    frames = []
    for title in TITLES:
        session.open_window("ledger", title)
        if not loop.run(lambda title=title: known.title == title, 10):  # type: ignore[misc] # mypy and defaults
            raise TimeoutError(f"the window {title!r} was not told")
        assert known.window is not None
        assert known.window.frame is not None
        frames.append(known.window.frame)
    first, second = frames
    return {TITLES[0]: _uncovered(first, second), TITLES[1]: _uncovered(second, first)}


def _uncovered(window: Rect, other: Rect) -> tuple[int, int]:
    """A point well inside of ``window`` and outside of ``other``."""
    for x in (window.x + 10, window.x + window.width - 10):
        for y in (window.y + 60, window.y + window.height - 10):  # below a title bar
            if not (0 <= x - other.x <= other.width and 0 <= y - other.y <= other.height):
                return x, y
    raise RuntimeError("one window covers the other")


def _switch(
    loop: SelectorLoop, known: Known, corners: dict[str, tuple[int, int]], click: Click, times: int
) -> list[float]:
    """Milliseconds from each click to when its window was known. Clicks come from a thread of their own."""
    delays = []
    with ThreadPoolExecutor(1) as clicker:
        for title in TITLES * (times // 2):
            loop.run(lambda: False, random.uniform(0.15, 0.45))  # never in step with a look
            clicked = clicker.submit(click, *corners[title])
            clicked.add_done_callback(lambda _: loop.call_threadsafe(lambda: None))  # has the loop look
            if not loop.run(partial(_is_over, known, title, clicked), 10):
                raise TimeoutError(f"a switch to {title!r} was not told")
            delays.append(1000 * (known.at - clicked.result()))
    return delays


def _is_over(known: Known, title: str, clicked: Future[float]) -> bool:
    return known.title == title and clicked.done()


def _look(session: BusSession, click: Click) -> list[float]:
    """The delays of what loads a script for each look."""
    file = session.home / "look.js"
    file.write_text(_LOOK)
    _enter(session)
    loop, known, source_known = SelectorLoop(), Known(), Known()
    source = KWinSource(loop, NOBODY)
    source.start(source_known.deliver)
    corners = _open_windows(session, loop, source_known)
    source.close()  # it has only told where the windows are
    Looker(loop, file, known.note).look()
    delays = _switch(loop, known, corners, click, LOOKS)
    loop.close()
    return delays


class Looker:
    """Loads a script into KWin every 250 ms, which tells the active window once, and unloads it."""

    def __init__(self, loop: SelectorLoop, file: Path, note: Callable[[str], None]) -> None:
        self._loop, self._file, self._note = loop, file, note
        self._looks = 0
        self._bus = Bus(loop, "SESSION", lambda _: None)
        self._bus.serve(self._told)
        self._bus.own(_LOOKER)

    def look(self) -> None:
        self._loop.call_later(LOOK_EVERY, self.look)
        self._scripting("unloadScript", "s", (f"look-{self._looks}",))
        self._looks += 1
        self._scripting("loadScript", "ss", (str(self._file), f"look-{self._looks}"), self._run)

    def _run(self, body: Body | None, reason: str) -> None:
        if body is None:
            raise RuntimeError(reason)
        self._bus.call("org.kde.KWin", f"/{body[0]}", "org.kde.kwin.Script", "run")

    def _scripting(
        self, method: str, signature: str, body: Body, answered: Answered = lambda *_: None
    ) -> None:
        self._bus.call(
            "org.kde.KWin", "/Scripting", "org.kde.kwin.Scripting", method, signature, body, answered
        )

    def _told(self, call: Message) -> tuple[str, Body]:
        self._note(call.body[0])
        return "", ()


def main() -> None:
    """Measure and print."""
    tell(__doc__, run)


if __name__ == "__main__":
    main()
