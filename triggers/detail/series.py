"""Series of questions to applications, one of each sort at a time. Not for what is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from triggers.accessible import Asking, Result, Steps


class Ask(Protocol):
    """As in AccessibilityBus."""

    def __call__(self, steps: Steps[Result], done: Callable[[Result], None], /) -> Asking[Result] | None: ...


class Series:
    """An answer that is late, or of no use any more, is not told."""

    def __init__(self, ask: Ask) -> None:
        self._lead = ask
        self._running: dict[str, Asking[Any]] = {}
        self._next: dict[str, Callable[[], None]] = {}

    def ask(self, sort: str, steps: Steps[Result], done: Callable[[Result], None]) -> None:
        """Ask at once, instead of what is asked of that sort now."""
        self._stop(sort)

        def ended(result: Result) -> None:
            self._running.pop(sort, None)
            done(result)
            waiting = self._next.pop(sort, None)
            if waiting is not None and sort not in self._running:
                waiting()

        asking = self._lead(steps, ended)
        if asking is not None and asking.runs:
            self._running[sort] = asking

    def later(self, sort: str, make: Callable[[], Steps[Result]], done: Callable[[Result], None]) -> None:
        """Ask when the present series of that sort is over; only the newest waits."""
        if sort in self._running:
            self._next[sort] = lambda: self.ask(sort, make(), done)
        else:
            self.ask(sort, make(), done)

    def runs(self, sort: str) -> bool:
        """Whether a series of that sort is under way."""
        return sort in self._running

    def clear(self) -> None:
        """Ask nothing more of what runs or waits."""
        for sort in [*self._running, *self._next]:
            self._stop(sort)

    def _stop(self, sort: str) -> None:
        self._next.pop(sort, None)
        running = self._running.pop(sort, None)
        if running is not None:
            running.cancel()
