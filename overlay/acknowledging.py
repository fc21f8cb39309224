"""What the panel leads to for a required card: recorded first, and then done. Not for reading evidence."""

from __future__ import annotations

from PySide6.QtCore import QObject

from content.library.library import Library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.evidence import Evidence
from overlay.panel.panel import Panel
from overlay.presenter import Presenter


class Acknowledging(QObject):
    """Lives as long as the panel. Connected after what remembers ticks (panel_actions.py)."""

    def __init__(
        self,
        panel: Panel,
        conductor: Conductor,
        presenter: Presenter,
        memory: Memory,
        evidence: Evidence,
    ) -> None:
        super().__init__()
        self._panel, self._presenter, self._memory, self._evidence = panel, presenter, memory, evidence
        self._library = Library(())
        panel.ticked.connect(self._ticked)
        panel.done.connect(self._done)
        panel.declined.connect(self._decline)
        evidence.settled.connect(conductor.reconsider)

    def use(self, library: Library) -> None:
        """The cards that the panel may name from now on."""
        self._library = library
        self._evidence.use(library)

    def _ticked(self, card: str, _key: str, _is_done: bool) -> None:
        found = self._library.cards.get(card)
        if found is not None and self._memory.all_ticked(found):
            self._done(card)

    def _done(self, card: str) -> None:
        if not self._evidence.is_owed(card):
            return
        found = self._library.cards[card]
        if found.items and not self._memory.all_ticked(found):
            self._presenter.refresh()  # it ran out while it was open: its old ticks are gone
        else:
            self._tell(self._evidence.record(card))

    def _decline(self, card: str, reason: str) -> None:
        if card in self._library.cards:
            self._tell(self._evidence.record(card, reason))

    def _tell(self, trouble: str) -> None:
        if trouble:
            self._panel.refuse(trouble)
            return
        self._presenter.refresh()
        self._panel.go_on()
