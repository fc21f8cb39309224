"""Detail beyond the title on macOS, from accessibility. Follows the active app alone, in a worker thread.

Untested for lack of a macOS: see docs/platforms.md. What is read, and what never, is in macos_reading.py.
"""

from __future__ import annotations

from collections.abc import Callable

from triggers.beyond import ALL, Beyond
from triggers.context import Detail, WindowInfo
from triggers.detail.base import Deliver, DetailUnavailableError, Lost
from triggers.detail.macos_reading import read_detail
from triggers.loop import Loop
from triggers.macos import Mac, Trouble, load_mac
from triggers.macos_watch import AppWatch
from triggers.selection import NotHereError

NOT_ALLOWED = (
    "macOS does not let Sidecue read windows",
    "Allow Sidecue in System Settings → Privacy & Security → Accessibility.",
)

NOTICES = (
    "AXFocusedUIElementChanged",
    "AXFocusedWindowChanged",
    "AXLoadComplete",
    "AXSheetCreated",
    "AXWindowCreated",
)

_RETRY = 1.0
"""Seconds until an app that did not answer is asked again."""


class MacDetail:
    """Reads the active window when its focus changes, a dialog opens or a page has loaded."""

    name = "macos"

    def __init__(self, loop: Loop, load: Callable[[], Mac] = load_mac) -> None:
        self._loop, self._load = loop, load
        self._watch: AppWatch[Detail] | None = None
        self._wanted = ALL
        self._deliver: Deliver = lambda _: None
        self._lost: Lost = lambda *_: None

    def start(self, deliver: Deliver, lost: Lost) -> None:
        """As in DetailSource; ``lost`` also hears, at the first look, that the permission is missing."""
        try:
            mac = self._load()
        except NotHereError as problem:
            raise DetailUnavailableError(problem.reason, problem.remedy) from problem

        def look(pid: int) -> Detail:  # in the worker
            return read_detail(mac, pid, self._wanted)

        self._deliver, self._lost = deliver, lost
        self._watch = AppWatch(self._loop, mac, NOTICES, look, self._seen, self._troubled)

    def look_at(self, window: WindowInfo | None, wanted: Beyond = ALL) -> None:
        """As in DetailSource."""
        self._wanted = wanted
        if self._watch is not None:
            self._watch.follow(window.pid if window is not None else None)

    def close(self) -> None:
        """As in DetailSource."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _seen(self, detail: Detail, _at: float) -> None:
        self._deliver(detail)

    def _troubled(self, trouble: Trouble) -> None:
        if trouble is Trouble.FORBIDDEN:
            self.close()
            self._lost(*NOT_ALLOWED)
        elif trouble is Trouble.SILENT and self._watch is not None:
            self._watch.again(_RETRY)
