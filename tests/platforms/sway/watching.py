"""A window source at work in a sway session, with what it delivered. In the test's process, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.platforms import watching
from tests.platforms.sway.sway_session import SwaySession
from tests.platforms.watching import NOBODY
from triggers.context import WindowInfo
from triggers.loop import Loop
from triggers.sources.base import WindowSource
from triggers.sources.sway import SwaySource
from triggers.sources.wlr import WlrSource


class Watching(watching.Watching):
    """``with Watching(session, "wlr") as watching``: by which of the two sources sway is watched."""

    def __init__(self, session: SwaySession, kind: str = "sway", own_pid: int = NOBODY) -> None:
        def make(loop: Loop) -> WindowSource:
            if kind == "sway":
                return SwaySource(loop, own_pid, lambda: Path(session.env["SWAYSOCK"]))
            display = session.runtime / session.env["WAYLAND_DISPLAY"]
            return WlrSource(loop, lambda: display)

        super().__init__(make)

    @property
    def title(self) -> str | None:
        """The title of the window that the source sees, None for none."""
        return self.state.title if isinstance(self.state, WindowInfo) else None

    def until(self, holds: Callable[[], object], timeout: float = 5) -> None:
        """Turn the loop until ``holds()``; fails with what was delivered instead."""
        super().until(lambda: bool(holds()), timeout)
