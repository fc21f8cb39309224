"""The event loop as sources and hotkeys see it, so that they need no Qt. Not a loop of its own.

The desktop app hands in Qt's loop (overlay/loop.py); terminal commands and tests use SelectorLoop below.
"""

from __future__ import annotations

import heapq
import itertools
import os
import selectors
import time
from collections.abc import Callable
from typing import Protocol


class Handle(Protocol):
    """Something scheduled or watched that can be called off."""

    def cancel(self) -> None:
        """Call it off; harmless when it already ran or was already called off."""


class Loop(Protocol):
    """What a source may ask of the loop it lives in. All calls but ``call_threadsafe`` from its own thread."""

    def call_later(self, seconds: float, action: Callable[[], None]) -> Handle:
        """Run ``action`` once, ``seconds`` from now."""

    def watch(self, descriptor: int, action: Callable[[], None]) -> Handle:
        """Run ``action`` whenever ``descriptor`` is readable."""

    def call_threadsafe(self, action: Callable[[], None]) -> None:
        """Run ``action`` soon in the loop's thread; the one call that any thread may make."""


class _Cancel:
    def __init__(self, action: Callable[[], None]) -> None:
        self._action: Callable[[], None] | None = action

    def cancel(self) -> None:
        if self._action is not None:
            action, self._action = self._action, None
            action()


class SelectorLoop:
    """A small real loop on ``selectors`` for terminal commands and for tests without Qt."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._off: set[int] = set()
        self._count = itertools.count()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        self._handed_over: list[Callable[[], None]] = []
        self._selector.register(self._wake_read, selectors.EVENT_READ, self._take_over)

    def call_later(self, seconds: float, action: Callable[[], None]) -> Handle:
        number = next(self._count)
        heapq.heappush(self._timers, (time.monotonic() + seconds, number, action))
        return _Cancel(lambda: self._off.add(number))

    def watch(self, descriptor: int, action: Callable[[], None]) -> Handle:
        self._selector.register(descriptor, selectors.EVENT_READ, action)
        return _Cancel(lambda: void(self._selector.unregister(descriptor)))

    def call_threadsafe(self, action: Callable[[], None]) -> None:
        self._handed_over.append(action)
        os.write(self._wake_write, b"\0")

    def run(self, until: Callable[[], bool], timeout: float) -> bool:
        """Turn until ``until()`` holds or ``timeout`` seconds have passed; returns whether it held."""
        end = time.monotonic() + timeout
        while not until():
            now = time.monotonic()
            if now >= end:
                return False
            wait = min(end, self._timers[0][0] if self._timers else end) - now
            for key, _ in self._selector.select(max(0.0, wait)):
                key.data()
            self._run_due()
        return True

    def close(self) -> None:
        """Release the loop's descriptors."""
        self._selector.close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _run_due(self) -> None:
        while self._timers and self._timers[0][0] <= time.monotonic():
            _, number, action = heapq.heappop(self._timers)
            if number in self._off:
                self._off.discard(number)
            else:
                action()

    def _take_over(self) -> None:
        os.read(self._wake_read, 4096)
        actions, self._handed_over = self._handed_over, []
        for action in actions:
            action()


def void(_: object) -> None:
    """Swallow a result where a callback must return nothing."""
