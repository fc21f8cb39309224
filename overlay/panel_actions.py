"""What each control of the panel and the tab leads to: remembered in memory, then decided anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from content.cards.model import Card, Required
from content.learning.knowledge import Rating
from content.library.library import Library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.links import open_outside, say_why_not
from overlay.panel.opinion import HELPFUL, OUTDATED
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.presenter import Presenter
from overlay.until import until


class PanelActions(QObject):
    """Lives as long as the panel; remembers nothing itself."""

    def __init__(
        self,
        panel: Panel,
        tab: Tab,
        conductor: Conductor,
        presenter: Presenter,
        memory: Memory,
        now: Callable[[], datetime],
        give_focus_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self._lessons = conductor.lessons
        self._panel, self._conductor, self._presenter, self._memory = panel, conductor, presenter, memory
        self._now, self._give_focus_back = now, give_focus_back
        self._library = Library(())
        panel.ticked.connect(self._tick)
        panel.step_reached.connect(self._reach_step)
        panel.closed.connect(self._close)
        panel.snoozed.connect(self._snooze)
        panel.not_here.connect(self._not_here)
        panel.never.connect(self._never)
        panel.knows.connect(self._know)
        panel.answered.connect(self._answered)
        panel.question_skipped.connect(self._skip_question)
        panel.judged.connect(self._judge)
        panel.line_written.connect(self._write_line)
        panel.link_opened.connect(self._follow)
        panel.card_chosen.connect(self._choose)
        panel.keyboard_left.connect(give_focus_back)
        tab.opened.connect(self._open_tab)

    def use(self, library: Library) -> None:
        """The cards that the panel may name from now on."""
        self._library = library

    def visit_by_keyboard(self) -> None:
        """The hotkey: into the panel with the keyboard, opening it if need be, and back."""
        if self._panel.has_keyboard:
            self._panel.leave_keyboard()
            self._give_focus_back()
            return
        if self._presenter.panel_card is None:
            self._conductor.toggle("key")
        if self._presenter.panel_card is not None:
            self._panel.enter_keyboard()

    def _choose(self, card: str) -> None:
        if not self._conductor.choose(card, "panel"):
            say_why_not(self._library.missing(card))

    def _follow(self, target: str) -> None:
        if (card := self._presenter.panel_card) is not None:
            self._conductor.was_helped_by(card)
        open_outside(target)

    def _open_tab(self) -> None:
        self._conductor.toggle("tab")

    def _tick(self, card: str, key: str, done: bool) -> None:
        if card in self._library.cards:
            self._conductor.works_with(card)
            self._work(card, lambda known: self._memory.tick(known, key, done))
            if done and self._memory.all_ticked(self._library.cards[card]):
                self._lessons.completed(card)
            self._presenter.refresh()

    def _reach_step(self, card: str, number: int) -> None:
        if card in self._library.cards:
            self._conductor.works_with(card)
            self._work(card, lambda known: self._memory.reach_step(known, number))
            if not number:  # the last step was done, and the guide starts over
                self._lessons.completed(card)
            self._presenter.refresh()

    def _work(self, card: str, work: Callable[[Card], None]) -> None:
        known = self._library.cards[card]
        was_done = self._memory.is_done(known)
        work(known)
        if self._memory.is_done(known) and not was_done:
            self._conductor.recorder.completed(card)

    def _close(self, card: str) -> None:
        self._leave_panel()
        self._conductor.dismiss(card)

    def _snooze(self, card: str, choice: str) -> None:
        self._leave_panel()
        self._memory.snooze(card, until(choice, self._now()), required=self._is_required(card))
        self._conductor.recorder.wished(card, "not-today")
        self._conductor.send_away(card)

    def _not_here(self, card: str) -> None:
        self._leave_panel()
        context = self._conductor.context
        if context is not None:
            self._memory.not_here(card, context.app, required=self._is_required(card))
            self._conductor.recorder.wished(card, "not-here")
        self._conductor.send_away(card)

    def _never(self, card: str) -> None:
        self._leave_panel()
        self._memory.never(card, required=self._is_required(card))
        self._conductor.recorder.wished(card, "never")
        self._conductor.send_away(card)

    def _is_required(self, card: str) -> bool:
        found = self._library.cards.get(card)
        return found is not None and found.required is not Required.NO

    def _know(self, card: str, knows: bool) -> None:
        if card not in self._library.cards:
            return
        if knows:
            self._leave_panel()
            self._lessons.know(card)
            self._conductor.was_helped_by(card)
            self._conductor.put_away(card)
        else:
            self._lessons.unknow(card)
            self._conductor.reconsider()
            self._presenter.refresh()

    def _answered(self, card: str, rating: str) -> None:
        """Whoever knew it goes on with their work; whoever did not sees the card."""
        if card not in self._library.cards:
            return
        self._lessons.answered(card, Rating(rating))
        self._conductor.was_helped_by(card)
        if rating == Rating.AGAIN:
            self._conductor.reconsider()
        else:
            self._leave_panel()
            self._conductor.put_away(card)

    def _skip_question(self, card: str) -> None:
        self._lessons.skip(card)
        self._conductor.reconsider()

    def _judge(self, card: str, word: str) -> None:
        feedback = self._memory.feedback
        if word == OUTDATED:
            feedback.outdated(card, not feedback.on(card).outdated)
        else:
            feedback.rate(card, word == HELPFUL)
            if feedback.on(card).helpful:
                self._conductor.was_helped_by(card)
        self._lessons.judged(card, word)
        self._presenter.refresh()

    def _write_line(self, card: str, line: str) -> None:
        self._memory.feedback.write(card, line)
        self._presenter.refresh()

    def _leave_panel(self) -> None:
        if self._panel.has_keyboard:
            self._panel.leave_keyboard()
            self._give_focus_back()
