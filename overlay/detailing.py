"""What a window shows beyond its title, while a card asks for it; else why nobody looks. Keeps nothing.

Starts and ends the source of detail (triggers/detail), and tells which of what it says belongs to the window
in front. Not for rules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from overlay.detail_state import MISSED, DetailState
from overlay.settings.table import DETAIL, Setting, Settings
from triggers.beyond import ALL, NOTHING, Beyond
from triggers.context import Context, Detail, WindowInfo
from triggers.detail.base import Deliver, DetailSource, Lost
from triggers.detail.selector import DetailChoice, choose_detail
from triggers.loop import Handle, Loop
from triggers.selection import all_reasons, first_remedy
from triggers.shown import belongs
from triggers.sources.base import SourceState
from triggers.titles import context_of

GAP = 0.02
"""Seconds between two details that are passed on; of what comes meanwhile, the newest. Holding ten thousand
rules against one takes a fiftieth of that."""
RETRY = 30.0
"""Seconds until what could not be had is tried again; then twice as long, up to _LONGEST_RETRY."""
_LONGEST_RETRY = 600.0

Asked = Callable[[Context], Beyond]
"""Which parts of a window could decide whether a card belongs to it."""


class Choose(Protocol):
    """As choose_detail."""

    def __call__(self, loop: Loop, deliver: Deliver, lost: Lost, /) -> DetailChoice: ...


class Detailing:
    """``deliver`` hears what the window in front shows now, None when nobody tells any more."""

    def __init__(
        self,
        loop: Loop,
        deliver: Callable[[Detail | None], None],
        tell: Callable[[DetailState], None],
        choose: Choose = choose_detail,
    ) -> None:
        self._loop, self._deliver, self._tell, self._choose = loop, deliver, tell, choose
        self._is_on = self._is_wanted = False
        self._asked: Asked | None = None
        self._window: WindowInfo | None = None
        self._latest: Detail | None = None
        self._of: int | None = None  # the window that it was passed on for: one of the same title is another
        self._source: DetailSource | None = None
        self._run = 0  # counts starts: an earlier source may still have something to say
        self._pausing: Handle | None = None
        self._held = False
        self._retrying: Handle | None = None
        self._patience = RETRY

    def turn(self, *, on: bool) -> None:
        """The person, or their organisation, lets Sidecue look or not."""
        self._is_on = on
        self._settle()

    def follow(self, settings: Settings) -> None:
        """Look while the setting says so, from now on."""

        def changed(setting: Setting[Any]) -> None:
            if setting is DETAIL:
                self.turn(on=settings.get(DETAIL))

        settings.listen(changed)
        changed(DETAIL)

    def need(self, asked: Asked | None) -> None:
        """What the active cards ask about, None if about nothing that only detail can tell."""
        self._asked = asked
        self._settle()

    def want(self) -> None:
        """Somebody makes cards, and may want to ask about what is there; until ``want_no_more``."""
        self._is_wanted = True
        self._settle()

    def want_no_more(self) -> None:
        """The card is made."""
        self._is_wanted = False
        self._settle()

    def known_of(self, state: SourceState) -> Detail | None:
        """What is known already of the window in ``state``: detail may come before the window."""
        known = self._latest
        if known is None or not isinstance(state, WindowInfo) or not belongs(known, state):
            return None
        return known if self._of in (None, state.id) else None

    def look_at(self, state: SourceState) -> None:
        """This is what the window source sees now."""
        self._window = state if isinstance(state, WindowInfo) else None
        if self._window is not None and self.known_of(state) is not None:
            self._of = self._window.id
        self._direct()

    def close(self) -> None:
        """Look no more; may be called twice."""
        self._stop()

    def _settle(self) -> None:
        if not self._is_on or not (self._asked or self._is_wanted):
            had = self._latest is not None
            self._stop()
            if had:
                self._deliver(None)
            self._tell(self._idle_state())
        elif self._source is not None:
            self._direct()
        elif self._retrying is None:
            self._patience = RETRY
            self._start()

    def _idle_state(self) -> DetailState:
        if self._is_on:
            return DetailState("resting", "not needed by any card")
        return MISSED if self._asked else DetailState()

    def _start(self) -> None:
        self._retrying = None
        self._run += 1
        run = self._run
        choice = self._choose(
            self._loop,
            lambda detail: self._heard(run, detail),
            lambda reason, remedy: self._lose(run, reason, remedy),
        )
        if choice.source is None:
            reason = all_reasons(choice.passed_over) or "there is no way to see it on this system yet"
            self._fail(reason, first_remedy(choice.passed_over))
        elif run != self._run:  # it was lost while it began
            choice.source.close()
        else:
            self._source = choice.source
            self._tell(DetailState("on", "", name=choice.source.name))
            self._direct()

    def _direct(self) -> None:
        """Let the source look at what may decide a card, and at nothing else."""
        if self._source is None:
            return
        wanted = NOTHING
        if self._window is not None:
            if self._is_wanted:
                wanted = ALL
            elif self._asked is not None:
                wanted = self._asked(context_of(self._window))
        if not wanted:
            self._latest, self._of, self._held = None, None, False
        self._source.look_at(self._window if wanted else None, wanted)

    def _heard(self, run: int, detail: Detail) -> None:
        is_told = self._window is None or self._of in (None, self._window.id)
        if run != self._run or (detail == self._latest and is_told):
            return
        self._latest, self._of = detail, None
        self._patience = RETRY
        if self._pausing is None:
            self._pass_on()
        else:
            self._held = True

    def _pass_on(self) -> None:
        self._held = False
        self._pausing = self._loop.call_later(GAP, self._paused)
        if self._window is not None and (known := self.known_of(self._window)) is not None:
            self._of = self._window.id
            self._deliver(known)

    def _paused(self) -> None:
        self._pausing = None
        if self._held:
            self._pass_on()

    def _lose(self, run: int, reason: str, remedy: str) -> None:
        if run != self._run:
            return
        had = self._latest is not None
        self._stop()
        if had:
            self._deliver(None)
        self._fail(reason, remedy)

    def _fail(self, reason: str, remedy: str) -> None:
        self._tell(DetailState("unavailable", reason, remedy))
        self._retrying = self._loop.call_later(self._patience, self._start)
        self._patience = min(2 * self._patience, _LONGEST_RETRY)

    def _stop(self) -> None:
        self._run += 1
        self._latest, self._held = None, False
        for handle in (self._pausing, self._retrying):
            if handle is not None:
                handle.cancel()
        self._pausing = self._retrying = None
        if self._source is not None:
            source, self._source = self._source, None
            source.close()
