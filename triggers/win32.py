"""The calls of Windows that we use, declared once, with their types. Not for what to do with them.

Importing this works everywhere; asking for a library works on Windows alone.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from ctypes import wintypes as w
from typing import Any

from triggers.selection import NotHereError
from triggers.win32_types import EACH_WINDOW, WIN_EVENT

EVENT_FOREGROUND, EVENT_FOCUS, EVENT_NAME_CHANGE = 0x0003, 0x8005, 0x800C
OBJECT_WINDOW = 0
_OUT_OF_CONTEXT, _SKIP_OWN_PROCESS = 0, 2

_ABORT_IF_HUNG = 2
_WM_GETTEXT = 0x000D

_POINTER = ctypes.c_void_p  # to whatever the caller made; ctypes' byref fits
_RESULT = ctypes.c_ssize_t

_TYPES: dict[str, dict[str, tuple[Any, ...]]] = {
    "user32": {
        "DispatchMessageW": (_RESULT, _POINTER),
        "EnumChildWindows": (w.BOOL, w.HWND, EACH_WINDOW, w.LPARAM),
        "GetClassNameW": (ctypes.c_int, w.HWND, w.LPWSTR, ctypes.c_int),
        "GetForegroundWindow": (w.HWND,),
        "GetGUIThreadInfo": (w.BOOL, w.DWORD, _POINTER),
        "GetLastActivePopup": (w.HWND, w.HWND),
        "GetMessageW": (w.BOOL, _POINTER, w.HWND, w.UINT, w.UINT),
        "GetMonitorInfoW": (w.BOOL, w.HANDLE, _POINTER),
        "GetParent": (w.HWND, w.HWND),
        "GetWindow": (w.HWND, w.HWND, w.UINT),
        "GetWindowLongW": (w.LONG, w.HWND, ctypes.c_int),
        "GetWindowRect": (w.BOOL, w.HWND, _POINTER),
        "GetWindowTextW": (ctypes.c_int, w.HWND, w.LPWSTR, ctypes.c_int),
        "GetWindowThreadProcessId": (w.DWORD, w.HWND, _POINTER),
        "IsIconic": (w.BOOL, w.HWND),
        "IsWindow": (w.BOOL, w.HWND),
        "IsWindowVisible": (w.BOOL, w.HWND),
        "KillTimer": (w.BOOL, w.HWND, ctypes.c_size_t),
        "MonitorFromWindow": (w.HANDLE, w.HWND, w.DWORD),
        "PeekMessageW": (w.BOOL, _POINTER, w.HWND, w.UINT, w.UINT, w.UINT),
        "PostThreadMessageW": (w.BOOL, w.DWORD, w.UINT, w.WPARAM, w.LPARAM),
        "RegisterHotKey": (w.BOOL, w.HWND, ctypes.c_int, w.UINT, w.UINT),
        "SendMessageTimeoutW": (_RESULT, w.HWND, w.UINT, w.WPARAM, _POINTER, w.UINT, w.UINT, _POINTER),
        "SetForegroundWindow": (w.BOOL, w.HWND),
        "SetThreadDpiAwarenessContext": (w.HANDLE, w.HANDLE),
        "SetTimer": (ctypes.c_size_t, w.HWND, ctypes.c_size_t, w.UINT, _POINTER),
        "SetWinEventHook": (w.HANDLE, w.DWORD, w.DWORD, w.HANDLE, WIN_EVENT, w.DWORD, w.DWORD, w.UINT),
        "ShowWindowAsync": (w.BOOL, w.HWND, ctypes.c_int),
        "UnhookWinEvent": (w.BOOL, w.HANDLE),
        "UnregisterHotKey": (w.BOOL, w.HWND, ctypes.c_int),
        "VkKeyScanW": (ctypes.c_short, w.WCHAR),
    },
    "kernel32": {
        "CloseHandle": (w.BOOL, w.HANDLE),
        "GetCurrentThreadId": (w.DWORD,),
        "OpenProcess": (w.HANDLE, w.DWORD, w.BOOL, w.DWORD),
        "QueryFullProcessImageNameW": (w.BOOL, w.HANDLE, w.DWORD, w.LPWSTR, _POINTER),
    },
    "dwmapi": {"DwmGetWindowAttribute": (_RESULT, w.HWND, w.DWORD, _POINTER, w.DWORD)},
}


def require_windows() -> None:
    """Raises NotHereError on any other system."""
    system: str = sys.platform
    if system != "win32":
        raise NotHereError("this is not Windows")


@functools.cache
def library(name: str) -> Any:
    """user32, kernel32 or dwmapi with its functions typed. Raises NotHereError on any other system."""
    require_windows()
    # A copy of our own: types set on ctypes.windll would hold for everybody in the process.
    loaded: Any = None
    if sys.platform == "win32":
        loaded = ctypes.WinDLL(name, use_last_error=True)
    for function, (result, *arguments) in _TYPES[name].items():
        declared = getattr(loaded, function)
        declared.restype, declared.argtypes = result, arguments
    return loaded


def last_error() -> int:
    """Why the last call of this thread failed."""
    number = 0
    if sys.platform == "win32":
        number = ctypes.get_last_error()
    return number


def hook(event: int, callback: Any, pid: int = 0) -> int | None:
    """Have ``callback`` (a WIN_EVENT, which the caller keeps alive) told of ``event`` in one process or all.

    It is called in this thread, while it gets messages. None if Windows refuses.
    """
    # Wine takes "not our own" for "not this one" where one is named.
    flags = _OUT_OF_CONTEXT if pid else _OUT_OF_CONTEXT | _SKIP_OWN_PROCESS
    given: int | None = library("user32").SetWinEventHook(event, event, None, callback, pid, 0, flags)
    return given


def text_by_message(window: int, longest: int, milliseconds: int) -> str | None:
    """The text that the window itself gives, at most ``longest`` characters; None if no answer came in time.

    The one call here that waits for another program; for worker threads alone.
    """
    buffer = ctypes.create_unicode_buffer(longest + 1)
    copied = ctypes.c_size_t()
    answered = library("user32").SendMessageTimeoutW(
        window, _WM_GETTEXT, longest + 1, buffer, _ABORT_IF_HUNG, milliseconds, ctypes.byref(copied)
    )
    return buffer.value if answered else None
