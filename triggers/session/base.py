"""What the session around the windows is like, as plain values, and what every source of it promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from triggers.selection import NotHereError


class Sign(StrEnum):
    """Something about the session that speaks against showing anything now."""

    LOCKED = "locked"
    FULL_SCREEN = "full-screen"
    PRESENTING = "presenting"
    SHARING = "sharing"
    KEPT_AWAKE = "kept-awake"
    DO_NOT_DISTURB = "do-not-disturb"
    IDLE = "idle"
    TYPING = "typing"
    DRAGGING = "dragging"


@dataclass(frozen=True, slots=True)
class Reading:
    """The signs that are there, and for those that nobody could tell about, why not.

    A sign in neither is known to be absent. ``input_at`` is when the person last used keyboard or mouse, on
    the monotonic clock; None where nobody tells.
    """

    present: frozenset[Sign] = frozenset()
    unknown: Mapping[Sign, str] = field(default_factory=dict)
    input_at: float | None = None


class SessionSource(Protocol):
    """Tells about some signs. Lives in the loop's thread and never makes it wait."""

    name: str
    signs: frozenset[Sign]

    def start(self, changed: Callable[[], None]) -> None:
        """Begin to watch; ``changed`` is called when another ``read`` would say something else.

        A source that is never told of changes calls it never: it is asked when it matters. Raises
        SessionUnavailableError when it cannot work here.
        """

    def read(self) -> Reading:
        """What is known at this moment, about ``signs`` alone."""

    def close(self) -> None:
        """Stop watching; may be called twice."""


class SessionUnavailableError(NotHereError):
    """This source cannot work on this machine or in this session."""
