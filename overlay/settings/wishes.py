"""The list of what the person asked not to see, each with its undo. Not for deciding by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from content.memory.wish import Wish, WishKind
from overlay.settings.section import Section, listed, text
from overlay.theme.theme import GRID, Theme


class WishSection(Section):
    """``undone`` carries the Wish that the person takes back."""

    undone = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__("What I asked not to see")
        self._theme = theme
        self.show_wishes((), {})

    def show_wishes(self, wishes: Sequence[Wish], titles: Mapping[str, str]) -> None:
        """List ``wishes``; ``titles`` gives the title of each card that still exists."""
        self.clear()
        for at, wish in enumerate(wishes):
            self.add(self._row(at, wish, titles.get(wish.card, wish.card)))
        if not wishes:
            nothing = text(
                "Nothing. What you send away for good, in one app or for a while is listed here.", "muted"
            )
            nothing.setContentsMargins(*(self._theme.px(1.5 * GRID),) * 4)
            self.add(nothing)

    def _row(self, at: int, wish: Wish, title: str) -> QWidget:
        undo = QPushButton("Undo")
        undo.setObjectName(f"undoWish-{at}")
        undo.setAccessibleName(f"Show {title} again")
        undo.clicked.connect(lambda: self.undone.emit(wish))
        return listed(self._theme, f"wish-{at}", [text(title), text(in_words(wish), "muted")], undo)


def in_words(wish: Wish) -> str:
    """What was asked: "Never", "Not in soffice", "Snoozed until 21 Nov, 14:30"."""
    match wish.kind:
        case WishKind.NOT_HERE:
            return f"Not in {wish.app}"
        case WishKind.SNOOZE if wish.until is not None:
            local = wish.until.astimezone()
            return f"Snoozed until {local.day} {local:%b}, {local:%H:%M}"
        case _:
            return "Never"
