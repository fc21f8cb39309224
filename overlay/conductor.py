"""From what the source saw to what the person sees: context, offers, cue, and then the presenter.

Decides nothing itself (content/attention does) and paints nothing (the presenter does).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from content.attention.cue import Cue, Loudness, Moment
from content.attention.decide import decide
from content.attention.visits import Visits
from content.library.library import Library
from content.memory.memory import Memory
from overlay.companions import Companions
from overlay.presenter import Presenter
from overlay.recorder import Origin
from overlay.trace import Trace
from triggers.context import Context, WindowInfo
from triggers.sources.base import Observation
from triggers.titles import context_of


class Conductor:
    """Holds the present: the window, its context, what the person sent away or asked for."""

    def __init__(
        self,
        memory: Memory,
        presenter: Presenter,
        trace: Trace,
        now: Callable[[], datetime],
        companions: Companions | None = None,
    ) -> None:
        companions = companions or Companions.of(memory)
        self.recorder = companions.recorder  # for all that people do with cards
        self.lessons, self._onward = companions.lessons, companions.onward
        self._evidence = companions.evidence
        self._memory, self._presenter, self._trace, self._now = memory, presenter, trace, now
        self._library = Library(())
        self._visits = Visits()
        self._chosen: str | None = None  # picked from anywhere: stays until it is closed
        self._asked: str | None = None  # opened where it is offered: goes with its window
        self._seq = 0
        self.window: WindowInfo | None = None
        self.context: Context | None = None
        self.cue = Cue(Loudness.NONE)
        self.loudest = Loudness.PANEL
        self.keeps_history = True
        self._stands_aside = False

    def use(self, library: Library) -> None:
        """Take over a library that was read or read again, and look at the present window anew."""
        self._library = library
        self.lessons.use(library.cards)
        if self._chosen is not None and self._chosen not in library.cards:
            self._chosen = None
        self._decide()

    def observe(self, observation: Observation) -> None:
        """Take over what the source saw."""
        state, self._seq = observation.state, observation.seq
        moved = isinstance(state, WindowInfo) and (self.window is None or state.id != self.window.id)
        self.window = state if isinstance(state, WindowInfo) else None
        context = context_of(state) if isinstance(state, WindowInfo) else None
        if context == self.context and not moved:
            self._presenter.follow(self.window)
            return
        self.context = context
        if context is not None:
            self._trace.context(observation.at, observation.seq, context)
        self._decide()

    def favoured(self) -> tuple[str, ...]:
        """The cards whose rules hold now, most relevant first, whatever the person sent away."""
        if self.context is None:
            return ()
        return tuple(offer.card for offer in self._library.offers(self.context))

    def choose(self, card: str, origin: Origin = "link") -> bool:
        """The person picked ``card``: it stays in the panel until they close it. False if there is none."""
        if card not in self._library.cards:
            return False
        self._chosen = card
        self._visits.recall(card)
        self._remember(card, origin, sought=True)
        self._decide()
        return True

    def missing(self, card: str) -> str:
        """Why ``choose`` has no ``card``."""
        return self._library.missing(card)

    def dismiss(self, card: str) -> None:
        """The person closed the panel while it showed ``card``."""
        self.lessons.dismissed(card)
        self.put_away(card)

    def put_away(self, card: str) -> None:
        """The person is through with ``card``, and it has done what it is for: a tab for this visit."""
        self._let_go(card)
        if card in self._library.cards and not self._memory.is_done(self._library.cards[card]):
            self.recorder.dismissed(card, Loudness.PANEL)
        self._visits.dismiss(card, self._now())
        self._decide()

    def send_away(self, card: str) -> None:
        """The person asked not to see ``card`` for now or for good; their wish is in memory already."""
        self._let_go(card)
        self._decide()

    def toggle(self, origin: Origin = "tray") -> None:
        """Show the panel if it is hidden and there is something to show; hide it if it is shown."""
        if self._presenter.panel_card is not None:
            if not self._presenter.ask_to_close():
                self.dismiss(self._presenter.panel_card)
        elif offered := self.favoured():
            self._asked = self.cue.cards[0] if self.cue.cards else offered[0]
            self._visits.recall(self._asked)
            self._remember(self._asked, origin, sought=False)
            self._decide()

    def stand_aside(self, aside: bool) -> None:
        """Our own settings are being read: the panel must not lie on them, so it makes way to its tab."""
        if aside != self._stands_aside:
            self._stands_aside = aside
            self._decide()

    def reconsider(self) -> None:
        """Decide again: the person's wishes, the settings or the time have changed."""
        self._decide()

    def _let_go(self, card: str) -> None:
        self._chosen = None if card == self._chosen else self._chosen
        self._asked = None if card == self._asked else self._asked

    def _remember(self, card: str, origin: Origin, *, sought: bool) -> None:
        self.recorder.opened(card, origin)
        self.lessons.opened(card, sought=sought)
        self._onward.came_to(card)
        if self.keeps_history:
            self._memory.opened(card)

    def _decide(self) -> None:
        offers = self._library.offers(self.context) if self.context is not None else ()
        self._trace.event("match", seq=self._seq, cards=[offer.card for offer in offers])
        now = self._now()
        begun = self._visits.see([offer.card for offer in offers], now)
        for card in begun:
            self._memory.new_visit(self._library.cards[card])
            self.recorder.visited(card)
            if self._evidence is not None:
                self._evidence.begin_visit(card)
        if offers and offers[0].card in begun:
            self._onward.came_to(offers[0].card)
        quiet = self._evidence.quiet(offer.card for offer in offers) if self._evidence is not None else {}
        offers = tuple(sorted(offers, key=lambda offer: offer.card in quiet))  # what is done comes last
        ordered, known = self.lessons.plan(offers, begun)
        moment = Moment(
            now=now,
            app=self.context.app.casefold() if self.context is not None else "",
            loudest=min(self.loudest, Loudness.TAB) if self._stands_aside else self.loudest,
            paused_until=self._memory.paused_until(),
            dismissed=self._visits.dismissed,
            known=known,
            acknowledged=quiet,
        )
        self.cue = decide(ordered, self._memory.wishes(), moment)
        self.lessons.offered(self.cue)
        self._trace.event(
            "cue", seq=self._seq, loudness=self.cue.loudness.name.lower(), cards=list(self.cue.cards)
        )
        if self._asked is not None and all(offer.card != self._asked for offer in offers):
            self._asked = None
        chosen = None if self._stands_aside else self._chosen or self._asked
        if chosen is None and self.cue.cards and self.cue.loudness > Loudness.NONE:
            self.recorder.cued(self.cue.cards[0], self.cue.loudness)
        because = {offer.card: offer.because for offer in offers}
        self._presenter.show(self.cue, chosen, self._library.cards, because, self.window, self._seq)
