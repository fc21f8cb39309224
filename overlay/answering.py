"""Leads a written answer: the palette's key asks for it, what comes is shown there, a new query ends it.

Not for sending anything itself: answers.py does. Only made where the policy names a server.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from content.answers.model import WrittenAnswer
from content.cards.model import Card
from overlay.answers import Answers
from overlay.palette.palette import Palette


class Answering(QObject):
    """One palette's questions."""

    def __init__(self, answers: Answers, palette: Palette) -> None:
        super().__init__()
        self._answers, self._palette = answers, palette
        self._titles: dict[str, str] = {}
        answers.answered.connect(self._show)
        answers.failed.connect(self._fail)

    def offer(self) -> None:
        """The palette opens: offer the key, if the person wants written answers at present."""
        self._palette.offer_written(self._answers.available)

    def ask(self, query: str, cards: Sequence[Card]) -> None:
        """Have ``query`` answered from the first of ``cards``, the best ones first."""
        if not query.strip() or not self._answers.available:
            return
        self._titles = {card.id: card.title for card in cards}
        self._palette.show_written().show_asking()
        self._answers.ask(query, cards)

    def end(self) -> None:
        """Another query, or none: nobody waits for this answer any more."""
        self._answers.cancel()
        self._palette.hide_written()

    def _show(self, answer: WrittenAnswer) -> None:
        self._palette.show_written().show_answer(answer, self._titles)
        self._palette.announce(answer.text if not answer.none else "Your cards do not answer this.")

    def _fail(self, why: str) -> None:
        self._palette.show_written().show_failure(why)
        self._palette.announce(f"No answer: {why}")
