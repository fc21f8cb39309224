"""Paints one line of the palette's results: a heading, or a card with its words marked. Not for layout."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from overlay.palette.marking import Span, marks, utf16_spans
from overlay.palette.model import ROW_ROLE, Index
from overlay.palette.rows import ResultRow, about
from overlay.panel.wording import ICONS
from overlay.theme.plain import plain_tip
from overlay.theme.theme import BODY, GRID, RADIUS, SMALL, Theme

_ICON = 20
_PIN = 14
_BAR = 3  # the accent beside the chosen row: the choice is told by more than a shade
_SMALLEST_ROW = 44


class ResultDelegate(QStyledItemDelegate):
    """Two quiet lines a card: the title, and below it what it is, how long it takes and whose it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Measure the theme's present fonts; done once, because every row of a list is asked for its size."""
        self._title_font, self._small_font = self._theme.font(BODY), self._theme.font(SMALL)
        self._title, self._small = QFontMetrics(self._title_font), QFontMetrics(self._small_font)
        inner = self._title.height() + self._small.height() + self._theme.px(2 * GRID)
        self.row_height = max(_SMALLEST_ROW, inner)  # a finger can hit it at every text scale
        self.title_inset = self._theme.px(3.5 * GRID + _ICON)  # from a row's side
        self.heading_height = self._small.height() + self._theme.px(2 * GRID)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.row_height if _row(index) else self.heading_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = _row(index)
        if row is None:
            self._paint_heading(painter, option, str(index.data()))
        else:
            self._paint_ground(painter, option)
            self._paint_card(painter, option, row)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A title that is cut can be read in full under the pointer, also where there is no preview."""
        row = _row(index)
        pin = _PIN + GRID if row is not None and row.pinned else 0
        room = option.rect.width() - self._theme.px(4 * GRID + _ICON + 1.5 * GRID + pin)
        is_cut = row is not None and self._title.horizontalAdvance(row.card.title) > room
        QToolTip.showText(event.globalPos(), plain_tip(row.card.title) if row and is_cut else "", view)
        return is_cut

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        px = self._theme.px
        box = option.rect.adjusted(px(2 * GRID), 0, -px(2 * GRID), -px(GRID // 2))
        painter.setFont(self._small_font)
        painter.setPen(QColor(self._theme.roles.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading, text)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        roles, box = self._theme.roles, option.rect.adjusted(GRID, 1, -GRID, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.selected if chosen else roles.hover))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if chosen:
            inset = box.height() // 4
            bar = QRect(box.left() + 1, box.top() + inset, _BAR, box.height() - 2 * inset)
            painter.setBrush(QColor(roles.accent))
            painter.drawRoundedRect(_placed(option, bar), _BAR / 2, _BAR / 2)

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, row: ResultRow) -> None:
        px, roles = self._theme.px, self._theme.roles
        box = option.rect.adjusted(px(2 * GRID), 0, -px(2 * GRID), 0)
        icon = QRect(box.left(), box.center().y() - px(_ICON) // 2, px(_ICON), px(_ICON))
        ratio = painter.device().devicePixelRatioF()
        drawing = self._theme.pixmap(ICONS[row.card.kind], roles.muted, _ICON, ratio)
        painter.drawPixmap(_placed(option, icon), drawing)
        title, small = self._title, self._small
        top = box.top() + (box.height() - title.height() - small.height()) // 2
        left = icon.right() + px(1.5 * GRID)
        upper = QRect(left, top, box.right() - left, title.height())
        lower = QRect(left, upper.bottom() + 1, upper.width(), small.height())
        if row.pinned:
            side = px(_PIN)
            pin = QRect(upper.right() - side, upper.center().y() - side // 2, side, side)
            painter.drawPixmap(_placed(option, pin), self._theme.pixmap("pin", roles.muted, _PIN, ratio))
            upper.setRight(pin.left() - px(GRID))
        self._paint_title(painter, option, _placed(option, upper), row)
        painter.setFont(self._small_font)
        painter.setPen(QColor(roles.muted))
        line = small.elidedText(about(row.card), Qt.TextElideMode.ElideRight, lower.width())
        sides = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(_placed(option, lower), sides, line)

    def _paint_title(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: ResultRow
    ) -> None:
        font, accent = self._title_font, QColor(self._theme.roles.accent)
        title = " ".join(row.card.title.split())
        width, step = box.width(), 0
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        layout = _laid_out(title, marks(title, row.marked), font, accent, width, mirrored)
        while layout.lineAt(0).naturalTextWidth() > box.width() and width > step:
            width -= step
            step = max(1, box.width() // 40)  # marked letters are wider than the plain font's metrics know
            cut = self._title.elidedText(title, Qt.TextElideMode.ElideRight, width)
            layout = _laid_out(cut, marks(cut, row.marked), font, accent, box.width(), mirrored)
        painter.setPen(QColor(self._theme.roles.text))
        layout.draw(painter, QPointF(box.topLeft()))


def _row(index: Index) -> ResultRow | None:
    row = index.data(ROW_ROLE)
    return row if isinstance(row, ResultRow) else None


def _placed(option: QStyleOptionViewItem, box: QRect) -> QRect:
    """``box`` on the other side in a right-to-left interface."""
    return QStyle.visualRect(option.direction, option.rect, box)


def _laid_out(
    text: str, spans: tuple[Span, ...], font: QFont, accent: QColor, width: int, mirrored: bool
) -> QTextLayout:
    """One line of ``text``: it runs the way its own script does, and stands at the interface's own side."""
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    manner = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    manner.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    manner.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout = QTextLayout(text, font)
    layout.setTextOption(manner)
    layout.setFormats([_marked(start, end, accent) for start, end in utf16_spans(text, spans)])
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout


def _marked(start: int, end: int, accent: QColor) -> QTextLayout.FormatRange:
    manner = QTextCharFormat()
    manner.setForeground(accent)
    manner.setFontWeight(QFont.Weight.DemiBold)
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = start, end - start, manner
    return span
