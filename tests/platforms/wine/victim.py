"""A program of Windows for tests to look at: makes windows, names them, hangs. Does what its stdin says.

    python -m tests.platforms.wine.victim

A JSON list a line, ["name", argument ...]; answers with one JSON value a line. Needs neither pytest nor Wine.
"""

from __future__ import annotations

import ctypes
import json
import sys
import threading
import time
from ctypes import wintypes as w
from functools import partial
from typing import Any

from triggers.win32 import library
from triggers.win32_thread import MessageThread
from triggers.win32_types import CALLBACK

_PROC = CALLBACK(ctypes.c_ssize_t, w.HWND, w.UINT, w.WPARAM, w.LPARAM)
_POPUP_VISIBLE, _CHILD_VISIBLE, _FRAMED = 0x90000000, 0x50000000, 0x10CF0000
_KEY_UP = 2


class _WindowClass(ctypes.Structure):
    _fields_ = (
        ("style", w.UINT),
        ("proc", _PROC),
        ("class_extra", ctypes.c_int),
        ("window_extra", ctypes.c_int),
        ("instance", w.HINSTANCE),
        ("icon", w.HICON),
        ("cursor", w.HANDLE),
        ("brush", w.HBRUSH),
        ("menu", w.LPCWSTR),
        ("name", w.LPCWSTR),
    )


class Victim:
    """Each public method is one command; they run in the thread that owns the windows."""

    def __init__(self) -> None:
        self._user: Any = library("user32")
        self._user.DefWindowProcW.argtypes = (w.HWND, w.UINT, w.WPARAM, w.LPARAM)
        self._user.DefWindowProcW.restype = ctypes.c_ssize_t
        self._user.CreateWindowExW.restype = w.HWND
        self._user.CreateWindowExW.argtypes = (
            w.DWORD, w.LPCWSTR, w.LPCWSTR, w.DWORD, *[ctypes.c_int] * 4,
            w.HWND, w.HMENU, w.HINSTANCE, w.LPVOID,
        )  # fmt: skip
        self._user.NotifyWinEvent.argtypes = (w.DWORD, w.HWND, w.LONG, w.LONG)
        self._user.keybd_event.argtypes = (w.BYTE, w.BYTE, w.DWORD, ctypes.c_size_t)
        self._user.mouse_event.argtypes = (w.DWORD, w.DWORD, w.DWORD, w.DWORD, ctypes.c_size_t)
        for name in ("SetFocus", "DestroyWindow", "SetActiveWindow"):
            getattr(self._user, name).argtypes = (w.HWND,)
        self._user.SetWindowTextW.argtypes = (w.HWND, w.LPCWSTR)
        self._user.ShowWindow.argtypes = (w.HWND, ctypes.c_int)
        self._proc = _PROC(self._handle)
        self._slow = 0.0
        self._known: set[str] = set()

    # --- windows --------------------------------------------------------------------------------------

    def window(self, name: str, title: str, place: list[int], owner: int = 0, style: int = _FRAMED) -> int:
        """A top-level window of the class ``name`` at x, y, width, height; in front."""
        self._register(name)
        made: int | None = self._user.CreateWindowExW(0, name, title, style, *place, owner, None, None, None)
        self.front(made or 0)
        return made or 0

    def child(self, parent: int, name: str, text: str, style: int = 0) -> int:
        """A control in a window, perhaps another program's."""
        if name not in ("Static", "Button", "Edit", "ComboBox", "ListBox"):
            self._register(name)
        made: int | None = self._user.CreateWindowExW(
            0, name, text, style | _CHILD_VISIBLE, 9, 9, 99, 20, parent, None, None, None
        )
        return made or 0

    def front(self, window: int) -> None:
        """To the foreground, and the keyboard with it."""
        self._user.SetForegroundWindow(window)
        self._user.SetFocus(window)

    def title(self, window: int, text: str) -> float:
        """A new text, and the event that Windows would tell of it; Wine 8 does not. Since when it is set."""
        at = time.perf_counter()
        self._user.SetWindowTextW(window, text)
        self._user.NotifyWinEvent(0x800C, window, 0, 0)
        return at

    def silent_title(self, window: int, text: str) -> float:
        """A new text of which no event tells."""
        at = time.perf_counter()
        self._user.SetWindowTextW(window, text)
        return at

    def focus(self, window: int) -> None:
        """The keyboard focus to a control."""
        self._user.SetFocus(window)

    def minimise(self, window: int) -> None:
        """Out of sight."""
        self._user.ShowWindow(window, 6)

    def destroy(self, window: int) -> None:
        """Gone."""
        self._user.DestroyWindow(window)

    def box(self, title: str, text: str) -> None:
        """A message box as programs show them, in a thread of its own since it waits for its button."""
        threading.Thread(target=self._user.MessageBoxW, args=(None, text, title, 0x10), daemon=True).start()

    # --- events and keys ------------------------------------------------------------------------------

    def notify(self, event: int, window: int, thing: int = 0, times: int = 1) -> float:
        """Tell the event; when the first was told, by the clock that is the same in every process."""
        at = time.perf_counter()
        for _ in range(times):
            self._user.NotifyWinEvent(event, window, thing, 0)
        return at

    def press(self, *codes: int) -> float:
        """Press keys together and let them go, as a keyboard would."""
        at = time.perf_counter()
        for code in codes:
            self._user.keybd_event(code, self._user.MapVirtualKeyW(code, 0), 0, 0)
        for code in reversed(codes):
            self._user.keybd_event(code, self._user.MapVirtualKeyW(code, 0), _KEY_UP, 0)
        return at

    def click(self, x: int, y: int) -> None:
        """Click there with the left button, as a mouse would."""
        self._user.SetCursorPos(x, y)
        for flag in (2, 4):
            self._user.mouse_event(flag, 0, 0, 0, 0)

    def hotkey(self, modifiers: int, code: int) -> bool:
        """Take a hotkey, as another program would."""
        return bool(self._user.RegisterHotKey(None, 77, modifiers, code))

    def hang(self, seconds: float) -> None:
        """Answer nothing for so long; the line that asks for it is answered at once."""
        self._slow = seconds

    # --- the rest -------------------------------------------------------------------------------------

    def rest(self) -> None:
        """After a command: hang if that was asked for."""
        seconds, self._slow = self._slow, 0.0
        time.sleep(seconds)

    def _handle(self, window: int, message: int, first: int, second: int) -> int:
        given: int = self._user.DefWindowProcW(window, message, first, second)
        return given

    def _register(self, name: str) -> None:
        if name not in self._known and not name.startswith("#"):
            self._known.add(name)
            made = _WindowClass(proc=self._proc, name=name)
            self._user.RegisterClassW(ctypes.byref(made))

    # --- Owner ----------------------------------------------------------------------------------------

    def attach(self, thread: MessageThread) -> None: ...

    def begin(self) -> None: ...

    def message(self, number: int, parameter: int) -> None: ...

    def failed(self, problem: Exception) -> None:
        raise problem

    def end(self) -> None: ...


def _answer(victim: Victim, name: str, *arguments: Any) -> None:
    sys.stdout.write(json.dumps(getattr(victim, name)(*arguments)) + "\n")
    sys.stdout.flush()
    victim.rest()


def main() -> None:
    """Serve until stdin ends."""
    victim = Victim()
    thread = MessageThread("victim", victim)
    thread.start()
    for line in sys.stdin:
        thread.post(partial(_answer, victim, *json.loads(line)))
    thread.close()


if __name__ == "__main__":
    main()
