"""What happened between cues and the person while the app runs, from which the next Moment is made.

Shared by the app and the simulator (tests/sim), so that the simulated policy is the real one. Not for
deciding (decide.py), not for keeping anything on disk: ``Outcomes`` is implemented by content/memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from content.attention.cue import DEFAULT_BUDGET, Budget, Cue, Loudness, Moment, Offer, Shown
from content.attention.spending import Spending
from content.attention.visits import Mark, Visits
from triggers.session.base import Sign

BLINK = timedelta(seconds=0.25)
"""What was decided for a shorter time than that, on the way through a window, has no consequences."""


class Outcomes(Protocol):
    """Where it is written down how automatic panels end."""

    def appeared(self, card: str) -> None:
        """The panel opened by itself with ``card``, or the person opened it where it was offered."""

    def was_closed(self, card: str) -> None:
        """The person closed what appeared last, without having used it."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the ledger cannot know: where the person is, what they allow, what the session is like."""

    app: str = ""
    loudest: Loudness = Loudness.PANEL
    paused_until: datetime | None = None
    finished: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    signs: frozenset[Sign] = frozenset()
    is_quiet: bool = False
    budget: Budget = DEFAULT_BUDGET


class Ledger:
    """Call ``see``, then ``moment``, decide, and tell what came of it: ``decided`` and ``shows``."""

    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes
        self._visits = Visits()
        self._spending = Spending()
        self._closed_at: datetime | None = None
        self._lapsing: dict[str, datetime] = {}  # since when
        self._shown = Shown()
        self._by_itself = ""  # the card whose panel opened by itself and is open now

    def see(self, offers: Sequence[Offer], now: datetime) -> frozenset[str]:
        """These cards' rules hold from ``now`` on; returns those whose visit begins."""
        cards = [offer.card for offer in offers]
        for card, since in list(self._lapsing.items()):
            if now - since >= BLINK:
                self._visits.mark(Mark.MISSED, card, now)
            elif card in cards:
                continue
            del self._lapsing[card]
        return self._visits.see(cards, now, [offer.card for offer in offers if offer.required])

    def in_use(self) -> frozenset[str]:
        """The cards that the person works with."""
        return self._visits.marked(Mark.USED)

    def moment(self, now: datetime, around: Around) -> Moment:
        """The present moment for ``decide``."""
        marked = self._visits.marked
        return Moment(
            now=now,
            app=around.app,
            loudest=around.loudest,
            paused_until=around.paused_until,
            dismissed=marked(Mark.DISMISSED),
            opened=marked(Mark.OPENED),
            missed=marked(Mark.MISSED),
            used=marked(Mark.USED),
            cued=marked(Mark.CUED),
            finished=around.finished,
            known=around.known,
            acknowledged=around.acknowledged,
            shown=self._shown,
            signs=around.signs,
            is_quiet=around.is_quiet,
            closed_at=self._closed_at,
            budget=around.budget,
            spent=self._spending.spent(now),
        )

    def decided(self, cue: Cue, now: datetime) -> None:
        """This is on the screen: what lapses for longer than a blink does not open any more in this visit."""
        self._lapsing = {card: self._lapsing.get(card, now) for card in cue.lapses}

    def shows(self, card: str, loudness: Loudness, now: datetime, *, asked: bool = False) -> None:
        """This is on the screen from ``now`` on; ``asked`` if the person opened it themselves."""
        before, self._shown = self._shown, Shown(card, loudness)
        if loudness is not Loudness.PANEL or before.card != card:
            self._by_itself = ""
        if asked or loudness < Loudness.TAB or before == self._shown:
            return
        if card not in self._visits.marked(Mark.CUED):
            self._visits.mark(Mark.CUED, card, now)
            self._spending.cue(now)
        if loudness is Loudness.PANEL and card not in self._visits.marked(Mark.USED):
            self._visits.mark(Mark.OPENED, card, now)
            self._spending.panel(now)
            self._by_itself = card
            self._outcomes.appeared(card)

    def asks(self, card: str, *, is_offered: bool) -> None:
        """The person asked for ``card``; where it was offered, that speaks for the offer."""
        self._visits.recall(card)
        if is_offered:
            self._outcomes.appeared(card)

    def uses(self, card: str, now: datetime) -> None:
        """The person ticked an item or went to a step of ``card``."""
        self._visits.mark(Mark.USED, card, now)
        self.helps(card)

    def helps(self, card: str) -> None:
        """``card`` was of use: that it is closed now says nothing against it."""
        if card == self._by_itself:
            self._by_itself = ""

    def closes(self, card: str, now: datetime) -> None:
        """The person closed the panel while it showed ``card``."""
        self._closed_at = now
        self._visits.dismiss(card, now)
        self.sends_away(card)

    def sends_away(self, card: str) -> None:
        """The person does not want ``card`` now, by closing it or by a wish."""
        if card == self._by_itself:
            self._by_itself = ""
            self._outcomes.was_closed(card)
