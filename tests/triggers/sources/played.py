"""Window sources for tests that do as they are told. They implement the real Protocol."""

from __future__ import annotations

from triggers.context import WindowInfo
from triggers.loop import Loop
from triggers.selection import Candidate
from triggers.sources.base import (
    Deliver,
    Observation,
    SourceState,
    SourceUnavailableError,
    WindowSource,
)
from triggers.sources.selector import Factory


def window(number: int) -> WindowInfo:
    """A window that is not another's."""
    return WindowInfo(number, "app", "App", f"title {number}")


class Played:
    """A candidate: ``first`` is what each start delivers at once, ``refuses`` why it cannot start."""

    def __init__(self, name: str, *first: SourceState, refuses: str = "") -> None:
        self.name, self.first, self.refuses = name, first, refuses
        self.started: list[PlayedSource] = []

    @property
    def candidate(self) -> Candidate[Factory]:
        return Candidate(self.name, self._make)

    @property
    def last(self) -> PlayedSource:
        return self.started[-1]

    def _make(self, _loop: Loop, own_pid: int) -> WindowSource:
        return PlayedSource(self, own_pid)


class PlayedSource:
    """One start of it."""

    def __init__(self, play: Played, own_pid: int) -> None:
        self.play, self.own_pid, self.name = play, own_pid, play.name
        self.closed = False
        self.activated: list[int] = []
        self._deliver: Deliver | None = None
        self._seq = 0

    def start(self, deliver: Deliver) -> None:
        if self.play.refuses:
            raise SourceUnavailableError(self.play.refuses, "log in")
        self._deliver = deliver
        self.play.started.append(self)
        for state in self.play.first:
            self.see(state)

    def see(self, state: SourceState) -> None:
        """Deliver it, as a source does that was not closed in time too."""
        assert self._deliver is not None
        self._seq += 1
        self._deliver(Observation(self._seq, float(self._seq), state))

    def activate(self, window_id: int) -> None:
        self.activated.append(window_id)

    def close(self) -> None:
        self.closed = True
