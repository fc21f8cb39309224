"""Numbers of our own for the windows of macOS, which has none that accessibility tells. Looks up nothing."""

from __future__ import annotations

from collections import OrderedDict

from triggers.macos import Element

REMEMBERED = 256
"""Windows whose numbers are kept; more than anyone has open, and a bound for desks that run for months."""


class WindowNumbers:
    """A window keeps its number for as long as there are not too many others."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._known: OrderedDict[tuple[int, Element], int] = OrderedDict()
        self._last = 0

    def of(self, pid: int, window: Element) -> int:
        """The number of that process's window."""
        key = (pid, window)
        if key not in self._known:
            self._last += 1
            self._known[key] = self._last
        self._known.move_to_end(key)
        if len(self._known) > self._remembered:
            self._known.popitem(last=False)
        return self._known[key]

    def window(self, number: int) -> tuple[int, Element] | None:
        """The process and window of that number, None if it is forgotten."""
        return next((key for key, known in self._known.items() if known == number), None)
