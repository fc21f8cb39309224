"""What Windows tells about presentations, quiet times, full screen and input. Asked when it matters."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from triggers.session.activity import Activity, Sample
from triggers.session.base import Reading, SessionUnavailableError, Sign

# QUERY_USER_NOTIFICATION_STATE of shellapi.h. 2 (busy) and 3 (Direct3D) mean a full-screen window, 7 one of
# an app of the store; 5 is the ordinary state.
_STATES = {
    1: Sign.LOCKED,
    2: Sign.FULL_SCREEN,
    3: Sign.FULL_SCREEN,
    4: Sign.PRESENTING,
    6: Sign.DO_NOT_DISTURB,
}
_MOUSE_BUTTONS = (1, 2, 4)  # virtual key codes of the left, right and middle button: no key of a keyboard


class WindowsSource:
    """A few system calls each time it is read; ``state`` and ``sample`` make them."""

    name = "windows"
    signs = frozenset({*_STATES.values(), Sign.TYPING, Sign.DRAGGING, Sign.IDLE})

    def __init__(
        self,
        state: Callable[[], int | None] | None = None,
        sample: Callable[[], Sample] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._state, self._sample = state or _notification_state, sample or _input_sample
        self._clock = clock
        self._activity = Activity()

    def start(self, changed: Callable[[], None]) -> None:  # noqa: ARG002 - it never tells of changes
        """As in SessionSource."""
        if self._state is _notification_state:
            _refuse_elsewhere()

    def read(self) -> Reading:
        """As in SessionSource."""
        found = self._activity.reading(self._sample(), self._clock())
        state = self._state()
        if state is None:
            return replace(found, unknown=dict.fromkeys(_STATES.values(), "Windows does not say"))
        return replace(found, present=found.present | {_STATES[state]}) if state in _STATES else found

    def close(self) -> None:
        """As in SessionSource: nothing is held."""


class _LastInput(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint))


class _Point(ctypes.Structure):
    _fields_ = (("x", ctypes.c_long), ("y", ctypes.c_long))


if sys.platform == "win32":

    def _refuse_elsewhere() -> None:
        pass

    def _notification_state() -> int | None:
        state = ctypes.c_int()
        failed = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
        return None if failed else state.value

    def _input_sample() -> Sample:
        user = ctypes.windll.user32
        last, point = _LastInput(ctypes.sizeof(_LastInput)), _Point()
        user.GetLastInputInfo(ctypes.byref(last))
        user.GetCursorPos(ctypes.byref(point))
        ticks = ctypes.windll.kernel32.GetTickCount() & 0xFFFFFFFF
        pressed = any(user.GetAsyncKeyState(button) & 0x8000 for button in _MOUSE_BUTTONS)
        return Sample(((ticks - last.time) & 0xFFFFFFFF) / 1000, (point.x, point.y), pressed)
else:

    def _refuse_elsewhere() -> None:
        raise SessionUnavailableError("this is not Windows")

    def _notification_state() -> int | None:
        return None

    def _input_sample() -> Sample:
        return Sample(0.0)
