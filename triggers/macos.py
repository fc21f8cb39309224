"""Every call of macOS that we make through pyobjc, and nothing else. Decides nothing; fakes implement Mac.

Attributes and notices of accessibility go by Apple's own names ("AXTitle"), values come back as plain Python.
pyobjc is imported when ``load_mac`` is called. The names used here are checked against pyobjc's own lists of
names by tests/platforms/macos_names, since we have no macOS to run this on.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from triggers.selection import NotHereError

Element = Hashable
"""A window or control as accessibility hands it out; equal when it is the same one."""

Stop = Callable[[], None]
Heard = Callable[[], None]

_PATIENCE = 0.5
"""Seconds that an app may take to answer one question; the system's own patience is six."""

_LONGEST_LIST = 500
"""Parts of one element that are looked at."""

_AT_ONCE = 100
"""Messages that are delivered in one turn of the main loop."""

_NEVER = 1e9
"""Seconds: thirty years."""

_log = logging.getLogger(__name__)


class Trouble(Enum):
    """Why accessibility gave no answer."""

    FORBIDDEN = "Sidecue lacks the permission"
    GONE = "the window or app has gone"
    SILENT = "the app does not answer"
    BROKEN = "the app answers with an error"


class MacError(Exception):
    """A question to accessibility failed."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class MacApp:
    """An app as the workspace knows it; ``name`` is in the person's language, ``bundle`` may be ""."""

    pid: int
    name: str
    bundle: str


class RunLoop(Protocol):
    """The run loop of one worker thread, in which notices of accessibility arrive."""

    def run(self) -> None:
        """Turn until ``end``; called in the worker."""

    def call(self, job: Callable[[], None]) -> None:
        """Have the worker do ``job`` soon; any thread may call it. ``job`` must not raise."""

    def end(self) -> None:
        """Let ``run`` return; any thread may call it."""


class Mac(Protocol):
    """What we ask of macOS. Questions to accessibility may take half a second each: ask them in a worker."""

    def is_trusted(self, *, ask: bool) -> bool:
        """Whether accessibility may be used; with ``ask`` the system shows its own question if not."""

    def front_app(self) -> MacApp | None:
        """The app that has the keyboard, None for none; in the main thread."""

    def watch_apps(self, changed: Callable[[MacApp], None]) -> Stop:
        """Call ``changed`` in the main thread when another app becomes active."""

    def main_loop_turns(self) -> bool:
        """Whether the main thread is within the run loop that delivers what ``watch_apps`` promises."""

    def turn_main_loop(self) -> None:
        """Deliver what waits, without waiting; in the main thread."""

    def activate(self, pid: int, window: Element) -> None:
        """Raise the window and give its app the keyboard. Raises MacError."""

    def app_element(self, pid: int) -> Element:
        """The app as accessibility sees it; it need not exist."""

    def read(self, element: Element, names: Sequence[str]) -> list[Any]:
        """The attributes ``names``: text, number, truth, pair of numbers, element, list of these, or None.

        All in one question. Raises MacError.
        """

    def observe(self, pid: int, notices: Sequence[str], heard: Heard) -> Stop:
        """Call ``heard`` at each of ``notices`` of the app, in the worker that asked for it.

        Notices the app does not know are left out. Raises MacError.
        """

    def run_loop(self) -> RunLoop:
        """The run loop of the thread that calls this."""


def load_mac() -> Mac:
    """The real macOS. Raises NotHereError elsewhere, ImportError without pyobjc."""
    system: str = sys.platform
    if system != "darwin":
        raise NotHereError("this is not macOS")
    return _RealMac()


