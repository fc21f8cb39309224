"""How soon a letter is painted by the program it is typed into. For accessibility.py, which compares."""

from __future__ import annotations

import select
import time
from typing import Any

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import damage, xtest

_PATIENCE = 2.0


def milliseconds_to_paint(display_name: str, window: int, letters: int) -> list[float]:
    """From each key to the first change of the window's picture; the letters are typed at a person's pace."""
    display = Display(display_name)
    display.damage_query_version()
    picture: Any = display.create_resource_object(
        "window", window
    )  # the extension adds its methods at run time
    seen = picture.damage_create(damage.DamageReportNonEmpty)
    key = display.keysym_to_keycode(XK.XK_e)
    took = []
    for _ in range(letters):
        display.damage_subtract(seen)
        display.sync()
        while display.pending_events():
            display.next_event()
        at = time.monotonic()
        for kind in (X.KeyPress, X.KeyRelease):
            xtest.fake_input(display, kind, key)
        display.flush()
        while not display.pending_events() and time.monotonic() < at + _PATIENCE:
            select.select([display.fileno()], [], [], _PATIENCE)
        took.append(1000 * (time.monotonic() - at))
        time.sleep(0.03)
    display.close()
    return took
