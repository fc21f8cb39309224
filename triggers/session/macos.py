"""What macOS tells about the last input and the mouse. Focus, sharing and locks it keeps to itself."""

from __future__ import annotations

import ctypes
import ctypes.util
import time
from collections.abc import Callable

from triggers.session.activity import Activity, Sample
from triggers.session.base import Reading, SessionUnavailableError, Sign

_SESSION_STATE = 0  # kCGEventSourceStateCombinedSessionState
_ANY_INPUT = 0xFFFFFFFF  # kCGAnyInputEventType
_MOUSE_MOVED = 5  # kCGEventMouseMoved
_BUTTONS = (0, 1, 2)


class MacSource:
    """Three calls of CoreGraphics each time it is read, which need no permission; ``sample`` makes them."""

    name = "macos"
    signs = frozenset({Sign.TYPING, Sign.DRAGGING, Sign.IDLE})

    def __init__(
        self, sample: Callable[[], Sample] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._sample, self._clock = sample, clock
        self._activity = Activity()

    def start(self, changed: Callable[[], None]) -> None:  # noqa: ARG002 - it never tells of changes
        """As in SessionSource."""
        if self._sample is None:
            self._sample = _sampler()

    def read(self) -> Reading:
        """As in SessionSource."""
        if self._sample is None:
            return Reading(unknown=dict.fromkeys(self.signs, "it was not started"))
        return self._activity.reading(self._sample(), self._clock())

    def close(self) -> None:
        """As in SessionSource: nothing is held."""


def _sampler() -> Callable[[], Sample]:
    where = ctypes.util.find_library("CoreGraphics")
    if where is None:
        raise SessionUnavailableError("CoreGraphics was not found")
    graphics = ctypes.CDLL(where)
    since = graphics.CGEventSourceSecondsSinceLastEventType
    since.restype, since.argtypes = ctypes.c_double, (ctypes.c_int, ctypes.c_uint32)
    is_down = graphics.CGEventSourceButtonState
    is_down.restype, is_down.argtypes = ctypes.c_bool, (ctypes.c_int, ctypes.c_uint32)

    def sample() -> Sample:
        idle, moved = since(_SESSION_STATE, _ANY_INPUT), since(_SESSION_STATE, _MOUSE_MOVED)
        # Where the pointer is does not matter: a move that was the last input counts as another place.
        place = (round(time.monotonic() * 1000), 0) if moved <= idle + 0.01 else (0, 0)
        return Sample(idle, place, any(is_down(_SESSION_STATE, button) for button in _BUTTONS))

    return sample
