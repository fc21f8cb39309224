"""The hotkey's search window: type, choose, open. Not for searching: whoever owns it hands in the results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QKeyEvent,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from overlay.palette.deeds import Deed, deed_of
from overlay.palette.field import asks_written, notes_missing
from overlay.palette.foot import NOTED
from overlay.palette.layout import PaletteParts
from overlay.palette.menu import CardMenu
from overlay.palette.placement import area_of, place
from overlay.palette.recall import Recall
from overlay.palette.rows import ResultRow, spoken
from overlay.theme.stylesheet import dress
from overlay.theme.theme import RADIUS, Theme
from triggers.context import Rect

if TYPE_CHECKING:
    from overlay.palette.written_answer import WrittenAnswerFrame

WIDTH = 680  # px at 100 %
_ROWS = 7.5  # the half row says that there are more
_NARROW = 560  # px at 100 %; below it the list alone is readable
_FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class Palette(QWidget):
    """Built once and then only shown and hidden, so that it is there within a few frames of the hotkey.

    ``left`` says that the person went without choosing: True by Esc, when the focus should go back to where
    it was; False by clicking elsewhere, where the focus already is.
    """

    query_changed = Signal(str)
    chosen = Signal(str)
    left = Signal(bool)
    link_clicked = Signal(str)
    asked = Signal(object, str)  # a Deed, and the card to do it with
    missing_noted = Signal(str)  # the query that no card answers, on request
    written_asked = Signal()  # have an answer written from what was found
    painted = Signal()
    results_painted = Signal(str, int)  # the query and how many results it has

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, _FLAGS)
        self._theme = theme
        self.setObjectName("palette")
        self.setWindowTitle("Sidecue palette")
        self.setAccessibleName("Search all cards")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._parts = PaletteParts(self, theme)
        self._recall = Recall()
        self._menu = CardMenu(theme, self)
        self._is_open = False  # isVisible() still holds while hiding takes the activation away
        self._opening = False
        self._shown: tuple[str, int] | None = None
        self._preview_later = QTimer(self, interval=0, singleShot=True)
        self._preview_later.timeout.connect(self._show_preview)
        self._connect()
        self.restyle()

    def open(self, text: str = "", near: Rect | None = None, past: Sequence[str] = ()) -> None:
        """Show and take the focus, on the screen of ``near`` (device pixels), with ``text`` in the field.

        ``past`` are searches that Up brings back into the empty field, latest first. The owner hands in the
        results for ``text`` next: opening does not count as typing.
        """
        query = self._parts.query
        query.blockSignals(True)
        query.setText(text)
        query.blockSignals(False)
        self._recall = Recall(past)
        self._parts.start_over()
        self._place(near)
        self._shown = None
        self._opening = self._is_open = True
        self.show()
        self.raise_()
        self.activateWindow()
        query.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def show_results(self, query: str, rows: Sequence[ResultRow], chosen: str = "", note: str = "") -> None:
        """List ``rows`` as what ``query`` found, best first, and choose that card, or the first.

        ``note`` is said above them, such as how the query was read.
        """
        self._shown = (query, len(rows))
        self._parts.show_results(query, rows, chosen, note)
        if note and rows:
            self._announce(note)
        if not rows and query:
            self._announce(self._parts.empty.text)
        handle = self.windowHandle()
        if handle is not None and handle.isExposed() and not self._opening:
            self._parts.repaint()  # at once: Qt would let 5 ms pass for more to paint
            QTimer.singleShot(0, self._tell_painted)
        else:
            self.update()

    def show_waiting(self) -> None:
        """The cards are still being read, so that nothing can be found yet."""
        self._shown = ("", 0)
        self._parts.show_waiting()
        self._announce(self._parts.empty.text)
        self.update()

    def say(self, words: str) -> None:
        """Confirm in place that something was done."""
        self._parts.say(words)
        self._announce(words)

    def offer_written(self, offered: bool) -> None:
        """Name the key that has an answer written, where the query looks like a question."""
        self._parts.offers_written = offered

    def show_written(self) -> WrittenAnswerFrame:
        """The frame for a written answer, above the preview."""
        return self._parts.show_written()

    def hide_written(self) -> None:
        """What was written is over."""
        self._parts.hide_written()

    def announce(self, text: str) -> None:
        """Tell a screen reader what came, because the focus stays in the field."""
        self._announce(text)

    @property
    def is_at_first(self) -> bool:
        """Whether the first result is the chosen one, so that better ones may still take its place."""
        return self._parts.results.is_at_first

    def leave(self) -> None:
        """Hide without a choice, as Esc does."""
        self._go(asked=True)

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        dress(self, self._theme)
        self._parts.restyle()
        if self.isVisible():
            self._place(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the preview leaves over: back to the field with whatever is typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif asks_written(event):
            self._ask_written()
        elif notes_missing(event):
            self._note_missing()
        elif (deed := deed_of(event)) is not None:
            self._do(deed)
        elif event.text().isprintable() and event.text():
            self._parts.query.setFocus(Qt.FocusReason.OtherFocusReason)
            self._parts.query.insert(event.text())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._go(asked=False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window manager's own way to close it is a way to leave.

        It is never refused: Qt asks every window before the app ends, and one refusal keeps it running.
        """
        self.leave()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        path = QPainterPath()
        path.addRoundedRect(self.rect(), RADIUS, RADIUS)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))  # without a compositor there is no other way

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._opening or self._shown is not None:
            # The parts are painted and flushed in the same go; the loop's next turn comes after that.
            QTimer.singleShot(0, self._tell_painted)

    def _connect(self) -> None:
        parts = self._parts
        parts.query.textChanged.connect(self.query_changed)
        parts.query.moved.connect(self._move)
        parts.query.escaped.connect(self.leave)
        parts.query.preview_asked.connect(parts.focus_preview)
        parts.query.asked.connect(self._do)
        for noted in (parts.query.missing_noted, parts.keys.missing_clicked):
            noted.connect(self._note_missing)
        for asked in (parts.query.written_asked, parts.keys.written_clicked):
            asked.connect(self._ask_written)
        parts.keys.more_clicked.connect(self._show_menu)
        parts.results.current_changed.connect(self._current_changed)
        parts.results.actions_asked.connect(self._show_actions)
        self._menu.asked.connect(self._do)
        parts.results.picked.connect(self._choose)
        parts.preview.link_clicked.connect(self.link_clicked)
        parts.preview.card_clicked.connect(self._choose)
        self._theme.changed.connect(self.restyle)

    def _move(self, steps: int) -> None:
        """Through the results, or, from the empty field up, through past searches and back down again."""
        query = self._parts.query
        if abs(steps) == 1 and self._recall.current and query.selectedText() == self._recall.current:
            self._recall.walk(-steps)
        elif steps != -1 or query.text() or not self.is_at_first or not self._recall.start():
            self._parts.results.step(steps)
            return
        query.setText(self._recall.current)
        query.selectAll()  # typing replaces it; an arrow to the side keeps it, and the walk is over
        if told := self._recall.told():
            self.say(told)

    def _do(self, deed: Deed) -> None:
        row = self._parts.results.current
        if row is None:
            return
        if deed is Deed.ACTIONS:
            self._show_actions(self._parts.results.place_for_menu())
        elif deed is Deed.OPEN:
            self._choose(row.card.id)
        else:
            self.asked.emit(deed, row.card.id)

    def _show_menu(self) -> None:
        self._do(Deed.ACTIONS)

    def _show_actions(self, at: QPoint) -> None:
        if (row := self._parts.results.current) is not None:
            self._menu.offer(row, at)

    def _note_missing(self) -> None:
        if not self._parts.is_answered:
            self.say(NOTED)
            self.missing_noted.emit(self._parts.query.text())

    def _ask_written(self) -> None:
        if self._parts.offers_written and self._parts.results.current is not None:
            self.written_asked.emit()

    def _tell_painted(self) -> None:
        opening, self._opening = self._opening, False
        shown, self._shown = self._shown, None
        if opening:
            self.painted.emit()
        if shown is not None:
            self.results_painted.emit(*shown)
            self._preview_later.start()

    def _current_changed(self, row: ResultRow | None) -> None:
        if row is not None:
            self._announce(spoken(row))
        if self._shown is None:
            self._preview_later.start()

    def _show_preview(self) -> None:
        """After the list, so that a long card never holds up a keystroke."""
        self._parts.preview.show_row(self._parts.results.current)

    def _announce(self, text: str) -> None:
        """The focus stays in the field, so a screen reader must be told what happens in the list."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._parts.query, text))

    def _choose(self, card: str) -> None:
        self._is_open = False
        self.hide()
        self.chosen.emit(card)

    def _go(self, *, asked: bool) -> None:
        if self._is_open:
            self._is_open = False
            self.hide()
            self.left.emit(asked)

    def _place(self, near: Rect | None) -> None:
        area = area_of(near)
        wanted = place(QSize(self._theme.px(WIDTH), self._parts.height_for(_ROWS)), area)
        self._parts.show_preview(wanted.width() >= self._theme.px(_NARROW))
        self.setGeometry(wanted)
