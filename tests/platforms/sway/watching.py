"""A window source at work in a sway session, with what it delivered. In the test's process, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.platforms.sway.sway_session import SwaySession
from triggers.context import WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import Observation, SourceState, WindowSource
from triggers.sources.sway import SwaySource
from triggers.sources.wlr import WlrSource

NOBODY = 0
"""A process number that no window has."""


class Watching:
    """``with Watching(session, "wlr") as watching``: the source runs while ``until`` turns its loop."""

    def __init__(self, session: SwaySession, kind: str = "sway", own_pid: int = NOBODY) -> None:
        self.loop = SelectorLoop()
        self.got: list[Observation] = []
        self.source: WindowSource
        if kind == "sway":
            self.source = SwaySource(self.loop, own_pid, lambda: Path(session.env["SWAYSOCK"]))
        else:
            display = session.runtime / session.env["WAYLAND_DISPLAY"]
            self.source = WlrSource(self.loop, lambda: display)

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

    @property
    def title(self) -> str | None:
        """The title of the window that the source sees, None for none."""
        return self.state.title if isinstance(self.state, WindowInfo) else None

    def until(self, holds: Callable[[], object], timeout: float = 5) -> None:
        """Turn the loop until ``holds()``; fails with what was delivered instead."""
        assert self.loop.run(lambda: bool(holds()), timeout), [seen.state for seen in self.got[-5:]]

    def rest(self, seconds: float = 0.3) -> None:
        """Turn the loop for a while, whatever comes."""
        self.loop.run(lambda: False, seconds)
