"""Structures and callbacks of Windows that ctypes does not bring. Importable everywhere."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes as w

# A callback's calling convention; only 32-bit Windows has two of them, and there ctypes knows the name.
if sys.platform == "win32":
    CALLBACK = ctypes.WINFUNCTYPE
else:
    CALLBACK = ctypes.CFUNCTYPE

WIN_EVENT = CALLBACK(None, w.HANDLE, w.DWORD, w.HWND, w.LONG, w.LONG, w.DWORD, w.DWORD)
"""Hook, event, window, object, child, thread, and the milliseconds since the system started."""

EACH_WINDOW = CALLBACK(w.BOOL, w.HWND, w.LPARAM)


class GuiThreadInfo(ctypes.Structure):
    """GUITHREADINFO of winuser.h."""

    _fields_ = (
        ("size", w.DWORD),
        ("flags", w.DWORD),
        ("active", w.HWND),
        ("focus", w.HWND),
        ("capture", w.HWND),
        ("menu_owner", w.HWND),
        ("move_size", w.HWND),
        ("caret", w.HWND),
        ("caret_rect", w.RECT),
    )


class MonitorInfo(ctypes.Structure):
    """MONITORINFO of winuser.h."""

    _fields_ = (("size", w.DWORD), ("monitor", w.RECT), ("work", w.RECT), ("flags", w.DWORD))
