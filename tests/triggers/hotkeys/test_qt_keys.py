from __future__ import annotations

import pytest

from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.keys import KEYS, MODIFIERS
from triggers.hotkeys.qt_keys import qt_key


def test_every_key_and_every_modifier_has_the_number_that_qt_gives_it() -> None:
    core = pytest.importorskip("PySide6.QtCore")
    gui = pytest.importorskip("PySide6.QtGui")
    others = {"super": "Meta", "pageup": "PgUp", "pagedown": "PgDown", "menu": "Menu", "delete": "Del"}
    for name, key in KEYS.items():
        written = others.get(name, key.label)
        assert qt_key(Chord(frozenset(), name)) == gui.QKeySequence(written)[0].key().value, name
    for name in MODIFIERS:
        chord = parse_chord(f"{name}+f9")
        keys = gui.QKeySequence(f"{others.get(name, MODIFIERS[name])}+F9")[0]
        assert qt_key(chord) == keys.toCombined(), name
    assert core.Qt.Key.Key_F9.value == qt_key(parse_chord("f9"))
