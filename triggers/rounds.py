"""When the ways of doing something are gone through again, and for which of them. Tries none itself.

A way is known by its place; that of the best is 0. A round follows at once when one that worked is lost, and
others after pauses that grow. Which ways a round tries, and whether another is needed, its owner decides.
"""

from __future__ import annotations

from collections.abc import Callable

from triggers.loop import Handle, Loop

LONGEST_PAUSE = 64.0
"""Seconds between two rounds at most; the first pause is one second, and each is twice the one before."""

CALM = 60.0
"""Seconds that a way has to work for its loss to be the first one again, which is answered at once."""

TRIES = 7
"""Rounds for ways that have not worked yet, about two minutes. One that worked and was lost is tried for as
long as it is away."""


class Rounds:
    """Calls ``begin`` for each round but the first."""

    def __init__(self, loop: Loop, begin: Callable[[], None]) -> None:
        self._loop, self._begin = loop, begin
        self.hopeful: set[int] = set()  # places of those that may work later: they did not refuse at once
        self.missed: int | None = None  # the place of one that worked and was lost
        self._count = 0  # since all was well
        self._pause: Handle | None = None

    @property
    def are_due(self) -> bool:
        """Whether more of them are worth their while where there is something to be found."""
        return self.missed is not None or self._count < TRIES

    @property
    def are_coming(self) -> bool:
        """Whether one will follow after a pause."""
        return self._pause is not None

    def works(self, place: int) -> None:
        """That one works: only better ones are looked for."""
        self.hopeful = {better for better in self.hopeful if better < place}
        if self.missed is not None and place <= self.missed:
            self.missed = None

    def expect_no_more(self, place: int) -> None:
        """That one will not work, however often it is tried."""
        self.hopeful.discard(place)
        self.missed = None if self.missed == place else self.missed

    def lose(self, place: int, worked_for: float) -> None:
        """That one is lost, after so many seconds. What follows is ``after_loss``."""
        self.missed = place if self.missed is None else min(self.missed, place)
        if worked_for >= CALM:
            self._count = 0

    def after_loss(self) -> None:
        """Begin a round, at once if the loss is the first one."""
        if self._count:
            self.pause()
        else:
            self._count = 1
            self._now()

    def pause(self) -> None:
        """Begin a round after a pause, unless there is one already."""
        if self._pause is None:
            seconds = min(LONGEST_PAUSE, 2.0 ** min(self._count, 10))  # in a day there are thousands
            self._count += 1
            self._pause = self._loop.call_later(seconds, self._now)

    def begin_soon(self) -> None:
        """Begin a round as the loop's next action."""
        self.call_off()
        self._pause = self._loop.call_later(0.0, self._now)

    def start_over(self) -> None:
        """Let the next pause be the first and shortest again."""
        self._count = 0

    def call_off(self) -> None:
        """Let no round follow, for now."""
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None

    def _now(self) -> None:
        self.call_off()
        self._begin()
