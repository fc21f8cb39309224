"""The part of the panel that scrolls: the card, and the other cards for this window. Keeps built cards."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from content.cards.model import Card
from overlay.panel.also import AlsoHere
from overlay.panel.column import Column
from overlay.panel.content import PanelContent
from overlay.panel.question import Question
from overlay.panel.view import CardView
from overlay.theme.theme import GRID, Theme

_KEPT = 32  # built cards; switching back to one of them builds nothing
_BAR = GRID  # px, the width of the scroll bar


class Body(QScrollArea):
    """Shows one card view at a time and lays it out at the width it is given."""

    built = Signal(CardView)
    card_chosen = Signal(str)
    grown = Signal()
    answered = Signal(str)
    question_skipped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._views: OrderedDict[str, CardView] = OrderedDict()
        self._inner = QWidget()
        self._also: AlsoHere | None = None
        self._others: tuple[Card, ...] = ()
        self._question: Question | None = None
        self._scrolls = False
        self.view: CardView | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Ours, not Qt's: to name the type of a widget Qt made, PySide builds every type it knows, 1.8 MB.
        self.setViewport(QWidget())
        self.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)

    def prepare(self, card: Card) -> CardView:
        """The view of ``card``, built now unless it is kept from before; what is shown stays as it is.

        Building may raise whatever is wrong with the card, and then nothing has changed.
        """
        view = self._views.get(card.id)
        if view is None or view.card != card:
            made = CardView(
                card, self._theme
            )  # without a parent, so that nothing stays of what fails half-way
            if view is not None:
                self._forget(view)
            view = self._views[card.id] = made
            view.setParent(self._inner)
            view.hide()
            self.built.emit(view)
        self._views.move_to_end(card.id)
        while len(self._views) > _KEPT:
            self._forget(next(iter(self._views.values())))
        return view

    def show_content(self, content: PanelContent) -> None:
        """Put the card and the other cards in; a new card starts at its top."""
        view = self.prepare(content.card)
        view.show_state(content)
        if view is not self.view:
            if self.view is not None:
                self.view.hide()
            self.view = view
            self._scrolls = False
            self.verticalScrollBar().setValue(0)
        self._ask(content)
        view.setVisible(self._question is None)
        others = content.others if self._question is None else ()
        if others != self._others:
            self._show_others(others)

    def ask_afresh(self) -> bool:
        """Nobody sees a question any more: its answer is hidden for the next time. Whether there was one."""
        if self._question is not None:
            self._question.ask_afresh()
        return self._question is not None

    def forget(self, card: str) -> None:
        """Keep nothing that was built for the card with that id."""
        if card in self._views:
            self._forget(self._views[card])

    def fit(self, width: int, limit: int) -> int:
        """Lay the content out ``width`` px wide and return its height, ``limit`` at most.

        Taller content leaves room for the scroll bar.
        """
        height = self._arrange(width - _BAR if self._scrolls else width)
        if (height > limit) != self._scrolls:
            self._scrolls = not self._scrolls
            height = self._arrange(width - _BAR if self._scrolls else width)
        return min(height, limit)

    def _arrange(self, width: int) -> int:
        y = self._theme.px(GRID * 1.5)
        parts: list[Column | None] = [self._question or self.view, self._also]
        for part in parts:
            if part is not None:
                height = part.arrange(width)
                part.setGeometry(0, y, width, height)
                y += height + self._theme.px(GRID * 1.5)
        self._inner.resize(width, y)
        return y

    def reveal(self, widget: QObject | None) -> None:
        """Scroll so far that ``widget`` is in view, if it is a part of this body."""
        if isinstance(widget, QWidget) and self._inner.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, self._theme.px(2 * GRID))

    def controls(self) -> list[QWidget]:
        """What the keyboard can reach here, from top to bottom."""
        parts: list[QWidget | None] = [self._question, self.view, self._also]
        return [child for part in parts if part is not None for child in part.findChildren(QWidget)]

    def _ask(self, content: PanelContent) -> None:
        """Put the question of ``content`` in place of the card, or take one away."""
        if self._question is not None and self._question.recall is not content.recall:
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        if content.recall is not None and self._question is None:
            self._question = Question(content.recall, self._theme, self._inner)
            self._question.answered.connect(self.answered)
            self._question.skipped.connect(self.question_skipped)
            self._question.grown.connect(self.grown)
            self._question.show()

    def _show_others(self, others: tuple[Card, ...]) -> None:
        self._others = others
        if self._also is not None:
            self._also.hide()
            self._also.deleteLater()
            self._also = None
        if others:
            self._also = AlsoHere(others, self._theme, self._inner)
            self._also.card_chosen.connect(self.card_chosen)
            self._also.grown.connect(self.grown)
            self._also.show()

    def _forget(self, view: CardView) -> None:
        del self._views[view.card.id]
        if view is self.view:
            self.view = None
        view.hide()
        view.deleteLater()
