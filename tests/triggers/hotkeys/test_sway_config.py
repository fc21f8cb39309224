from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.hotkeys.chord import parse_chord
from triggers.hotkeys.sway_config import bound_chords


def names(configuration: str) -> set[str]:
    return {str(chord) for chord in bound_chords(configuration)}


@pytest.mark.parametrize(
    ("line", "chord"),
    [
        ("bindsym Ctrl+Mod1+space exec menu", "ctrl+alt+space"),
        ("  bindsym --no-repeat --locked Control+Alt+Space exec menu", "ctrl+alt+space"),
        ("set $mod Mod4\nbindsym $mod+Return exec foot", "super+return"),
        ("set $mod Mod4\nset $hyper $mod+shift\nbindsym $hyper+x kill", "shift+super+x"),
        ("bindsym Mod4+Prior focus prev", "super+pageup"),
        ("bindsym \\\n  Mod4+a \\\n  exec x", "super+a"),
        ("bindsym {\n  Mod4+a exec x\n}", "super+a"),
        ("bindsym Print exec grim", "print"),
    ],
)
def test_what_is_bound_is_found(line: str, chord: str) -> None:
    assert str(parse_chord(chord)) in names(line)


@pytest.mark.parametrize(
    "configuration",
    [
        "",
        "# bindsym Mod4+a exec x",
        'mode "resize" {\n  bindsym Mod4+a resize\n}',
        'mode "resize" {\n  bindsym {\n Mod4+a resize\n}\n}',
        "bindcode 133+38 exec x",
        "bindsym XF86AudioPlay exec x",
        "bindsym Mod4+a+b exec x",
        "bindsym",
        "}\n}\n",
        "exec bindsym Mod4+a",
    ],
)
def test_what_is_not_bound_in_the_normal_mode_is_not(configuration: str) -> None:
    assert names(configuration) == set()


def test_after_a_block_the_rest_counts_again() -> None:
    assert names('mode "x" {\n bindsym a b\n}\nbindsym Mod4+b exec x') == {"super+b"}


@given(st.text(alphabet='bindsym {}$set+Mod4\n\\#"-a', max_size=200))
def test_any_text_is_read(text: str) -> None:
    bound_chords(text)
