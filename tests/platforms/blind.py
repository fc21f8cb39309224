"""What a session is told to do where no window source works: with our own sources, in their order."""

from __future__ import annotations

import pytest

from tests.platforms.session import BusSession
from tests.platforms.watching import NOBODY
from triggers.loop import SelectorLoop
from triggers.sources.base import Observation, Unavailable
from triggers.sources.selector import BY_SYSTEM
from triggers.sources.supervisor import Supervisor


def what_helps(desk: BusSession, monkeypatch: pytest.MonkeyPatch) -> str:
    """The remedy there, without the accessibility bus, which would stand in for most."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR"):
        if name in desk.env:
            monkeypatch.setenv(name, desk.env[name])
    candidates = [one for one in BY_SYSTEM["linux"] if one.name != "accessibility"]
    got: list[Observation] = []
    loop = SelectorLoop()
    supervisor = Supervisor(loop, NOBODY, got.append, candidates=candidates)
    supervisor.start()
    loop.run(lambda: bool(got), 20)
    supervisor.close()
    loop.close()
    assert isinstance(got[0].state, Unavailable), got[0].state
    return got[0].state.remedy
