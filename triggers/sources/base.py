"""What every window source promises. One module per platform implements it; supervisor.py runs one of them.

A source has two ways to say that it does not work here. What it knows at once it says by raising
SourceUnavailableError in ``start``. What it finds out only later (a service that is not on the bus, a
protocol the compositor does not speak, a connection that was lost) it says by delivering ``Unavailable``.
The supervisor then closes it and tries the next one; and this one again, now and then.

``Unavailable(..., passing=True)`` is for a source that watches on, and will say by itself when it sees
again. It is not replaced. With ``returns=True`` it is, but stays open meanwhile, and is the first to be tried
when it delivers again. One that delivers nothing at all for PATIENCE seconds does not work either.
"""

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
    """The source cannot say, because ...; its last word, unless ``passing``. ``remedy`` may be ""."""

    reason: str
    remedy: str = ""
    passing: bool = False
    returns: bool = False


PATIENCE = 5.0
"""Seconds in which a source that was started has to deliver something."""

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
        """Stop watching and release the connection; may be called twice, and after the last word."""


class SourceUnavailableError(NotHereError):
    """This source cannot work on this machine or in this session."""
