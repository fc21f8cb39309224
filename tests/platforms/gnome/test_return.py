"""The extension is switched off and on beside the supervisor, whose pauses never end here."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from tests.platforms.gnome.session import UUID, GnomeSession
from tests.platforms.watching import NOBODY
from triggers.loop import Handle, SelectorLoop
from triggers.selection import Candidate
from triggers.sources.base import PATIENCE, Observation, Unavailable
from triggers.sources.gnome import NO_EXTENSION, SWITCHED_OFF, GnomeSource
from triggers.sources.supervisor import Supervisor


class Endless(SelectorLoop):
    """Whoever pauses in it for a second or more waits for ever, but for answers."""

    def call_later(self, seconds: float, action: Callable[[], None]) -> Handle:
        return super().call_later(seconds if seconds < 1 or seconds == PATIENCE else 1e6, action)


def test_the_extension_is_seen_when_it_is_switched_on_and_nothing_wakes_meanwhile(desk: GnomeSession) -> None:
    desk.open_window("ledger", "Ledger")
    desk.programs.run("gnome-extensions", "disable", UUID)
    loop, got, turns = Endless(), list[Observation](), itertools.count()
    supervisor = Supervisor(loop, NOBODY, got.append, candidates=[Candidate("gnome", GnomeSource)])
    supervisor.start()

    def ends_with(what: str) -> bool:
        state = got[-1].state if got else None
        return what in (state.reason if isinstance(state, Unavailable) else getattr(state, "title", ""))

    assert loop.run(lambda: ends_with(NO_EXTENSION.reason), 10)
    loop.run(lambda: False, 1)
    loop.run(lambda: next(turns) < 0, 2)
    assert next(turns) <= 2
    desk.programs.run("gnome-extensions", "enable", UUID)
    assert loop.run(lambda: ends_with("Ledger"), 10)
    desk.programs.run("gnome-extensions", "disable", UUID)
    assert loop.run(lambda: ends_with(NO_EXTENSION.reason), 10)
    assert SWITCHED_OFF in [seen.state for seen in got]
    desk.programs.run("gnome-extensions", "enable", UUID)
    assert loop.run(lambda: ends_with("Ledger"), 10)
    supervisor.close()
    loop.close()
