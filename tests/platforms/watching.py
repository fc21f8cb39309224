"""A window source at work on a Wayland desktop, with what it delivered. In the test's process, without Qt."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.desktop.watching import title_of
from triggers.context import WindowInfo
from triggers.loop import Loop, SelectorLoop
from triggers.sources.base import Observation, SourceState, WindowSource

NOBODY = 0
"""A process number that no window has, so that no window is taken for our own."""


class Watching:
    """``with Watching(make) as watching``: the source runs while ``until`` or ``rest`` turn its loop."""

    def __init__(self, make: Callable[[Loop], WindowSource]) -> None:
        self.loop = SelectorLoop()
        self.got: list[Observation] = []
        self.source = make(self.loop)

    def __enter__(self) -> Self:
        self.source.start(self.got.append)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.source.close()
        self.loop.close()

    @property
    def state(self) -> SourceState | None:
        return self.got[-1].state if self.got else None

    @property
    def window(self) -> WindowInfo:
        """The present state, which has to be a window."""
        assert isinstance(self.state, WindowInfo), self.state
        return self.state

    def until(self, holds: Callable[[], bool], timeout: float = 10) -> None:
        """Turn the loop until ``holds()``; fails with what was delivered instead."""
        assert self.loop.run(holds, timeout), [(seen.state, _title(seen.state)) for seen in self.got[-5:]]

    def until_title(self, title: str) -> WindowInfo:
        """Turn the loop until a window of that title is the active one, and return it."""
        self.until(lambda: _title(self.state) == title)
        return self.window

    def until_state(self, state: SourceState) -> None:
        """Turn the loop until that is the state."""
        self.until(lambda: self.state == state)

    def rest(self, seconds: float = 0.3) -> None:
        """Turn the loop for a while, whatever comes."""
        self.loop.run(lambda: False, seconds)

    def turns(self, seconds: float) -> int:
        """How often the loop turns in so long."""
        turns = itertools.count()
        self.loop.run(lambda: next(turns) < 0, seconds)
        return next(turns)


def _title(state: SourceState | None) -> str | None:
    return None if state is None else title_of(state)
