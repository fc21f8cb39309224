"""A window source at work in a desktop session, with what it delivered. In the test's process, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.desktop.xsession import XSession
from triggers.context import WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import Observation, SourceState
from triggers.sources.x11 import X11Source
from triggers.xdisplay import XConnection

NOBODY = 0
"""A process number that no window has, so that no window is taken for our own."""


class Watching:
    """``with Watching(session) as watching``: the source runs while ``until`` or ``rest`` turn its loop."""

    def __init__(self, session: XSession, own_pid: int = NOBODY) -> None:
        self.loop = SelectorLoop()
        self.got: list[Observation] = []
        self.source = X11Source(self.loop, own_pid, connect=lambda: XConnection(session.display))

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
    def state(self) -> SourceState:
        return self.got[-1].state

    @property
    def states(self) -> list[SourceState]:
        return [observation.state for observation in self.got]

    @property
    def window(self) -> WindowInfo:
        """The present state, which has to be a window."""
        assert isinstance(self.state, WindowInfo), self.state
        return self.state

    def is_at(self, window_id: int, title: str | None = None) -> bool:
        """Whether the last thing delivered is that window, with that title if one is given."""
        state = self.state
        return isinstance(state, WindowInfo) and state.id == window_id and title in (None, state.title)

    def until(self, holds: Callable[[], bool], timeout: float = 5) -> None:
        """Turn the loop until ``holds()``; fails with what was delivered instead."""
        assert self.loop.run(holds, timeout), [(seen.state, title_of(seen.state)) for seen in self.got[-5:]]

    def rest(self, seconds: float = 0.3) -> None:
        """Turn the loop for a while, whatever comes."""
        self.loop.run(lambda: False, seconds)


def title_of(state: SourceState) -> str | None:
    """The title of a window's state, which ``repr`` keeps to itself."""
    return state.title if isinstance(state, WindowInfo) else None
