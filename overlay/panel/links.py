"""Rows that lead somewhere else: the video of the card, and the other cards for this window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from content.cards.model import Card, Video
from overlay.panel.rows import PAD, mirrored, paint_ground
from overlay.panel.wording import ICONS, host, host_of
from overlay.theme.plain import plain_tip
from overlay.theme.theme import BODY, GRID, SMALL, Theme

_ICON, _MARKER = 18, 28  # px at 100 %; the text starts where that of a checklist item does


class LinkRow(QPushButton):
    """An icon, a line of text, a smaller line if there is one, and at the end an icon for where it leads."""

    def __init__(
        self, theme: Theme, icon: str, lines: tuple[str, ...], end: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._icon, self._lines, self._end = theme, icon, lines, end
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(lines[0])

    def sizeHint(self) -> QSize:
        height = self._line(0).height() + sum(self._line(at).height() for at in range(1, len(self._lines)))
        return QSize(self.width(), height + 2 * self.theme.px(GRID * 0.75))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles, painter = self.theme.roles, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, self.theme)
        side, gap = self.theme.px(_ICON), self.theme.px(GRID)
        self._paint_icon(painter, self._icon, PAD, roles.accent)
        left, right = PAD + self.theme.px(_MARKER), self.width() - PAD
        if self._end:
            self._paint_icon(painter, self._end, right - side, roles.muted)
            right -= side + gap
        y = self.theme.px(GRID * 0.75)
        for at, line in enumerate(self._lines):
            metrics = self._line(at)
            area = mirrored(self, QRect(left, y, right - left, metrics.height()))
            painter.setFont(self.theme.font(SMALL if at else BODY))
            painter.setPen(QColor(roles.muted if at else roles.text))
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, self._alignment(), shown)
            if not at:
                self.setToolTip(plain_tip(line) if shown != line else "")
            y += metrics.height()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _paint_icon(self, painter: QPainter, name: str, left: int, colour: str) -> None:
        side = self.theme.px(_ICON)
        area = mirrored(self, QRect(left, (self.height() - side) // 2, side, side))
        painter.drawPixmap(
            QPoint(area.topLeft()), self.theme.pixmap(name, colour, _ICON, self.devicePixelRatio())
        )

    def _line(self, at: int) -> QFontMetrics:
        return QFontMetrics(self.theme.font(SMALL if at else BODY))

    def _alignment(self) -> Qt.AlignmentFlag:
        to_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


def video_row(video: Video, theme: Theme) -> LinkRow:
    """The way to the card's video, which opens in the browser."""
    where = " · ".join(part for part in (video.length, host(video)) if part)
    row = LinkRow(theme, "play", ("Watch the video", where), "external")
    row.setObjectName("videoLink")
    row.setAccessibleName(f"Watch the video, {where}")
    row.setAccessibleDescription("Opens in the browser")
    return row


def learn_more_row(url: str, theme: Theme) -> LinkRow:
    """The way to what the card cannot carry, which opens in the browser."""
    where = host_of(url)
    row = LinkRow(theme, "link", ("Learn more", where), "external")
    row.setObjectName("learnMore")
    row.setAccessibleName(f"Learn more, {where}")
    row.setAccessibleDescription("Opens in the browser")
    return row


def onward_row(card: Card, because: str, number: int, theme: Theme) -> LinkRow:
    """The way to a card to go on with, and why that one."""
    row = LinkRow(theme, "chevron-right", (card.title, because))
    row.setObjectName(f"onward-{number}")
    row.setAccessibleName(f"{card.title}, {because}")
    row.setAccessibleDescription(f"Opens this {card.kind.value}")
    return row


def card_row(card: Card, number: int, theme: Theme) -> LinkRow:
    """The way to another card for this window."""
    row = LinkRow(theme, ICONS[card.kind], (card.title,))
    row.setObjectName(f"alsoHere-{number}")
    row.setAccessibleDescription(f"Opens this {card.kind.value}")
    return row
