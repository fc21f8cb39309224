"""Leads what is learned: which cards are quiet, which one comes back, what each deed says. Not for sums.

Those are in content/learning; what they gave is kept by content/memory. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from content.attention.cue import Cue, Loudness, Offer
from content.cards.model import Card, Recall, Required
from content.events.event import Happening
from content.learning import study
from content.learning.knowledge import Rating
from content.learning.reviews import Plan, plan
from content.learning.study import READ
from content.memory.memory import Memory
from overlay.review import Review

Tell = Callable[[Happening, str, Mapping[str, str | int | float]], None]

_EXPECTED = timedelta(minutes=2)  # for a card that states no minutes


def _tell_nobody(_what: Happening, _card: str, _detail: Mapping[str, str | int | float]) -> None:
    pass


class Lessons:
    """``tell`` hears what was completed, known and recalled; ``on`` and ``keeps_history`` are settings."""

    def __init__(self, memory: Memory, tell: Tell = _tell_nobody) -> None:
        self._memory, self._tell = memory, tell
        self._cards: Mapping[str, Card] = {}
        self.on = True
        self.keeps_history = True
        self._plan = Plan(())
        self._review = Review(memory)  # lasts as long as its visit
        self._next = ""  # the card that will have been brought back, once it is on the screen
        self._shown: tuple[str, datetime] | None = None

    def use(self, cards: Mapping[str, Card]) -> None:
        """The cards there are from now on."""
        self._cards = cards

    def plan(self, offers: Sequence[Offer], begun: Collection[str]) -> tuple[Sequence[Offer], frozenset[str]]:
        """``offers`` that nothing holds back in the order for this person, and the cards that are known.

        ``begun`` are the cards whose visit begins: a review lasts as long as its visit.
        """
        self._review.settle({offer.card for offer in offers})
        if self._review.card in begun:
            self._review.end()
        self._plan = self._planned(offers)
        return _in_order(offers, self._plan)

    def look(self, offers: Sequence[Offer]) -> tuple[Sequence[Offer], frozenset[str]]:
        """What ``plan`` would give for ``offers``; changes nothing."""
        return _in_order(offers, self._planned(offers))

    def _planned(self, offers: Sequence[Offer]) -> Plan:
        if not self.on:
            return Plan(())
        learned, now = self._memory.learned, self._memory.now()
        free = [offer.card for offer in offers if not offer.required]
        found = ((card, learned.knowledge(card)) for card in free)
        known = {card: knowledge for card, knowledge in found if knowledge is not None}
        if not known:
            return Plan(())
        may_ask = {card for card in known if self._cards[card].recall}
        ids = [offer.card for offer in offers]
        back, may_begin = self._review.card, self._review.may_begin()
        return plan(ids, known, may_ask, now, back=back, may_begin=may_begin)

    def decided(self, cue: Cue) -> None:
        """What becomes of the plan: a review begins with a cue that can be seen, if its card leads it."""
        back = self._plan.back
        is_seen = cue.cards[:1] == (back,) and cue.loudness >= Loudness.TAB
        self._next = back if back != self._review.card and is_seen else ""

    def shown(self) -> None:
        """What was decided is on the screen: a review begins."""
        card, self._next = self._next, ""
        if card:
            is_open = self._shown is not None and self._shown[0] == card
            self._review.begin(card, asks=self._cards[card].recall is not None, in_panel=is_open)

    def question(self, card: str) -> Recall | None:
        """What to ask instead of showing ``card``; None to show it."""
        asks = card == self._next or (self._review.asks and card == self._review.card)
        return self._cards[card].recall if asks and self._cards[card].required is Required.NO else None

    def knows(self, card: str) -> bool:
        """Whether ``card`` is taken as known."""
        known = self._memory.learned.knowledge(card)
        return self.on and known is not None and known.is_mastered(self._memory.now())

    def showing(self, card: str | None) -> None:
        """The panel shows ``card`` from now on, or nothing."""
        if card == (self._shown[0] if self._shown is not None else None):
            return
        self._shown = (card, self._memory.now()) if card is not None else None
        self._review.shows(card or "")

    def was_read(self, card: str) -> bool:
        """Whether ``card`` is a text that has been in the panel for long enough to be read."""
        if self._shown is None or self._shown[0] != card or not self._is_text(card):
            return False
        return self._memory.now() - self._shown[1] >= READ

    def opened(self, card: str, *, sought: bool) -> None:
        """The person opened ``card``: looked for it, or took it where it was offered."""
        is_back = card == self._review.card
        if sought:
            self._end(card)
        elif is_back and self._review.asks:
            return
        is_read = self._is_text(card)
        if is_read:
            self._memory.learned.complete(card)
        before = self._memory.learned.knowledge(card)
        if not self.on or not self.keeps_history:
            return
        if is_back and not sought and is_read:
            self._memory.learned.learn(card, study.read_again(before, self._memory.now()))
        elif is_read or (sought and before is not None):
            self._memory.learned.learn(card, study.looked_up(before, self._memory.now()))

    def completed(self, card: str) -> None:
        """The last item was ticked, or the last step done."""
        now, learned = self._memory.now(), self._memory.learned
        took = now - self._shown[1] if self._shown is not None and self._shown[0] == card else None
        learned.complete(card)
        if self.on:
            minutes = self._cards[card].minutes
            expected = timedelta(minutes=minutes) if minutes else _EXPECTED
            learned.learn(card, study.completed(learned.knowledge(card), now, took, expected))
        seconds = {"seconds": max(0.0, round(took.total_seconds(), 1))} if took is not None else {}
        self._tell(Happening.COMPLETED, card, seconds)
        self._end(card)

    def know(self, card: str) -> None:
        """The person said that they know it."""
        learned = self._memory.learned
        learned.learn(card, study.said_known(learned.knowledge(card), self._memory.now()))
        self._tell(Happening.KNOWN, card, {})
        self._end(card)

    def unknow(self, card: str) -> None:
        """The person said that they do not."""
        self._memory.learned.forget(card)
        self._end(card)

    def answered(self, card: str, rating: Rating) -> None:
        """The person answered the question of ``card`` and says how well."""
        now, learned = self._memory.now(), self._memory.learned
        learned.learn(card, study.rated(learned.knowledge(card), rating, now))
        self._tell(Happening.RECALLED, card, {"rating": rating.value})
        self._end(card)

    def judged(self, card: str, rating: str) -> None:
        """The person said what they think of ``card``, or took it back."""
        said = self._memory.feedback.on(card)
        if {"helpful": said.helpful is True, "unhelpful": said.helpful is False, "outdated": said.outdated}[
            rating
        ]:
            self._tell(Happening.RATED, card, {"rating": rating})

    def skip(self, card: str) -> None:
        """Show ``card`` instead of its question, for as long as this visit lasts."""
        if card == self._review.card:
            self._review.asks = False

    def dismissed(self, card: str) -> None:
        """The person closed ``card``: what was not answered is not asked again."""
        self._end(card)

    def can_be_known(self, card: Card) -> bool:
        """Whether knowing ``card`` makes a difference: what is required is required of everyone."""
        return self.on and card.required is Required.NO

    def _is_text(self, card: str) -> bool:
        found = self._cards.get(card)
        return found is not None and not (found.items or found.steps)

    def _end(self, card: str) -> None:
        if card == self._review.card:
            self._review.end()


def _in_order(offers: Sequence[Offer], planned: Plan) -> tuple[Sequence[Offer], frozenset[str]]:
    if not planned.cards:
        return offers, frozenset()
    by_card = {offer.card: offer for offer in offers}
    return [by_card[card] for card in planned.cards], planned.quiet
