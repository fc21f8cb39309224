"""Keeps the best window source running that works here, and another one when it is lost. Sees nothing.

The candidates are gone through in rounds. The first one is at ``start``; another follows when the running
source says that it is done (see base.py), at once when one that has given up sees again, and, with growing
pauses, while none works or while a lesser one stands in for one that worked or might have. While all is well
nothing is scheduled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from triggers.loop import Handle, Loop
from triggers.rounds import Rounds
from triggers.selection import Candidate, PassedOver
from triggers.sources.base import (
    PATIENCE,
    Deliver,
    Observation,
    SourceState,
    SourceUnavailableError,
    Unavailable,
    WindowSource,
)
from triggers.sources.selector import CANDIDATES, Factory, NoSource, SourceChoice

SILENT = Unavailable(f"it has told nothing for {PATIENCE:g} seconds")


class _Attempt:
    """One start of one candidate."""

    def __init__(self, place: int, source: WindowSource, at: float) -> None:
        self.place, self.source, self.at = place, source, at
        self.ended = False


class Supervisor:
    """Delivers what the running source sees under one growing ``seq``; ``changed`` hears which one runs."""

    def __init__(
        self,
        loop: Loop,
        own_pid: int,
        deliver: Deliver,
        changed: Callable[[SourceChoice], None] = lambda _: None,
        candidates: Sequence[Candidate[Factory]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._loop, self._own_pid = loop, own_pid
        self._deliver, self._changed, self._clock = deliver, changed, clock
        self._candidates = CANDIDATES if candidates is None else candidates
        self._seq = 0
        self._reasons: dict[int, PassedOver] = {}  # by place, of those that do not work
        self._running: _Attempt | None = None
        self._trying: _Attempt | None = None
        self._away: dict[int, _Attempt] = {}  # by place, those that gave up and say when they see again
        self._patience: Handle | None = None  # with the one under trial
        self._rounds = Rounds(loop, partial(self._try, 0))
        self._closed = False
        self._choice: SourceChoice | None = None  # as it was told last
        self._told_blind: tuple[PassedOver, ...] | None = None  # with these reasons

    def start(self) -> None:
        """Begin to watch, without waiting. What works at once is running afterwards."""
        self._try(0)

    def activate(self, window_id: int) -> None:
        """Give the keyboard focus back to that window, as the running source can."""
        if self._running is not None:
            self._running.source.activate(window_id)

    def close(self) -> None:
        """Watch no more; may be called twice."""
        self._closed = True
        self._rounds.call_off()
        self._forget_patience()
        for attempt in (self._trying, self._running, *self._away.values()):
            if attempt is not None:
                attempt.ended = True
                attempt.source.close()
        self._trying = self._running = None
        self._away.clear()

    # --- one round --------------------------------------------------------------------------------------

    def _try(self, place: int) -> None:
        """Go on with the round at ``place``, up to the first candidate that does not refuse."""
        for at in range(place, len(self._candidates)):
            if self._running is not None and at >= self._running.place:
                break  # what runs is as good
            if self._running is not None and at not in self._rounds.hopeful:
                continue
            if self._begin(at):
                return
        self._end_round()

    def _begin(self, place: int) -> bool:
        """Start that candidate. False when it refused."""
        candidate = self._candidates[place]
        self._expect_no_more(place)
        try:
            attempt = _Attempt(place, candidate.make(self._loop, self._own_pid), self._clock())
            self._trying = attempt
            silent = Observation(0, self._clock(), SILENT)
            self._patience = self._loop.call_later(PATIENCE, partial(self._hear, attempt, silent))
            attempt.source.start(partial(self._hear, attempt))
        except SourceUnavailableError as refusal:
            self._refused(place, PassedOver(candidate.name, refusal.reason, refusal.remedy))
            return False
        except ImportError as missing:
            self._refused(place, PassedOver(candidate.name, f"a library is missing: {missing}"))
            return False
        return True

    def _refused(self, place: int, reason: PassedOver) -> None:
        self._forget_patience()
        self._trying = None
        self._reasons[place] = reason

    def _end_round(self) -> None:
        self._choose()
        may_find = self._rounds.missed is not None or self._rounds.hopeful
        if self._running is None or (may_find and self._rounds.are_due):
            # Where nothing works anything may come: a compositor that starts again, a service that is late.
            self._rounds.pause()

    # --- what the sources say ---------------------------------------------------------------------------

    def _hear(self, attempt: _Attempt, observation: Observation) -> None:
        state = observation.state
        if attempt.ended:
            if attempt in self._away.values() and not isinstance(state, Unavailable):
                self._come_back()
            return
        if isinstance(state, Unavailable) and not state.passing:
            attempt.ended = True
            # Later, because a source need not bear to be closed while it delivers.
            self._loop.call_later(0.0, partial(self._given_up, attempt, state))
            return
        if attempt is self._trying:
            self._take(attempt)
        self._hand_on(observation.at, state)

    def _take(self, attempt: _Attempt) -> None:
        """The candidate under trial works: it is the running one from now on."""
        self._forget_patience()
        before, self._running, self._trying = self._running, attempt, None
        if before is not None:
            before.ended = True
            before.source.close()
        self._reasons.pop(attempt.place, None)
        self._rounds.works(attempt.place)
        for place in [place for place in self._away if place > attempt.place]:
            self._expect_no_more(place)
        self._end_round()

    def _given_up(self, attempt: _Attempt, why: Unavailable) -> None:
        if self._closed or attempt not in (self._running, self._trying):
            return
        if why.returns:
            self._away[attempt.place] = attempt
        else:
            attempt.source.close()
        name = self._candidates[attempt.place].name
        self._reasons[attempt.place] = PassedOver(name, why.reason, why.remedy, began=True)
        self._rounds.hopeful.add(attempt.place)
        if attempt is self._running:
            self._miss(attempt, why)
        else:
            self._forget_patience()
            self._trying = None
            self._try(attempt.place + 1)

    def _come_back(self) -> None:
        """One that is away sees again: a round follows at once, or soon after the one that is under way."""
        self._rounds.start_over()
        if self._trying is None:
            self._rounds.begin_soon()

    def _expect_no_more(self, place: int) -> None:
        """It is started anew, or a better one works."""
        if (attempt := self._away.pop(place, None)) is not None:
            attempt.source.close()

    def _miss(self, lost: _Attempt, why: Unavailable) -> None:
        """The running source is lost: say so, and look for another one, at once if that is the first time."""
        self._running = None
        self._rounds.lose(lost.place, self._clock() - lost.at)
        self._hand_on(self._clock(), why)
        if self._trying is None:  # else a round is under way, and will now go past the place of the lost one
            self._rounds.after_loss()

    # --- what the consumer hears --------------------------------------------------------------------------

    def _choose(self) -> None:
        """Tell which source runs now, if that or the reasons changed."""
        end = len(self._candidates) if self._running is None else self._running.place
        passed_over = tuple(self._reasons[place] for place in sorted(self._reasons) if place < end)
        if self._running is not None:
            place = self._rounds.missed
            missed = None if place is None else self._reasons.get(place)
            self._told_blind = None
            self._tell(SourceChoice(self._running.source, passed_over, missed))
        elif self._told_blind != passed_over:
            none = NoSource(passed_over)
            self._told_blind = passed_over
            self._tell(SourceChoice(none, passed_over))
            self._hand_on(self._clock(), none.state)

    def _tell(self, choice: SourceChoice) -> None:
        if choice != self._choice:
            self._choice = choice
            self._changed(choice)

    def _hand_on(self, at: float, state: SourceState) -> None:
        self._seq += 1
        self._deliver(Observation(self._seq, at, state))

    def _forget_patience(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
