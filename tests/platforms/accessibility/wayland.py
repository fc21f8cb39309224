"""A sway desktop on whose own session bus applications speak to accessibility. No pytest here."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.platforms.accessibility.desktop import NOBODY, Following
from tests.platforms.session import end_services, start_bus
from tests.platforms.sway.sway_session import SwaySession
from triggers.context import Detail, WindowInfo
from triggers.shown import belongs
from triggers.sources.base import Observation
from triggers.sources.sway import SwaySource


class AccessibleSway(SwaySession):
    """As SwaySession; its bus lives in the private home too, as does what the bus starts."""

    def start_sway(self) -> None:
        """Start the bus, and then the compositor."""
        self._cleanup.callback(end_services, self.home)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = start_bus(self.programs)
        super().start_sway()
        self.programs.run("dbus-update-activation-environment", "WAYLAND_DISPLAY", "DISPLAY")

    def keys(self, *chords: str) -> subprocess.Popen[bytes]:
        """Press "alt+f", "Down" and the like, slowly and all on one keyboard; returns at once.

        GTK takes the keys of a new keyboard for others while a menu or a dialog is open.
        """
        words = ["-P", "Shift_L", "-p", "Shift_L"]  # the first key of a new keyboard may be lost
        for chord in chords:
            *held, key = chord.split("+")
            words += [word for one in held for word in ("-s", "200", "-M", one)]
            words += ["-s", "200", "-k", key]
            words += [word for one in held for word in ("-s", "200", "-m", one)]
        return self.spawn("wtype", *words, "-s", "1000")


class Joined(Following):
    """The source of detail beside the one of windows, joined as the app joins them."""

    def __init__(self, session: AccessibleSway) -> None:
        super().__init__()
        self.window: WindowInfo | None = None
        self._windows = SwaySource(self.loop, NOBODY, lambda: Path(session.env["SWAYSOCK"]))

    def __enter__(self) -> Self:
        super().__enter__()
        self._windows.start(self._saw)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._windows.close()
        super().__exit__(kind, problem, trace)

    @property
    def last(self) -> Detail:
        """What is known now of the window that has the focus; nothing while it is of another one."""
        detail = super().last
        return detail if self.window is not None and belongs(detail, self.window) else Detail()

    def until_title(self, words: str, timeout: float = 20) -> Detail:
        """Wait until the window with these words in its title has the focus, and its detail belongs to it."""
        self.until(lambda: words in self.last.title, timeout)
        return self.last

    def _saw(self, seen: Observation) -> None:
        self.window = seen.state if isinstance(seen.state, WindowInfo) else None
        self.source.look_at(self.window)
