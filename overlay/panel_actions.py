"""What each control of the panel and the tab leads to: remembered in memory, then decided anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from content.library.library import Library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.links import open_outside, say_why_not
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
        self._panel, self._conductor, self._presenter, self._memory = panel, conductor, presenter, memory
        self._now, self._give_focus_back = now, give_focus_back
        self._library = Library(())
        panel.ticked.connect(self._tick)
        panel.step_reached.connect(self._reach_step)
        panel.closed.connect(self._close)
        panel.snoozed.connect(self._snooze)
        panel.not_here.connect(self._not_here)
        panel.never.connect(self._never)
        panel.link_opened.connect(open_outside)
        panel.card_chosen.connect(self._choose)
        panel.keyboard_left.connect(give_focus_back)
        tab.opened.connect(conductor.toggle)

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
            self._conductor.toggle()
        if self._presenter.panel_card is not None:
            self._panel.enter_keyboard()

    def _choose(self, card: str) -> None:
        if not self._conductor.choose(card):
            say_why_not(self._library.missing(card))

    def _tick(self, card: str, key: str, done: bool) -> None:
        if card in self._library.cards:
            self._conductor.works_with(card)
            self._memory.tick(self._library.cards[card], key, done)
            self._presenter.refresh()

    def _reach_step(self, card: str, number: int) -> None:
        if card in self._library.cards:
            self._conductor.works_with(card)
            self._memory.reach_step(self._library.cards[card], number)
            self._presenter.refresh()

    def _close(self, card: str) -> None:
        self._leave_panel()
        self._conductor.dismiss(card)

    def _snooze(self, card: str, choice: str) -> None:
        self._leave_panel()
        self._memory.snooze(card, until(choice, self._now()))
        self._conductor.send_away(card)

    def _not_here(self, card: str) -> None:
        self._leave_panel()
        context = self._conductor.context
        if context is not None:
            self._memory.not_here(card, context.app)
        self._conductor.send_away(card)

    def _never(self, card: str) -> None:
        self._leave_panel()
        self._memory.never(card)
        self._conductor.send_away(card)

    def _leave_panel(self) -> None:
        if self._panel.has_keyboard:
            self._panel.leave_keyboard()
            self._give_focus_back()
