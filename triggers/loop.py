"""The event loop as sources and hotkeys see it, so that they need no Qt. Not a general-purpose loop.

The desktop app hands in Qt's loop (overlay/loop.py); terminal commands and tests use SelectorLoop below.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import math
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

Action = Callable[[], None]


class Handle(Protocol):
    """Something scheduled or watched that can be called off."""

    def cancel(self) -> None:
        """Call it off; harmless when it already ran or was already called off."""


class Loop(Protocol):
    """What a source may ask of the loop it lives in, from its own thread but for ``call_threadsafe``."""

    def call_later(self, seconds: float, action: Callable[[], None]) -> Handle:
        """Run ``action`` once, ``seconds`` from now."""

    def watch(self, descriptor: int, action: Callable[[], None]) -> Handle:
        """Run ``action`` whenever ``descriptor`` is readable. One watch per descriptor at a time."""

    def call_threadsafe(self, action: Callable[[], None]) -> None:
        """Run ``action`` soon in the loop's thread; the one call that any thread may make."""


class _Timer:
    def __init__(self, action: Action) -> None:
        self._action: Action | None = action

    @property
    def called_off(self) -> bool:
        return self._action is None

    def cancel(self) -> None:
        self._action = None

    def run(self) -> None:
        action, self._action = self._action, None
        if action is not None:
            action()


class _Watch:
    def __init__(self, selector: selectors.BaseSelector, descriptor: int, action: Action) -> None:
        self._selector = selector
        self._descriptor = descriptor
        self._action: Action | None = action
        selector.register(descriptor, selectors.EVENT_READ, self.run)

    def cancel(self) -> None:
        if self._action is not None:
            self._action = None
            self._selector.unregister(self._descriptor)

    def run(self) -> None:
        # Called off by an earlier action of the same turn: its readiness was already reported.
        if self._action is not None:
            self._action()


class SelectorLoop:
    """A small real loop on ``selectors`` for terminal commands and for tests without Qt.

    An exception in an action leaves ``run``; what else was due then runs in the next ``run``.
    """

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._timers: list[tuple[float, int, _Timer]] = []
        self._count = itertools.count()
        self._handed_over: deque[Action] = deque()  # append and popleft are atomic
        self._woken, self._waker = socket.socketpair()  # Windows cannot select on pipes
        self._woken.setblocking(False)
        self._waker.setblocking(False)
        _Watch(self._selector, self._woken.fileno(), self._swallow_wake_ups)
        self._closing = threading.Lock()
        self._closed = False

    def call_later(self, seconds: float, action: Action) -> Handle:
        timer = _Timer(action)
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._count), timer))
        return timer

    def watch(self, descriptor: int, action: Action) -> Handle:
        return _Watch(self._selector, descriptor, action)

    def call_threadsafe(self, action: Action) -> None:
        """As in Loop; after ``close`` the action is dropped."""
        self._handed_over.append(action)
        # The lock keeps a write from a descriptor that close() has freed and something else has got.
        with self._closing, contextlib.suppress(BlockingIOError):  # a full socket wakes the loop as it is
            if not self._closed:
                self._waker.send(b"\0")

    def run(self, until: Callable[[], bool], timeout: float) -> bool:
        """Turn until ``until()`` holds or ``timeout`` seconds, perhaps infinite, are over. Did it hold?"""
        end = time.monotonic() + timeout
        while not until():
            now = time.monotonic()
            if now >= end:
                return False
            self._turn(end - now)
        return True

    def close(self) -> None:
        """Release the loop's descriptors; may be called twice."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._handed_over.clear()
            self._selector.close()
            self._woken.close()
            self._waker.close()

    def _turn(self, longest: float) -> None:
        for key, _ in self._selector.select(self._patience(longest)):
            key.data()
        self._run_handed_over()
        self._run_due()

    def _patience(self, longest: float) -> float | None:
        while self._timers and self._timers[0][2].called_off:
            heapq.heappop(self._timers)  # or it would wake us for nothing
        if self._handed_over:
            return 0.0
        if self._timers:
            return min(longest, max(0.0, self._timers[0][0] - time.monotonic()))
        return longest if math.isfinite(longest) else None

    def _run_due(self) -> None:
        # Only what is due now: an action that schedules itself anew must not starve the descriptors.
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            heapq.heappop(self._timers)[2].run()

    def _run_handed_over(self) -> None:
        for _ in range(len(self._handed_over)):
            self._handed_over.popleft()()

    def _swallow_wake_ups(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._woken.recv(4096):
                pass
