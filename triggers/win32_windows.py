"""What can be asked of and done to single windows of Windows. Not for watching them: see triggers/sources.

Nothing here waits for another program, with the one exception that triggers/win32.py marks.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes as w
from pathlib import PureWindowsPath

from triggers.context import Rect, WindowInfo
from triggers.titles import MAX_LENGTH
from triggers.win32 import library
from triggers.win32_types import EACH_WINDOW, MonitorInfo

_QUERY_LIMITED_INFORMATION = 0x1000  # granted for elevated programs too, other than "query information"
_EXTENDED_FRAME_BOUNDS = 9
_NEAREST_MONITOR = 2
_STYLE = -16
_CAPTION = 0x00C00000
_RESTORE = 9
_LONGEST_PATH = 32768

_STORE_APP_FRAME = "ApplicationFrameWindow"
"""The frame around every app of the store belongs to one process, the window inside to the app's own."""

_DESKTOP = ("Progman", "WorkerW")


def foreground() -> int | None:
    """The window that the person works in; None for none, as while another desktop is shown."""
    window: int | None = library("user32").GetForegroundWindow()
    return window


def read_window(window: int) -> WindowInfo | None:
    """Everything about another program's window; None if it has gone."""
    pid = pid_of(window)
    if pid is None:
        return None
    window_class = class_of(window)
    frame = frame_of(window)
    if window_class == _STORE_APP_FRAME:
        pid = _pid_inside(window, pid) or pid
    return WindowInfo(
        id=window,
        app=app_of(pid),
        window_class=window_class,
        title=title_of(window),
        pid=pid,
        frame=frame,
        full_screen=frame is not None and window_class not in _DESKTOP and _fills_screen(window, frame),
    )


def pid_of(window: int) -> int | None:
    """The process that a window belongs to, None if it has gone."""
    pid = w.DWORD()
    library("user32").GetWindowThreadProcessId(window, ctypes.byref(pid))
    return pid.value or None


def thread_of(window: int) -> int:
    """The thread that a window belongs to, 0 if it has gone."""
    thread: int = library("user32").GetWindowThreadProcessId(window, None)
    return thread


def class_of(window: int) -> str:
    """The window's class, "" if it has gone."""
    buffer = ctypes.create_unicode_buffer(257)
    library("user32").GetClassNameW(window, buffer, len(buffer))
    return buffer.value


def title_of(window: int) -> str:
    """The title of another program's window.

    GetWindowTextW sends no message across processes: it reads what Windows itself keeps as the title. So a
    program that hangs cannot make us wait, which WM_GETTEXT would. Of a window of our own it would ask the
    GUI thread and wait: leave those out before.
    """
    buffer = ctypes.create_unicode_buffer(MAX_LENGTH + 1)
    library("user32").GetWindowTextW(window, buffer, len(buffer))
    return buffer.value


def frame_of(window: int) -> Rect | None:
    """The window as it is seen, without the shadow where Windows tells; None if it has gone."""
    rectangle = w.RECT()
    failed = library("dwmapi").DwmGetWindowAttribute(
        window, _EXTENDED_FRAME_BOUNDS, ctypes.byref(rectangle), ctypes.sizeof(rectangle)
    )
    if failed and not library("user32").GetWindowRect(window, ctypes.byref(rectangle)):
        return None
    return Rect(
        rectangle.left,
        rectangle.top,
        rectangle.right - rectangle.left,
        rectangle.bottom - rectangle.top,
    )


def app_of(pid: int | None) -> str:
    """The program's file name without ".exe"; "" if there is no such process or Windows does not say."""
    kernel = library("kernel32")
    process = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid or 0)
    if not process:
        return ""
    path, length = ctypes.create_unicode_buffer(_LONGEST_PATH), w.DWORD(_LONGEST_PATH)
    known = kernel.QueryFullProcessImageNameW(process, 0, path, ctypes.byref(length))
    kernel.CloseHandle(process)
    name = PureWindowsPath(path.value).name if known else ""
    return name[:-4] if name.lower().endswith(".exe") else name


def style_of(window: int) -> int:
    """The window's style bits."""
    style: int = library("user32").GetWindowLongW(window, _STYLE)
    return style


def children_of(window: int) -> list[int]:
    """Every window inside of a window, at any depth, in the order of the tab key."""
    found: list[int] = []

    def take(child: int, _: int) -> bool:
        found.append(child)
        return True

    library("user32").EnumChildWindows(window, EACH_WINDOW(take), 0)
    return found


def activate_window(window: int) -> None:
    """Bring a window to the front; nothing happens if it is gone.

    Windows allows it to the program that has the foreground or got the last input, as ours has when the
    panel, the palette or a hotkey was just used. To others it only makes the task bar blink.
    """
    user = library("user32")
    if user.IsIconic(window):
        user.ShowWindowAsync(window, _RESTORE)
    user.SetForegroundWindow(window)


def _pid_inside(window: int, frame_pid: int | None) -> int | None:
    """The process of the app inside of a store app's frame; None while it is asleep and its window away."""
    pids = (pid_of(child) for child in children_of(window))
    return next((pid for pid in pids if pid not in (None, frame_pid)), None)


def _fills_screen(window: int, frame: Rect) -> bool:
    """Whether it covers its monitor, and not as a maximised window does where the task bar hides itself."""
    user = library("user32")
    info = MonitorInfo(ctypes.sizeof(MonitorInfo))
    if not user.GetMonitorInfoW(user.MonitorFromWindow(window, _NEAREST_MONITOR), ctypes.byref(info)):
        return False
    screen = info.monitor
    covers = (
        frame.x <= screen.left
        and frame.y <= screen.top
        and frame.x + frame.width >= screen.right
        and frame.y + frame.height >= screen.bottom
    )
    return covers and style_of(window) & _CAPTION != _CAPTION
