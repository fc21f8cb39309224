"""Which window source is used here: the first that works, in a stated order. It knows how, not which is best.

The order is that of CANDIDATES: what is told by events before what has to be asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver, all_reasons, first_remedy, first_that_works
from triggers.sources.base import Deliver, Observation, Unavailable, WindowSource

Factory = Callable[[Loop, int], WindowSource]


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """The source that runs now, and what was tried before it, in order."""

    source: WindowSource
    passed_over: tuple[PassedOver, ...]


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


def choose_source(
    loop: Loop, own_pid: int, deliver: Deliver, candidates: Sequence[Candidate[Factory]] | None = None
) -> SourceChoice:
    """Start the first candidate that works and return it; it delivers to ``deliver`` from now on."""

    def start(make: Factory) -> WindowSource:
        source = make(loop, own_pid)
        source.start(deliver)
        return source

    source, passed_over = first_that_works(CANDIDATES if candidates is None else candidates, start)
    if source is None:
        source = NoSource(passed_over)
        source.start(deliver)
    return SourceChoice(source, passed_over)


def _x11(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.x11 import X11Source

    return X11Source(loop, own_pid)


def _win32(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.win32 import Win32Source

    return Win32Source(loop, own_pid)


def _polling(loop: Loop, own_pid: int) -> WindowSource:
    from triggers.sources.polling import PollingSource

    return PollingSource(loop, own_pid)


CANDIDATES: tuple[Candidate[Factory], ...] = (
    Candidate("win32", _win32, "windows"),
    Candidate("x11", _x11, "linux"),
    Candidate("polling", _polling),
)
