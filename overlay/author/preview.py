"""The real panel, inside the author's window instead of at the screen's edge. Not for reading the text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from content.cards.model import Card
from overlay.panel.panel import Panel, PanelContent
from overlay.theme.theme import GRID, Theme

# Beyond these, building the card at every pause would disturb the writing. Four times what anyone reads.
_MOST_PARTS, _MOST_LETTERS, _MOST_CELLS = 150, 6_000, 600
_TOO_LONG = "Preview, not renewed: the card is too long for that"
_NOTHING = "Here you will see the card as people will see it."


class PreviewPanel(Panel):
    """Stands where it is put; Tab leads through it and on."""

    def __init__(self, theme: Theme, ground: QWidget) -> None:
        super().__init__(theme)
        self._ground = ground
        self.setParent(ground, Qt.WindowType.Widget)
        self.setAccessibleName("Preview of the card")

    def place_again(self) -> None:
        self.setGeometry(0, 0, self._ground.width(), self.wanted_size(self._room()).height())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)

    @property
    def wanted_width(self) -> int:
        """How wide the panel is going to be beside the person's window."""
        return self.wanted_size(self._room()).width()

    def _room(self) -> QSize:
        return QSize(self.screen().availableGeometry().width(), self._ground.height())

    def scrolled(self) -> int:
        """How far the card is scrolled."""
        return self._body.verticalScrollBar().value()

    def scroll_to(self, value: int) -> None:
        """Scroll there again after the card was built anew."""
        self._body.verticalScrollBar().setValue(value)


class Preview(QWidget):
    """Shows the newest card that could be read; boxes can be ticked, and nothing remembers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("authorPreview")
        self._content: PanelContent | None = None
        self.state = QLabel("Preview")
        self.state.setObjectName("authorPreviewState")
        self.state.setProperty("role", "muted")
        self._ground = QWidget()
        self._nothing = QLabel(_NOTHING, self._ground)
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.state)
        self._column.addWidget(self._ground, 1)
        self.panel = PreviewPanel(theme, self._ground)
        self.panel.ticked.connect(self._tick)
        self.panel.step_reached.connect(self._reach)
        self.panel.broken.connect(lambda _card, _why: self.show_broken())
        self.restyle()

    def show_card(self, card: Card | None, because: str) -> None:
        """Show ``card``; None leaves the one before in place and says so."""
        if card is None:
            self.show_broken()
            return
        if _is_too_long(card):
            self.state.setText(_TOO_LONG)
            return
        before = self._content
        scrolled = self.panel.scrolled()
        ticked, step = (before.ticked, before.step) if before is not None else (frozenset[str](), 0)
        self._present(PanelContent(card, because=because, ticked=ticked, step=step))
        self.panel.scroll_to(scrolled)
        self.state.setText("Preview")

    def show_broken(self) -> None:
        """Say that what is shown is older than the text."""
        self.state.setText("Preview, before the last problem" if self._content else "Preview")

    def forget(self) -> None:
        """Show nothing of the card before."""
        self._content = None
        self.panel.hide()
        self.state.setText("Preview")

    def restyle(self) -> None:
        """Take the theme's present sizes; the panel does so by itself."""
        self._column.setSpacing(self._theme.px(GRID))
        self._ground.setFixedWidth(self.panel.wanted_width)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._nothing.setGeometry(0, 0, self._ground.width(), self._theme.px(8 * GRID))
        if self._content is not None:
            self.panel.place_again()

    def _present(self, content: PanelContent) -> None:
        self._content = content
        self.panel.present(content)
        self.panel.place_again()
        self.panel.show()

    def _tick(self, _card: str, key: str, done: bool) -> None:
        if self._content is not None:
            ticked = self._content.ticked | {key} if done else self._content.ticked - {key}
            self._present(replace(self._content, ticked=ticked))

    def _reach(self, _card: str, step: int) -> None:
        if self._content is not None:
            self._present(replace(self._content, step=step))


def _is_too_long(card: Card) -> bool:
    texts = [part.markdown for part in card.parts]
    letters, cells = sum(map(len, texts)), sum(text.count("|") for text in texts)
    return len(texts) > _MOST_PARTS or letters > _MOST_LETTERS or cells > _MOST_CELLS
