"""A Loop whose clock a test moves by hand. Implements the real Protocol; waits for nothing."""

from __future__ import annotations

from collections.abc import Callable

from triggers.loop import Handle

Action = Callable[[], None]


class _Scheduled:
    def __init__(self, due: float, action: Action) -> None:
        self.due = due
        self.action: Action | None = action

    def cancel(self) -> None:
        self.action = None


class _Watched:
    def __init__(self, watched: dict[int, Action], descriptor: int) -> None:
        self._watched = watched
        self._descriptor = descriptor

    def cancel(self) -> None:
        self._watched.pop(self._descriptor, None)


class FakeLoop:
    """``now`` stands still until ``advance``; ``scheduled`` counts what would still wake the process."""

    def __init__(self) -> None:
        self.now = 100.0
        self._scheduled: list[_Scheduled] = []
        self.watched: dict[int, Action] = {}

    def clock(self) -> float:
        return self.now

    @property
    def scheduled(self) -> int:
        return sum(entry.action is not None for entry in self._scheduled)

    def call_later(self, seconds: float, action: Action) -> Handle:
        entry = _Scheduled(self.now + seconds, action)
        self._scheduled.append(entry)
        return entry

    def watch(self, descriptor: int, action: Action) -> Handle:
        self.watched[descriptor] = action
        return _Watched(self.watched, descriptor)

    def call_threadsafe(self, action: Action) -> None:
        self.call_later(0.0, action)

    def advance(self, seconds: float) -> None:
        """Let time pass, running what falls due in its order and at its time."""
        end = self.now + seconds
        while due := [entry for entry in self._scheduled if entry.action and entry.due <= end + 1e-9]:
            entry = min(due, key=lambda scheduled: scheduled.due)
            self.now = max(self.now, entry.due)
            action, entry.action = entry.action, None
            if action is not None:
                action()
        self.now = end
