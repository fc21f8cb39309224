"""What can be done with a card in the palette, and by which keys. Not for doing it: see overlay/finder.py."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class Deed(StrEnum):
    """What is done; the value is the name that scripts may rely on."""

    OPEN = "open"
    SEND = "send"  # to the panel, while the palette stays
    PIN = "pin"  # or unpin, whichever changes something
    COPY = "copy"  # a link to it
    ACTIONS = "actions"  # name all of these in a menu


_CTRL = Qt.KeyboardModifier.ControlModifier

KEYS = {
    Deed.OPEN: QKeyCombination(Qt.Key.Key_Return),
    Deed.SEND: QKeyCombination(_CTRL, Qt.Key.Key_Return),
    Deed.PIN: QKeyCombination(_CTRL, Qt.Key.Key_D),  # as browsers keep a page
    Deed.COPY: QKeyCombination(_CTRL | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C),
    Deed.ACTIONS: QKeyCombination(_CTRL, Qt.Key.Key_K),
}


def shown(deed: Deed) -> QKeySequence:
    """Its keys as they are printed on a keyboard: "Enter", not "Return"."""
    keys = KEYS[deed]
    key = Qt.Key.Key_Enter if keys.key() == Qt.Key.Key_Return else keys.key()
    return QKeySequence(QKeyCombination(keys.keyboardModifiers(), key))


def deed_of(event: QKeyEvent) -> Deed | None:
    """What ``event`` asks to be done with the chosen card, None for every other key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    pressed = QKeyCombination(held, key)
    return next((deed for deed, keys in KEYS.items() if keys == pressed), None)
