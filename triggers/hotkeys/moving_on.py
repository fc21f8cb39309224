"""Keeps the best hotkey registrar at work that works here, another one when it is lost. Registers nothing.

The candidates are gone through in rounds, as window sources are (triggers/rounds.py). The first
is at the start; another follows when the registrar at work loses all chords (``None``), and, with growing
pauses, while none works or while a lesser one stands in for one that worked or might have. A registrar works
when it has taken a chord. While all is well nothing is scheduled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, OtherKeysError, Tell, WaitsError, Wish
from triggers.hotkeys.chord import parse_chord
from triggers.loop import Handle, Loop
from triggers.rounds import Rounds
from triggers.selection import Candidate, PassedOver, all_reasons

Factory = Callable[[Loop, Tell], HotkeyRegistrar]

WhenKnown = Callable[[Loop, Callable[[], None]], Handle]
"""Calls back later, in the loop, when a round can be begun without waiting for somebody who hangs."""

PATIENCE = 15.0
"""Seconds for a better one to answer beside the one that works: longer than the registrars' own patience. A
dialog may stand open as long as the person likes."""


class _Attempt:
    """One registrar that was made, or is being made."""

    def __init__(self, place: int, at: float) -> None:
        self.place, self.at = place, at
        self.registrar: HotkeyRegistrar | None = None
        self.works = False  # it has taken a chord
        self.over = False  # it is not listened to any more
        self.patience: Handle | None = None

    def end(self) -> None:
        self.over = True
        self.wait_no_more()
        if self.registrar is not None:
            self.registrar.close()

    def wait_no_more(self) -> None:
        if self.patience is not None:
            self.patience.cancel()
            self.patience = None


def _soon(loop: Loop, go_on: Callable[[], None]) -> Handle:
    return loop.call_later(0.0, go_on)


class MovingOn:
    """A HotkeyRegistrar. What is wanted stays wanted while none works, and is told when it works again."""

    def __init__(
        self,
        loop: Loop,
        tell: Tell,
        candidates: Sequence[Candidate[Factory]],
        when_known: WhenKnown = _soon,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._loop, self._tell, self._candidates = loop, tell, tuple(candidates)
        self._when_known, self._clock = when_known, clock
        self._wanted: dict[str, Wish] = {}
        self._refused: dict[tuple[int, str], HotkeyError] = {}  # chords, by the place that will not have them
        self._reasons: dict[int, PassedOver] = {}  # by place, of those that do not work
        self._running: _Attempt | None = None
        self._trying: _Attempt | None = None  # a better one, beside the running one
        self._rounds = Rounds(loop, self._start_round)
        self._asking: Handle | None = None  # whether a round can begin
        self._told_none = ""  # with these reasons
        self._closed = False
        self._try(0)

    @property
    def name(self) -> str:
        """That of the registrar at work, "none" while there is none."""
        return "none" if self._running is None else self._candidates[self._running.place].name

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Which were tried in vain, and why."""
        end = len(self._candidates) if self._running is None else self._running.place
        return tuple(self._reasons[place] for place in sorted(self._reasons) if place < end)

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:
        """As in HotkeyRegistrar. Where none works, that is told later, and the chord stays wanted."""
        parse_chord(chord)  # what cannot be read is wanted by nobody
        self._drop_trial()
        self._forget_refusals(chord)
        attempt, wish = self._running, Wish(chord, pressed, purpose)
        self._wanted[chord] = wish
        self._told_none = ""
        if attempt is None:
            self._loop.call_later(0.0, self._say_none)
            if self._asking is None and not self._rounds.are_coming:
                self._rounds.start_over()
                self._rounds.pause()
            return False
        try:
            at_once = not attempt.over and self._give(attempt, wish)
        except HotkeyError as refusal:
            if attempt.over:
                return False  # all chords are lost, not this one
            self._refused[attempt.place, chord] = refusal
            raise
        if at_once:
            self._proven(attempt)
        return at_once

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar."""
        self._wanted.pop(chord, None)
        self._forget_refusals(chord)
        for attempt in (self._running, self._trying):
            if attempt is not None and attempt.registrar is not None:
                attempt.registrar.unregister(chord)

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        self._closed = True
        self._rounds.call_off()
        if self._asking is not None:
            self._asking.cancel()
        self._wanted.clear()
        for attempt in (self._trying, self._running):
            if attempt is not None:
                attempt.end()
        self._trying = self._running = None

    # --- one round ------------------------------------------------------------------------------------

    def _start_round(self) -> None:
        if self._asking is None:
            self._asking = self._when_known(self._loop, self._known)

    def _known(self) -> None:
        self._asking = None
        self._try(0)

    def _try(self, place: int) -> None:
        """Go on with the round at ``place``, up to the first candidate that does not refuse."""
        if self._trying is not None:
            return  # one round at a time
        running = self._running
        for at in range(place, len(self._candidates) if running is None else running.place):
            if (running is None or at in self._rounds.hopeful) and self._begin(at):
                break
        if self._trying is None:
            self._end_round()

    def _begin(self, place: int) -> bool:
        """Make that registrar and give it all chords. False when it refused."""
        candidate, attempt = self._candidates[place], _Attempt(place, self._clock())
        try:
            attempt.registrar = candidate.make(self._loop, partial(self._heard, attempt))
        except HotkeyError as refusal:
            self._reasons[place] = PassedOver(candidate.name, refusal.reason, refusal.remedy)
            return False
        except ImportError as missing:
            self._reasons[place] = PassedOver(candidate.name, f"a library is missing: {missing}")
            return False
        if self._running is None:
            self._running = attempt
            self._reasons.pop(place, None)
            self._tell_refusals(attempt)
        else:
            self._trying = attempt
            silent = HotkeyError(f"it has not answered for {PATIENCE:g} seconds")
            attempt.patience = self._loop.call_later(PATIENCE, partial(self._heard, attempt, None, silent))
        self._give_all(attempt)
        return True

    def _give(self, attempt: _Attempt, wish: Wish) -> bool:
        made = attempt.registrar
        return made is not None and made.register(wish.chord, wish.pressed, wish.purpose)

    def _give_all(self, attempt: _Attempt) -> None:
        """Have it register all that is wanted, but what it has refused before."""
        for wish in list(self._wanted.values()):
            if (attempt.place, wish.chord) in self._refused or attempt.over:
                continue
            try:
                if self._give(attempt, wish):
                    self._heard(attempt, wish.chord, None)
            except HotkeyError as refusal:
                self._heard(attempt, wish.chord, refusal)

    def _end_round(self) -> None:
        if self._running is None:
            self._say_none()
        hopeful = self._rounds.hopeful
        may_find = self._running is None or any(place < self._running.place for place in hopeful)
        if may_find and self._rounds.are_due:
            self._rounds.pause()

    # --- what the registrars say ----------------------------------------------------------------------

    def _heard(self, attempt: _Attempt, chord: str | None, problem: HotkeyError | None) -> None:
        if attempt.over or self._closed:
            return
        if chord is None and problem is not None:
            attempt.over = True
            # Later, because a registrar need not bear to be closed while it tells.
            self._loop.call_later(0.0, partial(self._given_up, attempt, problem))
        elif isinstance(problem, WaitsError):
            attempt.wait_no_more()  # it keeps its own patience, and a person takes as long as they like
            if attempt is self._running:
                self._tell(chord, problem)
        elif problem is None or isinstance(problem, OtherKeysError):
            self._refused.pop((attempt.place, chord or ""), None)
            self._proven(attempt)
            self._tell(chord, problem)
        elif attempt is self._trying:
            # Perhaps because the running one has the keys; asking again would only be refused again.
            attempt.over = True
            self._rounds.expect_no_more(attempt.place)
            self._loop.call_later(0.0, partial(self._trial_failed, attempt))
        elif chord is not None:
            self._refused[attempt.place, chord] = problem
            self._tell(chord, problem)

    def _proven(self, attempt: _Attempt) -> None:
        """It has taken a chord: it works, and a lesser one is needed no more."""
        attempt.works = True
        attempt.wait_no_more()
        self._told_none = ""
        if attempt is self._trying:
            lesser, self._running, self._trying = self._running, attempt, None
            if lesser is not None:
                lesser.end()
            self._tell_refusals(attempt)
        self._reasons.pop(attempt.place, None)
        self._rounds.works(attempt.place)
        if self._rounds.missed is None and not self._rounds.hopeful:
            self._rounds.call_off()
        else:
            self._end_round()

    def _given_up(self, attempt: _Attempt, why: HotkeyError) -> None:
        if self._closed or attempt not in (self._running, self._trying):
            return
        attempt.end()
        name = self._candidates[attempt.place].name
        self._reasons[attempt.place] = PassedOver(name, why.reason, why.remedy)
        self._rounds.hopeful.add(attempt.place)
        if attempt is self._trying:
            self._trial_failed(attempt)
            return
        self._drop_trial()
        self._running = None
        if attempt.works:
            self._miss(attempt, why)
        else:
            self._try(attempt.place + 1)

    def _miss(self, lost: _Attempt, why: HotkeyError) -> None:
        """One that worked is lost: say so, and look for another one, at once if that is the first time."""
        self._rounds.lose(lost.place, self._clock() - lost.at)
        self._tell(None, why)
        self._rounds.after_loss()

    def _trial_failed(self, attempt: _Attempt) -> None:
        if attempt is self._trying:
            attempt.end()
            self._trying = None
            self._try(attempt.place + 1)

    def _drop_trial(self) -> None:
        if self._trying is not None:
            self._trying.end()
            self._trying = None
            self._end_round()

    # --- what the consumer hears ----------------------------------------------------------------------

    def _say_none(self) -> None:
        """Tell that no registrar works here, unless that is known."""
        reasons = all_reasons(self.passed_over)
        if self._running is None and self._wanted and reasons != self._told_none and not self._closed:
            self._told_none = reasons
            remedy = "Set a shortcut to the command `sidecue palette` in the desktop's keyboard settings."
            self._tell(None, HotkeyError(f"Global hotkeys do not work here ({reasons})", remedy))

    def _tell_refusals(self, attempt: _Attempt) -> None:
        for (place, chord), problem in list(self._refused.items()):
            if place == attempt.place:
                self._tell(chord, problem)

    def _forget_refusals(self, chord: str) -> None:
        """The chord is asked for anew, or is not wanted any more."""
        self._refused = {key: problem for key, problem in self._refused.items() if key[1] != chord}
