"""What the dialogs say that Windows itself builds, and which control has the focus. Waits for their program.

Of other dialogs, which programs draw themselves, only UI Automation could tell; that comes later.
"""

from __future__ import annotations

import ctypes
import time

from triggers.detail.base import LONGEST_TEXT
from triggers.detail.win32_controls import NoAnswerError, is_label, text_of
from triggers.win32 import library
from triggers.win32_types import GuiThreadInfo
from triggers.win32_windows import children_of, class_of, thread_of

DIALOG = "#32770"
"""The class of every dialog that Windows itself builds: message boxes, and most forms of older programs."""

_PATIENCE = 0.5
"""Seconds for one dialog; a single label that does not answer ends it sooner."""

_MOST_CHILDREN = 300
"""Windows inside of a dialog that are looked at."""


def dialog_text(window: int) -> str:
    """What the labels say of the dialog that ``window`` is or shows, one a line. Raises NoAnswerError."""
    popup: int = library("user32").GetLastActivePopup(window) or window
    shown = next((one for one in (window, popup) if class_of(one) == DIALOG), None)
    if shown is None or not library("user32").IsWindowVisible(shown):
        return ""
    end = time.monotonic() + _PATIENCE
    lines: list[str] = []
    for child in children_of(shown)[:_MOST_CHILDREN]:
        if is_label(child):
            if time.monotonic() > end:
                raise NoAnswerError
            lines.append(text_of(child))
        if sum(map(len, lines)) > LONGEST_TEXT:
            break
    return "\n".join(filter(None, lines))[:LONGEST_TEXT]


def focused_in(window: int) -> int | None:
    """The control that gets the keys in the thread of ``window``."""
    info = GuiThreadInfo(ctypes.sizeof(GuiThreadInfo))
    library("user32").GetGUIThreadInfo(thread_of(window), ctypes.byref(info))
    focus: int | None = info.focus
    return focus
