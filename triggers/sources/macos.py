"""The window source for macOS: the workspace tells which app is active, accessibility which window and title.

Untested for lack of a macOS: see docs/platforms.md. Without the permission for accessibility it says so, and
gives no app names either: with empty titles, rules that exclude a title would hold by mistake.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from triggers.context import Rect, WindowInfo
from triggers.loop import Handle, Loop
from triggers.macos import Element, Mac, MacApp, Stop, Trouble, load_mac
from triggers.macos_watch import AppWatch
from triggers.selection import NotHereError
from triggers.sources.base import Deliver, NothingFocused, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.debounce import Debounce
from triggers.sources.macos_numbers import WindowNumbers
from triggers.sources.process import ProcessNames

NOT_ALLOWED = Unavailable(
    "macOS does not let Sidecue see window titles",
    "Allow Sidecue in System Settings → Privacy & Security → Accessibility; it notices by itself.",
)
SILENT = Unavailable("The active app does not answer", "Wait until it has finished what it is doing.")
MUTE = Unavailable("The active app does not tell its windows to accessibility")

NOTICES = (
    "AXFocusedWindowChanged",
    "AXMainWindowChanged",
    "AXTitleChanged",
    "AXWindowMoved",
    "AXWindowResized",
)

_ASK_AGAIN = 2.0
"""Seconds between two looks whether the permission has been given; none once it has."""

_RETRY = 1.0
"""Seconds until an app that did not answer is asked again."""

_TURN = 0.1
"""Seconds between two turns of the main run loop where nobody else turns it: in terminal commands."""

_WINDOW = ("AXTitle", "AXPosition", "AXSize", "AXFullScreen")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A window and what of it was read, or None for an app without one."""

    window: Element | None
    values: tuple[Any, ...] = field(default=(), repr=False)  # a title is among them


class MacSource:
    """Watches the active app of this session. ``load`` brings macOS, or refuses."""

    name = "macos"

    def __init__(self, loop: Loop, own_pid: int, load: Callable[[], Mac] = load_mac) -> None:
        self._loop = loop
        self._own_pid = own_pid
        self._load = load
        self._processes = ProcessNames()
        self._numbers = WindowNumbers()
        self._mac: Mac | None = None
        self._watch: AppWatch[_Seen] | None = None
        self._debounce: Debounce | None = None
        self._unwatch: Stop | None = None
        self._timers: list[Handle] = []
        self._app: MacApp | None = None  # the last active one that is not ours
        self._foreign: WindowInfo | None = None  # and its window

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource; the first state follows when the worker has looked."""
        try:
            mac = self._mac = self._load()
        except NotHereError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem
        self._debounce = Debounce(self._loop, deliver)
        self._watch = AppWatch(self._loop, mac, NOTICES, partial(_look, mac), self._seen, self._troubled)
        self._unwatch = mac.watch_apps(self._app_changed)
        self._later(0, self._turn)
        self._ask_trust(ask=True)

    def activate(self, window_id: int) -> None:
        """As in WindowSource; happens soon, in the worker."""
        found = self._numbers.window(window_id)
        if found is not None and self._mac is not None and self._watch is not None:
            self._watch.do(partial(self._mac.activate, *found))

    def close(self) -> None:
        """As in WindowSource."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        if self._debounce is not None:
            self._debounce.close()
            self._debounce = None

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        timer: Handle

        def run() -> None:
            self._timers.remove(timer)
            action()

        timer = self._loop.call_later(seconds, run)
        self._timers.append(timer)

    def _turn(self) -> None:
        """Where no run loop of macOS delivers what the workspace tells, deliver it now and then."""
        if self._mac is not None and not self._mac.main_loop_turns():
            self._mac.turn_main_loop()
            self._later(_TURN, self._turn)

    # --- the permission -------------------------------------------------------------------------------

    def _ask_trust(self, *, ask: bool = False) -> None:
        mac, watch = self._mac, self._watch
        if mac is not None and watch is not None:
            watch.do(lambda: self._loop.call_threadsafe(partial(self._trusted, mac.is_trusted(ask=ask))))

    def _trusted(self, answer: bool) -> None:
        if self._mac is None or self._watch is None:
            return
        if answer:
            self._app_changed(self._mac.front_app())
        else:
            self._forbidden()

    def _forbidden(self) -> None:
        if self._watch is not None:
            self._watch.follow(None)
        self._foreign = None
        self._offer(NOT_ALLOWED, time.monotonic())
        self._later(_ASK_AGAIN, self._ask_trust)

    # --- what is active -------------------------------------------------------------------------------

    def _app_changed(self, app: MacApp | None) -> None:
        if self._watch is None:
            return
        if app is None:
            self._watch.follow(None)
            self._offer(NothingFocused(), time.monotonic())
        elif app.pid == self._own_pid:
            # While a window of ours has the focus, the last one of the person's stands.
            self._offer(self._foreign or NothingFocused(), time.monotonic())
        else:
            self._app = app
            self._watch.follow(app.pid)

    def _seen(self, seen: _Seen, at: float) -> None:
        if self._app is None:
            return
        self._foreign = None
        if seen.window is not None:
            self._foreign = self._window(self._app, seen.window, seen.values)
        self._offer(self._foreign or NothingFocused(), at)

    def _window(self, app: MacApp, window: Element, values: tuple[Any, ...]) -> WindowInfo:
        title, place, size, full_screen = values
        return WindowInfo(
            id=self._numbers.of(app.pid, window),
            # The program's own name, which is the same in every language, as on other systems.
            app=self._processes.name_of(app.pid) or app.name,
            window_class=app.bundle,
            title=title if isinstance(title, str) else "",
            pid=app.pid,
            frame=_frame(place, size),
            full_screen=bool(full_screen) if isinstance(full_screen, int) else None,
        )

    def _troubled(self, trouble: Trouble) -> None:
        at = time.monotonic()
        if trouble is Trouble.FORBIDDEN:
            self._forbidden()
        elif trouble is Trouble.GONE:
            self._foreign = None
            self._offer(NothingFocused(), at)
        elif trouble is Trouble.BROKEN:
            self._offer(MUTE, at)
        elif self._watch is not None:
            self._offer(SILENT, at)
            self._watch.again(_RETRY)

    def _offer(self, state: SourceState, at: float) -> None:
        if self._debounce is not None:
            self._debounce.offer(state, at)


def _look(mac: Mac, pid: int) -> _Seen:
    """The app's window that has the keyboard, else its main one. In the worker. Raises MacError."""
    focused, main = mac.read(mac.app_element(pid), ("AXFocusedWindow", "AXMainWindow"))
    window: Element | None = main if focused is None else focused
    return _Seen(None) if window is None else _Seen(window, tuple(mac.read(window, _WINDOW)))


def _frame(place: Any, size: Any) -> Rect | None:
    if not isinstance(place, tuple) or not isinstance(size, tuple):
        return None
    return Rect(round(place[0]), round(place[1]), round(size[0]), round(size[1]))
