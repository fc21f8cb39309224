"""Whether somebody types, drags or is away, by how long ago the last input was. Never by what it was.

Pure: a sample is the age of the last input of any kind, where the pointer is, and whether a button is down.
"""

from __future__ import annotations

from dataclasses import dataclass

from triggers.session.base import Reading, Sign

AWAY = 300.0
"""Seconds without any input after which nobody is at the desk."""

PAUSE = 1.0
"""Seconds without input that end typing: between the words of one sentence it is less, mostly."""

JUST_NOW = 0.3
"""Seconds: who types fast has just pressed a key. So has who clicked: a second look tells them apart."""

_FRESH = 3.0  # seconds for which an earlier sample says something about the present one
_SLACK = 0.03  # seconds by which the clocks of the server and of this process may disagree


@dataclass(frozen=True, slots=True)
class Sample:
    """``idle`` is how many seconds ago the last input was."""

    idle: float
    pointer: tuple[int, int] = (0, 0)
    is_pressed: bool = False


class Activity:
    """Fed with samples only when a cue is about to get louder, and a little later again while one waits."""

    def __init__(self) -> None:
        self._last: tuple[float, Sample] | None = None
        self._is_confirmed = False

    def reading(self, sample: Sample, at: float) -> Reading:
        """``signs``, and when the last input was."""
        return Reading(self.signs(sample, at), input_at=at - sample.idle)

    def signs(self, sample: Sample, at: float) -> frozenset[Sign]:
        """What ``sample``, taken at the monotonic time ``at``, says together with those before it."""
        is_typing = self._types(sample, at)
        self._last = at, sample
        found = {
            Sign.DRAGGING: sample.is_pressed,
            Sign.TYPING: is_typing and not sample.is_pressed,
            Sign.IDLE: sample.idle >= AWAY,
        }
        return frozenset(sign for sign, is_there in found.items() if is_there)

    def _types(self, sample: Sample, at: float) -> bool:
        if self._last is None or not 0 <= at - self._last[0] <= _FRESH:
            self._is_confirmed = False
            return sample.idle < JUST_NOW
        before_at, before = self._last
        if sample.idle < at - before_at - _SLACK:  # there was input since then, and no mouse moved or did
            self._is_confirmed = sample.pointer == before.pointer and not before.is_pressed
        return self._is_confirmed and sample.idle < PAUSE
