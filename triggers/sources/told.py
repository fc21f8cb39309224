"""What a script of ours inside a Wayland desktop tells of the active window. For KWin and GNOME Shell alike.

It comes as one JSON text: null, or an object with id, class, title, pid, frame, full_screen and perhaps
sandbox, the name of a sandboxed app. The desktop is trusted, the windows are not: whatever they state is cut
and checked here.
"""

from __future__ import annotations

import json
import math
from collections import OrderedDict
from typing import Any

from triggers.context import Rect, WindowInfo
from triggers.sources.base import NothingFocused, SourceState
from triggers.sources.process import ProcessNames
from triggers.titles import MAX_LENGTH

REMEMBERED = 1000
"""Windows whose numbers are kept; a bound for desks that run for months."""

_LONGEST = 100_000  # characters of one text; ours cut titles before they send them


class ToldWindows:
    """Turns texts into states. Each window gets a number of ours, because desktops name them by long ids."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._processes = ProcessNames()
        self._numbers: OrderedDict[str, int] = OrderedDict()
        self._count = 0

    def state(self, text: str) -> SourceState:
        """What ``text`` says. Raises ValueError without a word of it, if it says nothing that makes sense."""
        try:
            told: Any = json.loads(text) if len(text) <= _LONGEST else ""
            return NothingFocused() if told is None else self._window(told)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            raise ValueError("this is no window") from None

    def id_of(self, number: int) -> str | None:
        """The desktop's own id of the window with that number of ours, None if it is forgotten."""
        return next((one for one, its in self._numbers.items() if its == number), None)

    def _window(self, told: dict[str, Any]) -> WindowInfo:
        pid = _whole(told["pid"])
        return WindowInfo(
            id=self._number(str(told["id"])),
            app=(self._processes.name_of(pid) if pid > 0 else "") or _plain(told.get("sandbox", "")),
            window_class=_plain(told["class"]),
            title=_plain(told["title"]),
            pid=pid if pid > 0 else None,
            frame=Rect(*(_whole(side) for side in told["frame"])),
            full_screen=told["full_screen"] is True,
        )

    def _number(self, desktop_id: str) -> int:
        if desktop_id not in self._numbers:
            self._count += 1
            self._numbers[desktop_id] = self._count
        self._numbers.move_to_end(desktop_id)
        if len(self._numbers) > self._remembered:
            self._numbers.popitem(last=False)
        return self._numbers[desktop_id]


def _whole(number: float) -> int:
    """Plasma 6 has places between two pixels."""
    if isinstance(number, bool) or not math.isfinite(number) or abs(number) > 1 << 31:
        raise ValueError("this is no number of pixels or of a process")
    return round(number)


def _plain(text: str) -> str:
    """Text that can be written: JSON may hold halves of characters."""
    return text[:MAX_LENGTH].encode("utf-8", "replace").decode()
