"""The palette's search field: a line of text that hands the keys it does not need to the list. Not search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from overlay.palette.deeds import Deed, deed_of
from overlay.panel.wording import reads_right_to_left

_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_PageDown: 6,
}
FAR = 1_000_000  # further than any list is long


class QueryField(QLineEdit):
    """Keeps the focus while the list beside it is steered; composing text (IME) stays Qt's own business."""

    moved = Signal(int)  # choose the result so many rows further down (negative: up)
    escaped = Signal()
    preview_asked = Signal()
    missing_noted = Signal()  # "no card says what I typed"
    written_asked = Signal()  # "have an answer written"
    asked = Signal(object)  # Deed: do it with the chosen card

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paletteQuery")
        self.setAccessibleName("Search all cards")
        self.setPlaceholderText("Search all cards")
        self.setMaxLength(1000)  # longer than any question, short enough that a pasted book does no harm
        self.setFrame(False)

    def event(self, event: QEvent) -> bool:
        """Tab would otherwise be used up before it is a key press."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
        ):
            self.preview_asked.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(event)
        if asks_written(event):
            self.written_asked.emit()
        elif (deed := deed_of(event)) is not None:
            self.asked.emit(deed)
        elif step:
            self.moved.emit(step)
        elif self._goes_beyond(event):
            self.asked.emit(Deed.ACTIONS)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif notes_missing(event):
            self.missing_noted.emit()
        elif event.key() == Qt.Key.Key_U and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.clear()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The keyboard's menu key means the chosen card; a click into the field means its text."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.asked.emit(Deed.ACTIONS)
        else:
            super().contextMenuEvent(event)

    def _goes_beyond(self, event: QKeyEvent) -> bool:
        """Whether ``event`` is an arrow that would move the cursor past the end of the text."""
        text = self.text()
        is_rtl = reads_right_to_left(text) if text else self.isRightToLeft()
        onward = Qt.Key.Key_Left if is_rtl else Qt.Key.Key_Right
        bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        at_end = (
            self.cursorPosition() == len(text.encode("utf-16-le", "surrogatepass")) // 2
            and not self.hasSelectedText()
        )
        return event.key() == onward and bare and at_end

    def _step(self, event: QKeyEvent) -> int:
        """How far ``event`` moves the choice; Home and End belong to the text as soon as there is some."""
        key = Qt.Key(event.key())
        if not self.text() and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return FAR if key == Qt.Key.Key_End else -FAR
        return _MOVES.get(key, 0)


def notes_missing(event: QKeyEvent) -> bool:
    """Whether ``event`` asks to note what was typed as missing."""
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def asks_written(event: QKeyEvent) -> bool:
    """Whether ``event`` asks for a written answer."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == Qt.KeyboardModifier.AltModifier
