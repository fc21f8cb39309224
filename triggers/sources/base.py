"""What every window source promises. One module per platform implements it; selector.py picks one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from triggers.context import WindowInfo
from triggers.selection import NotHereError


@dataclass(frozen=True, slots=True)
class NothingFocused:
    """The source works, and no window has the focus."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The source cannot say, because ...; ``remedy`` tells the person what to do, "" if nothing helps."""

    reason: str
    remedy: str = ""


SourceState = WindowInfo | NothingFocused | Unavailable


@dataclass(frozen=True, slots=True)
class Observation:
    """One state as the source saw it.

    ``at`` is when the operating system's event reached us, in seconds on the monotonic clock; ``seq`` grows
    by one with each observation of one source.
    """

    seq: int
    at: float
    state: SourceState


Deliver = Callable[[Observation], None]


class WindowSource(Protocol):
    """Watches the active window. Delivers in the loop's thread; never delivers windows of ``own_pid``."""

    name: str

    def start(self, deliver: Deliver) -> None:
        """Begin to watch, without waiting; the present state is delivered as soon as it is known.

        Raises SourceUnavailableError when this source cannot work here.
        """

    def activate(self, window_id: int) -> None:
        """Give the keyboard focus back to that window; silently nothing if it is gone."""

    def close(self) -> None:
        """Stop watching and release the connection; may be called twice."""


class SourceUnavailableError(NotHereError):
    """This source cannot work on this machine or in this session."""
