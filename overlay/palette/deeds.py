"""What can be done with a card in the palette, and by which keys. Not for doing it: see overlay/finder.py."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent


class Deed(StrEnum):
    """What is done; the value is the name that scripts may rely on."""

    PIN = "pin"  # or unpin, whichever changes something


_CTRL = Qt.KeyboardModifier.ControlModifier

KEYS = {Deed.PIN: QKeyCombination(_CTRL, Qt.Key.Key_D)}  # as browsers keep a page


def deed_of(event: QKeyEvent) -> Deed | None:
    """What ``event`` asks to be done with the chosen card, None for every other key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeyCombination(held, Qt.Key(event.key()))
    return next((deed for deed, keys in KEYS.items() if keys == pressed), None)
