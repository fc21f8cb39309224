"""Ends what this process began, when it ends itself on the spot. Not for orderly ends: each part has its own.

Only on Linux, without psutil, which an app that is well would keep loaded all day. Elsewhere workers end
when nobody asks them any more.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from triggers.sources.process_linux import began, parent


class Workers:
    """The children that began after this was made: those before came with us, through a wrapper's exec."""

    def __init__(self) -> None:
        self._since = _now()

    def kill(self) -> None:
        """End them all; whoever cannot be ended is left."""
        if sys.platform == "linux":
            import signal

            for pid in _ours(self._since):
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)


def _now() -> int:
    """As ``began`` tells it, in whole ticks: a worker may begin in the same one."""
    ticks = 0
    if sys.platform == "linux":
        ticks = int(time.clock_gettime(time.CLOCK_BOOTTIME) * os.sysconf("SC_CLK_TCK"))
    return ticks


def _ours(since: int) -> list[int]:
    found, ourselves = [], os.getpid()
    for place in Path("/proc").glob("[1-9]*"):
        with suppress(OSError, ValueError):  # ended meanwhile
            pid = int(place.name)
            if parent(pid) == ourselves and began(pid) >= since:
                found.append(pid)
    return found