class _RealMac:
    def __init__(self) -> None:
        import AppKit
        import CoreFoundation
        import HIServices
        import objc

        self._appkit, self._core, self._services, self._objc = AppKit, CoreFoundation, HIServices, objc
        self._troubles = {
            HIServices.kAXErrorAPIDisabled: Trouble.FORBIDDEN,
            HIServices.kAXErrorInvalidUIElement: Trouble.GONE,
            HIServices.kAXErrorInvalidUIElementObserver: Trouble.GONE,
            HIServices.kAXErrorCannotComplete: Trouble.SILENT,
        }
        # Set on the element of the whole system, it holds for every question of this process.
        HIServices.AXUIElementSetMessagingTimeout(HIServices.AXUIElementCreateSystemWide(), _PATIENCE)

    def is_trusted(self, *, ask: bool) -> bool:
        options = {self._services.kAXTrustedCheckOptionPrompt: ask}
        return bool(self._services.AXIsProcessTrustedWithOptions(options))

    def front_app(self) -> MacApp | None:
        app = self._appkit.NSWorkspace.sharedWorkspace().frontmostApplication()
        return None if app is None else _app(app)

    def watch_apps(self, changed: Callable[[MacApp], None]) -> Stop:
        appkit = self._appkit
        center = appkit.NSWorkspace.sharedWorkspace().notificationCenter()

        def told(notification: Any) -> None:
            _safely(lambda: changed(_app(notification.userInfo()[appkit.NSWorkspaceApplicationKey])))

        token = center.addObserverForName_object_queue_usingBlock_(
            appkit.NSWorkspaceDidActivateApplicationNotification, None, None, told
        )
        return lambda: center.removeObserver_(token)

    def main_loop_turns(self) -> bool:
        main = self._core.CFRunLoopGetMain()
        return self._core.CFRunLoopCopyCurrentMode(main) is not None

    def turn_main_loop(self) -> None:
        core = self._core
        with self._objc.autorelease_pool():
            for _ in range(_AT_ONCE):
                done = core.CFRunLoopRunInMode(core.kCFRunLoopDefaultMode, 0, True)
                if done != core.kCFRunLoopRunHandledSource:
                    return

    def activate(self, pid: int, window: Element) -> None:
        services, appkit = self._services, self._appkit
        app = appkit.NSRunningApplication.runningApplicationWithProcessIdentifier_(pid)
        if app is not None:
            app.activateWithOptions_(appkit.NSApplicationActivateIgnoringOtherApps)
        self._check(services.AXUIElementPerformAction(window, "AXRaise"))

    def app_element(self, pid: int) -> Element:
        element: Element = self._services.AXUIElementCreateApplication(pid)
        return element

    def read(self, element: Element, names: Sequence[str]) -> list[Any]:
        with self._objc.autorelease_pool():
            error, values = self._services.AXUIElementCopyMultipleAttributeValues(
                element, list(names), 0, None
            )
            self._check(error)
            return [self._plain(value) for value in values]

    def observe(self, pid: int, notices: Sequence[str], heard: Heard) -> Stop:
        services, core = self._services, self._core

        # pyobjc wants a plain function here, and we have to keep it alive: the observer does not.
        @self._objc.callbackFor(services.AXObserverCreate)  # type: ignore[untyped-decorator] # pyobjc has no types
        def told(_observer: Any, _element: Any, _notice: Any, _context: Any) -> None:
            _safely(heard)

        error, observer = services.AXObserverCreate(pid, told, None)
        self._check(error)
        app = services.AXUIElementCreateApplication(pid)
        for notice in notices:
            error = services.AXObserverAddNotification(observer, app, notice, None)
            if self._troubles.get(error) in (Trouble.FORBIDDEN, Trouble.GONE, Trouble.SILENT):
                self._check(error)  # what was added goes with the observer
        here, source = core.CFRunLoopGetCurrent(), services.AXObserverGetRunLoopSource(observer)
        core.CFRunLoopAddSource(here, source, core.kCFRunLoopDefaultMode)
        kept = [told, observer]

        def stop() -> None:
            core.CFRunLoopRemoveSource(here, source, core.kCFRunLoopDefaultMode)
            kept.clear()

        return stop

    def run_loop(self) -> RunLoop:
        return _RealRunLoop(self._core, self._objc)

    def _check(self, error: int) -> None:
        if error == self._services.kAXErrorSuccess:
            return
        trouble = self._troubles.get(error, Trouble.BROKEN)
        if trouble in (Trouble.FORBIDDEN, Trouble.SILENT):
            # Some apps forbid it for themselves alone, and without the permission some calls say "silent".
            if not self.is_trusted(ask=False):
                trouble = Trouble.FORBIDDEN
            elif trouble is Trouble.FORBIDDEN:
                trouble = Trouble.BROKEN
        raise MacError(trouble)

    def _plain(self, value: Any) -> Any:
        """``value`` as plain Python; None for an attribute that is lacking: an error stands in its place."""
        services, core = self._services, self._core
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return str(value)
        kind = core.CFGetTypeID(value)
        if kind == services.AXUIElementGetTypeID():
            return value
        if kind == services.AXValueGetTypeID():
            return self._pair(value)
        if kind == core.CFArrayGetTypeID():
            return [self._plain(one) for one in value[:_LONGEST_LIST]]
        return str(value) if kind == core.CFURLGetTypeID() else None

    def _pair(self, value: Any) -> tuple[float, float] | None:
        services = self._services
        kind = services.AXValueGetType(value)
        if kind not in (services.kAXValueCGPointType, services.kAXValueCGSizeType):
            return None
        found, pair = services.AXValueGetValue(value, kind, None)
        return (float(pair[0]), float(pair[1])) if found else None


class _RealRunLoop:
    def __init__(self, core: Any, objc: Any) -> None:
        self._core, self._objc = core, objc
        self._loop = core.CFRunLoopGetCurrent()
        self._ended = False
        # A run loop that has nothing to wait for returns at once, again and again.
        self._idle = core.CFRunLoopTimerCreateWithHandler(
            None, core.CFAbsoluteTimeGetCurrent() + _NEVER, 0, 0, 0, lambda _timer: None
        )
        core.CFRunLoopAddTimer(self._loop, self._idle, core.kCFRunLoopDefaultMode)

    def run(self) -> None:
        core = self._core
        while not self._ended:
            with self._objc.autorelease_pool():
                core.CFRunLoopRunInMode(core.kCFRunLoopDefaultMode, _NEVER, True)
        core.CFRunLoopTimerInvalidate(self._idle)

    def call(self, job: Callable[[], None]) -> None:
        self._core.CFRunLoopPerformBlock(self._loop, self._core.kCFRunLoopDefaultMode, lambda: _safely(job))
        self._core.CFRunLoopWakeUp(self._loop)

    def end(self) -> None:
        self._ended = True
        # As a job and not from here: stopping a loop that is not in it yet would be forgotten.
        self.call(lambda: self._core.CFRunLoopStop(self._loop))


def _app(running: Any) -> MacApp:
    return MacApp(
        int(running.processIdentifier()),
        str(running.localizedName() or ""),
        str(running.bundleIdentifier() or ""),
    )


def _safely(action: Callable[[], None]) -> None:
    """A dispatcher: an exception that left a callback would end the process, which is not ours to do."""
    try:
        action()
    except Exception:  # noqa: BLE001 # a dispatcher, see above
        _log.exception("A callback of macOS failed")
