"""From what the source saw to what the person sees: context, offers, cue, and then the presenter.

Decides nothing itself (content/attention does) and paints nothing (the presenter does).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from content.attention.cue import DEFAULT_BUDGET, Cue, Loudness, Moment, Offer
from content.attention.decide import decide
from content.attention.ledger import Around, Ledger
from content.attention.quiet import is_quiet
from content.library.library import Library
from content.memory.memory import Memory
from overlay.calm import Haste
from overlay.companions import Companions
from overlay.prepared import Planner, Prepared, prepare
from overlay.presenter import Presenter, Scene
from overlay.recorder import Origin
from overlay.trace import Trace
from overlay.waiting import Waiting
from triggers.context import Context, Detail, WindowInfo
from triggers.loop import Loop
from triggers.session.base import Reading, Sign
from triggers.shown import with_detail
from triggers.sources.base import Observation
from triggers.titles import context_of

_SEARCHING: tuple[Origin, ...] = ("palette", "link")  # from there one opens what one looks for

_RELEASE = 0.1
"""Seconds after a window came in which the key that brought it is let go."""


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
        self._ledger = Ledger(memory.outcomes)
        self._read_session: Callable[[], Reading] = Reading
        self._waiting = Waiting(None, self.look_again)
        self._chosen: str | None = None  # picked from anywhere: stays until it is closed
        self._asked: str | None = None  # opened where it is offered: goes with its window
        self._seq = 0
        self._offers: Sequence[Offer] = ()
        self._untold: set[str] = set()  # visits that nobody was told of yet
        self._is_fresh = False  # the window has just come, and more may become known of it
        self._came = float("-inf")  # when the window came, monotonic, as long as its title stays
        self.window: WindowInfo | None = None
        self.context: Context | None = None
        self.cue = Cue(Loudness.NONE)
        self.loudest = Loudness.PANEL
        self.budget = DEFAULT_BUDGET
        self.quiet_hours = ""
        self.over_full_screen = False
        self.keeps_history = True
        self._stands_aside = False
        presenter.applied.connect(self._applied)

    def ask_session(self, loop: Loop, read: Callable[[], Reading]) -> None:
        """``read`` tells the signs of the session; what waits for one is looked at again in ``loop``."""
        self._read_session = read
        self._waiting = Waiting(loop, self.look_again)

    def use(self, library: Library) -> None:
        """Take over a library that was read or read again, and look at the present window anew."""
        self._library = library
        self.lessons.use(library.cards)
        if self._chosen is not None and self._chosen not in library.cards:
            self._chosen = None
        self._decide()

    def observe(self, observation: Observation, detail: Detail | None = None) -> None:
        """Take over what the source saw, and what is known already of what that window shows."""
        state, self._seq = observation.state, observation.seq
        moved = isinstance(state, WindowInfo) and (
            self.window is None or (state.id, state.full_screen) != (self.window.id, self.window.full_screen)
        )
        self.window = state if isinstance(state, WindowInfo) else None
        context = _context(state, detail) if isinstance(state, WindowInfo) else None
        if context == self.context and not moved:
            self._presenter.follow(self.window)
            return
        self._came = observation.at if moved else float("-inf")
        self.context = context
        if context is not None:
            self._trace.context(observation.at, observation.seq, context)
        self._waiting.start_over()
        self._is_fresh = True
        self._decide(at_once=False)

    def look_closer(self, detail: Detail | None) -> None:
        """This is what the window shows now beyond its title, as far as anybody tells.

        A focus that walks from control to control decides nothing anew unless other rules hold.
        """
        if self.window is None:
            return
        context = _context(self.window, detail)
        if context == self.context:
            return
        self.context = context
        if self._library.offers(context) == self._offers:
            return
        self._trace.context(time.monotonic(), self._seq, context)
        self._waiting.start_over()
        completes, self._is_fresh = self._is_fresh, False
        self._decide(at_once=False, completes=completes)

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
        self._ledger.asks(card, is_offered=card in self.favoured())
        self.lessons.skip(card)  # whoever picks it wants the card, not its question
        is_seen = card in self.cue.cards and self.cue.loudness >= Loudness.TAB
        self._remember(card, origin, sought=origin in _SEARCHING and not is_seen)
        self._decide()
        return True

    def missing(self, card: str) -> str:
        """Why ``choose`` has no ``card``."""
        return self._library.missing(card)

    def dismiss(self, card: str) -> None:
        """The person closed the panel while it showed ``card``."""
        self.lessons.dismissed(card)
        if self.lessons.was_read(card):
            self._ledger.helps(card)
        elif card in self._library.cards and not self._memory.is_done(self._library.cards[card]):
            self.recorder.dismissed(card, Loudness.PANEL)
        self.put_away(card)

    def put_away(self, card: str) -> None:
        """The person is through with ``card``: a tab for this visit."""
        self._let_go(card)
        self._ledger.closes(card, self._now())
        self._decide()

    def works_with(self, card: str) -> None:
        """The person ticked something or went on a step in ``card``: for this visit it is theirs."""
        self._ledger.uses(card, self._now())

    def was_helped_by(self, card: str) -> None:
        """The person answered, followed a link or said so: closing ``card`` is not sending it away."""
        self._ledger.helps(card)

    def send_away(self, card: str) -> None:
        """The person asked not to see ``card`` for now or for good; their wish is in memory already."""
        self._let_go(card)
        self._ledger.sends_away(card)
        self._decide()

    def toggle(self, origin: Origin = "tray") -> None:
        """Show the panel if it is hidden and there is something to show; hide it if it is shown."""
        if self._presenter.panel_card is not None:
            if not self._presenter.ask_to_close():
                self.dismiss(self._presenter.panel_card)
        elif offered := self.favoured():
            self._asked = self.cue.cards[0] if self.cue.cards else offered[0]
            self._ledger.asks(self._asked, is_offered=True)
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

    def look_again(self) -> None:
        """Decide again because what a cue waits for may be over."""
        self._decide(at_once=False)

    def present(self, context: Context | None = None) -> tuple[Prepared, Mapping[Sign, str]]:
        """What is to be decided now in ``context``, None for where the person is, and changes nothing.

        With it come the signs of the session that are unknown, because ...
        """
        context = context or self.context
        offers = self._offers_in(context)
        reading = self._read_session()
        moment = self._moment(context, self._signs(reading))
        done = self._evidence.quiet(offer.card for offer in offers) if self._evidence is not None else {}
        prepared = self._prepare(offers, moment, self.lessons.look, done)
        window_tells = self.window is not None and self.window.full_screen is not None
        unknown = dict(reading.unknown)
        if window_tells:
            unknown.pop(Sign.FULL_SCREEN, None)
        return prepared, unknown

    def close(self) -> None:
        """Look no more; may be called twice."""
        self._waiting.close()

    def _let_go(self, card: str) -> None:
        self._chosen = None if card == self._chosen else self._chosen
        self._asked = None if card == self._asked else self._asked

    def _remember(self, card: str, origin: Origin, *, sought: bool) -> None:
        self.recorder.opened(card, origin)
        self.lessons.opened(card, sought=sought)
        self._onward.came_to(card)
        if self.keeps_history:
            self._memory.opened(card)

    def _applied(self, scene: Scene) -> None:
        """This is on the screen: only now has happened what was decided."""
        self._tell_visits()
        if not self._stands_aside:  # our own windows are in front: that says nothing about the cards
            card = scene.cards[0].id if scene.cards else ""
            if card != self._asked:
                self._asked = None  # it went with its window, and not for a blink only
            now = self._now()
            self._ledger.decided(self.cue, now)
            self.lessons.shown()
            self._ledger.shows(card, scene.loudness, now, asked=scene.is_asked)
            if card and not scene.is_asked and scene.loudness > Loudness.NONE:
                self.recorder.cued(card, scene.loudness)

    def _decide(self, *, at_once: bool = True, completes: bool = False) -> None:
        offers = self._offers_in(self.context)
        self._trace.event("match", seq=self._seq, cards=[offer.card for offer in offers])
        now = self._now()
        begun = self._ledger.see(offers, now)
        self._offers = offers
        self._begin(begun)
        done = self._evidence.quiet(offer.card for offer in offers) if self._evidence is not None else {}
        moment = self._moment(self.context, self._signs(Reading()))
        prepared = self._prepare(offers, moment, lambda free: self.lessons.plan(free, begun), done)
        cue = self._judge(prepared)
        self._waiting.turn(on=cue.waits)
        aside = self._stands_aside and cue.loudness is Loudness.PANEL
        self.cue = cue = replace(cue, loudness=Loudness.TAB) if aside else cue
        self.lessons.decided(cue)
        self._trace.event("cue", seq=self._seq, loudness=cue.loudness.name.lower(), cards=list(cue.cards))
        because = {offer.card: offer.because for offer in offers}
        asked = self._asked if self._asked in because else None
        chosen = None if self._stands_aside else self._chosen or asked
        haste = Haste.ASKED if at_once else Haste.COMPLETES if completes else Haste.NONE
        self._presenter.show(cue, chosen, self._library.cards, because, self.window, self._seq, haste)

    def _begin(self, begun: Collection[str]) -> None:
        """The visits of these cards begin."""
        in_use = self._ledger.in_use()
        for card in begun:
            if card not in in_use:  # looked up a moment ago, and begun with
                self._memory.new_visit(self._library.cards[card])
            if self._evidence is not None:
                self._evidence.begin_visit(card)
        self._untold.update(begun)

    def _tell_visits(self) -> None:
        """Note the visits that begin, now that the window has been there for longer than a blink."""
        if self._offers and self._offers[0].card in self._untold:
            self._onward.came_to(self._offers[0].card)
        for offer in self._offers:
            if offer.card in self._untold:
                self.recorder.visited(offer.card)
        self._untold.difference_update(offer.card for offer in self._offers)

    def _offers_in(self, context: Context | None) -> Sequence[Offer]:
        return self._library.offers(context) if context is not None else ()

    def _prepare(
        self, offers: Sequence[Offer], moment: Moment, plan: Planner, done: Mapping[str, str]
    ) -> Prepared:
        wishes, cards = self._memory.wishes(), self._library.cards
        return prepare(
            offers,
            wishes,
            moment,
            plan=plan,
            done=done,
            is_ticked=lambda card: self._memory.all_ticked(cards[card]),
        )

    def _judge(self, prepared: Prepared) -> Cue:
        """The cue. The session is asked only when something would get louder."""
        wishes, offers, moment = self._memory.wishes(), prepared.offers, prepared.moment
        cue = decide(offers, wishes, moment)
        is_new = cue.cards[:1] != (moment.shown.card,)
        if cue.loudness >= Loudness.TAB and (is_new or cue.loudness > moment.shown.loudness):
            cue = decide(offers, wishes, replace(moment, signs=self._signs(self._read_session())))
        return cue

    def _moment(self, context: Context | None, signs: frozenset[Sign]) -> Moment:
        """The moment, but for what is known and done of the cards."""
        now = self._now()
        around = Around(
            app=context.app.casefold() if context is not None else "",
            loudest=self.loudest,
            paused_until=self._memory.paused_until(),
            signs=signs,
            is_quiet=is_quiet(self.quiet_hours, now),
            budget=self.budget,
        )
        return self._ledger.moment(now, around)

    def _signs(self, reading: Reading) -> frozenset[Sign]:
        """What ``reading`` says, with what the window says of itself.

        A key that was pressed before the window came has opened it, or led to it: nobody types in it yet.
        """
        signs = set(reading.present)
        if self.window is not None and self.window.full_screen:
            signs.add(Sign.FULL_SCREEN)
        if self.over_full_screen:
            signs.discard(Sign.FULL_SCREEN)
        if reading.input_at is not None and reading.input_at < self._came + _RELEASE:
            signs.discard(Sign.TYPING)
        return frozenset(signs)


def _context(window: WindowInfo, detail: Detail | None) -> Context:
    context = context_of(window)
    return context if detail is None else with_detail(context, detail)
