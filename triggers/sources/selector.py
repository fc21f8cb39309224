"""Which window sources there are, in the order in which they are tried. Which one runs: supervisor.py.

What is told by events comes before what has to be asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from triggers.context import current_os
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver, all_reasons, first_remedy
from triggers.sources.base import Deliver, Observation, Unavailable, WindowSource

Factory = Callable[[Loop, int], WindowSource]


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """The source that runs now, and the better ones that do not, in order.

    ``missed`` is one of these that worked before, for which ``source`` only stands in.
    """

    source: WindowSource
    passed_over: tuple[PassedOver, ...]
    missed: PassedOver | None = None


class NoSource:
    """The honest stand-in where no source works: says so once, with every reason."""

    name = "none"

    def __init__(self, passed_over: Sequence[PassedOver]) -> None:
        reason = f"No way to see the active window works here ({all_reasons(passed_over)})"
        self.state = Unavailable(reason, first_remedy(passed_over))

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource."""
        deliver(Observation(1, time.monotonic(), self.state))

    def activate(self, window_id: int) -> None:
        """As in WindowSource: there is nothing to give the focus to."""

    def close(self) -> None:
        """As in WindowSource: nothing is held."""


def _x11(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.x11 import X11Source

    return X11Source(loop, own_pid)


def _macos(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.macos import MacSource

    return MacSource(loop, own_pid)


def _sway(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.sway import SwaySource

    return SwaySource(loop, own_pid)


def _wlr(loop: Loop, _own_pid: int) -> WindowSource:
    from triggers.sources.wlr import WlrSource

    return WlrSource(loop)


def _accessibility(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.accessibility import AccessibilitySource

    return AccessibilitySource(loop, own_pid)


def _kwin(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.kwin import KWinSource

    return KWinSource(loop, own_pid)


def _gnome(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.gnome import GnomeSource

    return GnomeSource(loop, own_pid)


def _win32(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.win32 import Win32Source

    return Win32Source(loop, own_pid)


def _polling(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.polling import PollingSource

    return PollingSource(loop, own_pid)


BY_SYSTEM: dict[str, tuple[Candidate[Factory], ...]] = {
    "linux": (
        Candidate("x11", _x11),
        Candidate("sway", _sway),
        Candidate("wlr", _wlr),
        Candidate("kwin", _kwin),
        Candidate("gnome", _gnome),
        Candidate("accessibility", _accessibility),
        Candidate("polling", _polling),
    ),
    "windows": (Candidate("win32", _win32), Candidate("polling", _polling)),
    "macos": (Candidate("macos", _macos), Candidate("polling", _polling)),
}
CANDIDATES = BY_SYSTEM[current_os()]
