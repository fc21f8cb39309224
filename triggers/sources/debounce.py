"""Which of the states a source sees are handed on, and when. For every source; reads nothing itself.

A switch to another window is handed on at once. Further changes of the same window come at most every
``change_gap`` seconds, and the last of them always comes. That no window has the focus is believed only
after ``settle`` seconds, because window managers say so for a moment between any two windows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from triggers.context import WindowInfo
from triggers.loop import Handle, Loop
from triggers.sources.base import Deliver, Observation, SourceState

CHANGE_GAP = 0.1
"""Seconds: ten changes of one window a second are more than a person reads."""

SETTLE = 0.05
"""Seconds: the gap between two windows measured about 1 ms; a person does not notice 50."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    state: SourceState
    at: float
    timer: Handle


class Debounce:
    """Between one source and its consumer. Uses no timer while nothing changes."""

    def __init__(
        self,
        loop: Loop,
        deliver: Deliver,
        *,
        change_gap: float = CHANGE_GAP,
        settle: float = SETTLE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._loop = loop
        self._deliver = deliver
        self._change_gap = change_gap
        self._settle = settle
        self._clock = clock
        self._seq = 0
        self._delivered: SourceState | None = None
        self._changed_at = float("-inf")
        self._waiting: _Waiting | None = None
        self._closed = False

    def offer(self, state: SourceState, at: float) -> None:
        """The source sees ``state`` since the event that arrived at ``at``."""
        if self._closed:
            return
        if state == self._delivered:
            self._forget_waiting()
        elif self._waiting is not None and self._waiting.state == state:
            pass  # its time runs already
        elif self._delivered is None:
            self._hand_on(state, at)
        elif not isinstance(state, WindowInfo):
            self._wait(self._settle, state, at)
        elif not self._is_same_window(state):
            self._hand_on(state, at)
        else:
            self._offer_change(state, at)

    def close(self, last: SourceState | None = None, at: float = 0.0) -> None:
        """Hand on ``last`` at once, if given, and nothing after it; may be called twice."""
        if self._closed:
            return
        if last is not None and last != self._delivered:
            self._hand_on(last, at)
        self._forget_waiting()
        self._closed = True

    def _offer_change(self, state: SourceState, at: float) -> None:
        due = self._changed_at + self._change_gap - self._clock()
        if due <= 0:
            self._changed_at = self._clock()
            self._hand_on(state, at)
        else:
            self._wait(due, state, at)

    def _is_same_window(self, state: WindowInfo) -> bool:
        return isinstance(self._delivered, WindowInfo) and self._delivered.id == state.id

    def _wait(self, seconds: float, state: SourceState, at: float) -> None:
        self._forget_waiting()
        self._waiting = _Waiting(state, at, self._loop.call_later(seconds, self._waited))

    def _waited(self) -> None:
        if self._waiting is not None:
            waited = self._waiting
            if isinstance(waited.state, WindowInfo):
                self._changed_at = self._clock()
            self._hand_on(waited.state, waited.at)

    def _forget_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.timer.cancel()
            self._waiting = None

    def _hand_on(self, state: SourceState, at: float) -> None:
        self._forget_waiting()
        self._delivered = state
        self._seq += 1
        self._deliver(Observation(self._seq, at, state))
