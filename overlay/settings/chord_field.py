"""A field that records a hotkey by having it pressed. Not for registering it: see triggers/hotkeys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from overlay.theme.theme import Theme

_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "ctrl"),
    (Qt.KeyboardModifier.AltModifier, "alt"),
    (Qt.KeyboardModifier.ShiftModifier, "shift"),
    (Qt.KeyboardModifier.MetaModifier, "super"),
)
_MODIFIER_KEYS = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R,
}
_ALONE = {Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


class ChordField(QPushButton):
    """Click it (or press Space) and press the keys. Backspace removes the hotkey, Esc keeps the old one."""

    recorded = Signal(str)  # "ctrl+alt+space", "" for none
    recording = Signal(bool)  # while it holds, hotkeys should be let go so that they can be pressed here

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chord = ""
        self._listens = False
        self.setAutoDefault(False)
        self.clicked.connect(self._begin)
        self.restyle()
        self.show_chord("")

    def show_chord(self, chord: str) -> None:
        """Show ``chord`` as the present hotkey."""
        self._chord = chord
        if not self._listens:
            self.setText(in_caps(chord) or "None")

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        self.setMinimumWidth(self._theme.px(176))

    def event(self, event: QEvent) -> bool:
        """While recording, Tab and shortcuts are keys like any other."""
        if self._listens and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self._listens and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._listens:
            super().keyPressEvent(event)
            return
        key, held = Qt.Key(event.key()), _held(event)
        if key in _MODIFIER_KEYS:
            self.setText(f"{in_caps('+'.join(held))} + …" if held else "Press the keys…")
        elif key in _ALONE and not held:
            self._end()
            if key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
                self.recorded.emit("")
        elif name := key_name(key):
            self._end()
            self.recorded.emit("+".join([*held, name]))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._listens:
            self.setText("Press the keys…")
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._listens and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end()

    def _begin(self) -> None:
        self._listens = True
        self.setText("Press the keys…")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.recording.emit(True)

    def _end(self) -> None:
        self._listens = False
        self.show_chord(self._chord)
        self.recording.emit(False)


def in_caps(chord: str) -> str:
    """ "ctrl+alt+space" the way it is printed on keys: "Ctrl + Alt + Space"."""
    return " + ".join(part.replace("_", " ").title() for part in chord.split("+") if part)


def key_name(key: Qt.Key) -> str:
    """The name of ``key`` in a chord, in small letters; "" for keys that have none."""
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    name = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText).lower()
    return name if name.isascii() and name.isprintable() else ""


def _held(event: QKeyEvent) -> list[str]:
    return [name for modifier, name in _MODIFIERS if event.modifiers() & modifier]
