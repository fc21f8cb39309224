"""The slim handle at the screen's edge that stands for waiting cards. Not for the card itself: see panel.py.

objectNames: tab (the window), tabButton (all of its face).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QWidget

from content.cards.model import Card, Required
from overlay.panel.window import EdgeWindow
from overlay.panel.wording import ICONS
from overlay.theme.stylesheet import dress
from overlay.theme.theme import BODY, GRID, QUICK, RADIUS, SMALL, Theme

_WIDTH, _HEIGHT = 40, 56  # px at 100 %
_LONGEST = 320  # px at 100 % that a title may take when it slides out
_ICON = 18


class TabFace(QPushButton):
    """Icon and number, and beside them the title when there is room."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.cards: tuple[Card, ...] = ()
        self.at_left = False
        self.setObjectName("tabButton")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def title_width(self) -> int:
        """The room the title needs, in px."""
        title = (
            QFontMetrics(self.theme.font(BODY)).horizontalAdvance(self.cards[0].title) if self.cards else 0
        )
        return min(title, self.theme.px(_LONGEST)) + 2 * GRID

    def hitButton(self, pos: QPoint) -> bool:
        """Whether a press or release there counts: also beside us, by as much as we may just be sliding."""
        slides = self.title_width()
        return self.rect().adjusted(-slides, 0, slides, 0).contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.cards:
            self._paint_sign(painter)
            self._paint_title(painter)

    def _paint_sign(self, painter: QPainter) -> None:
        theme, card = self.theme, self.cards[0]
        side, slim = theme.px(_ICON), theme.px(_WIDTH)
        left = self.width() - slim if self.at_left else 0
        must = card.required is not Required.NO
        colour = theme.roles.warning if must else theme.roles.accent
        several = len(self.cards) > 1
        top = theme.px(GRID + 2) if several else (self.height() - side) // 2
        sign = theme.pixmap(ICONS[card.kind], colour, _ICON, self.devicePixelRatio())
        painter.drawPixmap(left + (slim - side) // 2, top, sign)
        if several:
            painter.setFont(theme.font(SMALL))
            painter.setPen(QColor(theme.roles.muted))
            number = QRect(left, top + side, slim, self.height() - top - side - GRID // 2)
            painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(len(self.cards)))

    def _paint_title(self, painter: QPainter) -> None:
        slim = self.theme.px(_WIDTH)
        room = QRect(GRID if self.at_left else slim, 0, self.width() - slim - GRID, self.height())
        if room.width() < GRID:
            return
        font = self.theme.font(BODY)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.roles.text))
        wide = self.title_width() - 2 * GRID
        shown = QFontMetrics(font).elidedText(self.cards[0].title, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Tab(EdgeWindow):
    """Stays slim until the pointer is over it; a click asks for the panel."""

    opened = Signal()
    margin = 0

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "tab")
        self._is_wide = False
        self._slide = QPropertyAnimation(self, b"geometry", self)
        self._slide.setDuration(QUICK)
        self._face = TabFace(theme, self)
        self._face.clicked.connect(self.opened)
        dress(self, theme)
        theme.changed.connect(self._restyle)

    def present(self, cards: Sequence[Card]) -> None:
        """Stand for ``cards``, most relevant first; the same again changes and repaints nothing."""
        if tuple(cards) == self._face.cards:
            return
        self._face.cards = tuple(cards)
        count = "1 card" if len(cards) == 1 else f"{len(cards)} cards"
        self._face.setAccessibleName(f"{count} for this window: {cards[0].title}")
        self._face.setAccessibleDescription("Opens the panel")
        self._face.update()
        if self.isVisible():
            self.place_again()
        self.await_paint()

    def wanted_size(self, available: QSize) -> QSize:
        slim = self.theme.px(_WIDTH)
        width = slim + self._face.title_width() if self._is_wide else slim
        return QSize(min(width, available.width()), self.theme.px(_HEIGHT))

    def take_place(self, wanted: QRect) -> None:
        self._face.at_left = self.is_at_left
        self._slide.stop()
        if self.isVisible() and self.theme.motion:
            self._slide.setStartValue(self.geometry())
            self._slide.setEndValue(wanted)
            self._slide.start()
        else:
            super().take_place(wanted)

    def vanish(self) -> None:
        self._slide.stop()
        self._is_wide = False
        super().vanish()

    def outline(self, area: QRectF) -> QPainterPath:
        # Only the two corners that point away from the screen's edge are round: the others lie outside.
        area.adjust(-RADIUS if self.is_at_left else 0, 0, 0 if self.is_at_left else RADIUS, 0)
        return super().outline(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._face.setGeometry(self.rect())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._widen(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._widen(False)

    def _widen(self, wanted: bool) -> None:
        self._is_wide = wanted
        self._face.update()
        self.place_again()

    def _restyle(self) -> None:
        dress(self, self.theme)
        self._face.update()
        if self.isVisible():
            self.place_again()
