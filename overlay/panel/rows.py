"""Rows of rich text that are one control each: layout, painting, links. Not for what a row means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, SignalInstance
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractButton, QMenu

from overlay.theme.document import Place, build, links, rewrap
from overlay.theme.theme import BODY, GRID, RADIUS, Theme

PAD = GRID  # px that a row's ground reaches beyond its text, left and right
_AIR = GRID * 0.75  # px at 100 % above and below the text


class RowText:
    """A piece of Markdown that a row paints itself, since a row is one control and not several."""

    def __init__(self, markdown: str, place: Place, theme: Theme) -> None:
        self._markdown, self._place, self._theme = markdown, place, theme
        self._document: QTextDocument | None = None
        self._width = -1

    def height(self, width: int) -> int:
        """The height of the text when ``width`` px wide."""
        return round(self._laid_out(width).size().height())

    def paint(self, painter: QPainter, area: QRect, colour: str) -> None:
        """Paint at the top left of ``area``."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(colour))
        painter.save()
        painter.translate(area.topLeft())
        self._laid_out(area.width()).documentLayout().draw(painter, context)
        painter.restore()

    def link_at(self, area: QRect, point: QPointF) -> str:
        """Where the link under ``point`` leads, "" if there is none."""
        inside = point - QPointF(area.topLeft())
        return self._laid_out(area.width()).documentLayout().anchorAt(inside)

    def links(self) -> list[str]:
        """Where the links of the text lead, in order."""
        return links(self._document) if self._document is not None else []

    def _laid_out(self, width: int) -> QTextDocument:
        if self._document is not None and (width == self._width or rewrap(self._document, width)):
            self._width = width
            return self._document
        self._width = width
        self._document = build(self._markdown, self._place, self._theme, width)
        return self._document


def paint_ground(painter: QPainter, row: QAbstractButton, theme: Theme, fill: str = "") -> None:
    """The rounded ground of a row: ``fill``, or the hover colour, and the ring of the keyboard focus."""
    colour = theme.roles.hover if row.underMouse() and row.isEnabled() else fill
    area = QRectF(row.rect())
    if colour:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(area, RADIUS - 2, RADIUS - 2)
    if row.hasFocus() and row.isActiveWindow():
        painter.setPen(QPen(QColor(theme.roles.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS - 2, RADIUS - 2)


def mirrored(row: QAbstractButton, area: QRect) -> QRect:
    """``area`` of a row, on the other side when the row reads from right to left."""
    if row.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return QRect(row.width() - area.right() - 1, area.y(), area.width(), area.height())
    return area


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt allows one Qt base only, and that is the concrete row's


class RichRow(_Button):
    """What checklist items and steps share, mixed into the button that gives each its accessible role.

    A click anywhere on the row presses it, a click on a link opens the link. Enter opens the link too, or
    presses a row without one; Space always presses; arrows are left to the card.
    """

    link_clicked: SignalInstance  # declared as a Signal by each row

    def set_up(self, markdown: str, place: Place, theme: Theme, marker: int, indent: int = 0) -> None:
        """``marker`` is the room for box or number and ``indent`` the room before it, in px at 100 %."""
        self.theme = theme
        self.rich_text = RowText(markdown, place, theme)
        self.indent, self.marker = theme.px(indent), theme.px(marker)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def text_area(self) -> QRect:
        """Where the text is painted."""
        left, air = PAD + self.indent + self.marker, self.theme.px(_AIR)
        area = QRect(left, air, self._text_width(self.width()), self.height() - 2 * air)
        return mirrored(self, area)

    def marker_area(self, side: int) -> QRect:
        """Where a box or number of ``side`` px is painted: level with the first line of the text."""
        top = self.theme.px(_AIR) + (self._line() - side) // 2
        return mirrored(self, QRect(PAD + self.indent, top, side, side))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.rich_text.height(self._text_width(width)), self._line()) + 2 * self.theme.px(_AIR)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over_link = self.rich_text.link_at(self.text_area(), event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over_link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        link = self.rich_text.link_at(self.text_area(), event.position())
        if link and self.isDown():
            self.setDown(False)
            self.link_clicked.emit(link)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _enter(self) -> None:
        targets = self.rich_text.links()
        if not targets:
            self.click()
        elif len(targets) == 1:
            self.link_clicked.emit(targets[0])
        else:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.triggered.connect(lambda chosen: self.link_clicked.emit(chosen.data()))
            for target in targets:
                menu.addAction(target.replace("&", "&&")).setData(target)
            menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _text_width(self, width: int) -> int:
        return max(1, width - 2 * PAD - self.indent - self.marker)

    def _line(self) -> int:
        return self.theme.px(BODY * 1.4)
