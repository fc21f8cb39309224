"""When the panel is made ready: once dialogs are looked at, and not for those who do not want that."""

from __future__ import annotations

from typing import Any, cast

from overlay.detail_state import DetailState
from overlay.health import Health
from overlay.trace import NoTrace
from overlay.watching import Watching
from tests.triggers.fake_loop import FakeLoop


class FakeHealth:
    def detail_is(self, state: DetailState) -> None:
        self.state = state


def nothing(*_: Any) -> None: ...


def test_the_panel_is_made_ready_when_dialogs_begin_to_be_looked_at() -> None:
    loop, ready = FakeLoop(), list[str]()
    health = cast("Health", FakeHealth())
    hears = (nothing, nothing, nothing, lambda: ready.append("ready"))
    watching = Watching(loop, health, NoTrace(), *hears)
    for state in (DetailState(), DetailState("resting", "not needed"), DetailState("unavailable", "no bus")):
        watching._detail_is(state)
        loop.advance(10)
    assert ready == []
    watching._detail_is(DetailState("on", ""))
    assert ready == []
    loop.advance(10)
    assert ready == ["ready"]
    watching.close()
