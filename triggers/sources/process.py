"""The program behind a process number, remembered for as long as it is the same process. Not its windows."""

from __future__ import annotations

import sys
from collections import OrderedDict

if sys.platform == "linux":
    from triggers.sources.process_linux import began, name
else:
    from triggers.sources.process_elsewhere import began, name

REMEMBERED = 128
"""Processes kept; more than anyone has windows of, and a bound for desks that run for months."""


class ProcessNames:
    """Looks up process names. Numbers are reused, so a name holds for one number and start time."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._names: OrderedDict[tuple[int, float], str] = OrderedDict()

    def name_of(self, pid: int | None) -> str:
        """The process name without ".exe"; "" if there is no such process or it may not be read."""
        if pid is None:
            return ""
        try:
            key = (pid, began(pid))
            if key not in self._names:
                self._names[key] = _plain(name(pid))
        except (OSError, ValueError, IndexError, OverflowError):  # windows may state any number as theirs
            return ""
        self._names.move_to_end(key)
        if len(self._names) > self._remembered:
            self._names.popitem(last=False)
        return self._names[key]


def _plain(called: str) -> str:
    """``called`` without ".exe", as text that can be written: file names on Linux are any bytes."""
    return called.removesuffix(".exe").removesuffix(".EXE").encode("utf-8", "replace").decode()
