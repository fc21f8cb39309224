from __future__ import annotations

import pytest

from triggers.hotkeys.chord import parse_chord
from triggers.hotkeys.portal import means


@pytest.mark.parametrize(
    ("keys", "chord"),
    [
        ("Ctrl+Alt+Space", "ctrl+alt+space"),
        ("CTRL+ALT+space", "ctrl+alt+space"),
        ("Press <Control><Alt>space", "ctrl+alt+space"),
        ("Meta+K", "super+k"),
        ("LOGO+SHIFT+Prior", "shift+super+pageup"),
        ("Strg+Umschalt+F1", "ctrl+shift+f1"),
        ("Ctrl+.", "ctrl+period"),
        ("Ctrl+period", "ctrl+period"),
        ("Ctrl+Return", "ctrl+return"),
    ],
)
def test_a_desktops_own_words_for_our_keys_are_understood(keys: str, chord: str) -> None:
    assert means(keys, parse_chord(chord))


@pytest.mark.parametrize("keys", ["Ctrl+Space", "Ctrl+Alt+Shift+Space", "Ctrl+Alt+K", "something else"])
def test_other_keys_are_noticed(keys: str) -> None:
    assert not means(keys, parse_chord("ctrl+alt+space"))
