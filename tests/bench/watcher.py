"""A process that notes when it knew which window is active. It measures nothing: see window_source.py.

    python -m tests.bench.watcher x11 FILE            our X11 source
    python -m tests.bench.watcher pywinctl:SECONDS FILE   a poll of pywinctl.getActiveWindow()

Each line of FILE is the moment on the monotonic clock and the number of the window that is now known.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TextIO

from triggers.context import WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import Observation


def main() -> None:
    """Watch until ended."""
    kind, path = sys.argv[1:]
    method, _, seconds = kind.partition(":")
    with Path(path).open("a", buffering=1) as notes:
        if method == "x11":
            watch(notes)
        else:
            poll(notes, float(seconds))


def watch(notes: TextIO) -> None:
    """Our source, on the loop that the terminal commands use."""
    from triggers.sources.x11 import X11Source

    loop = SelectorLoop()

    def deliver(observation: Observation) -> None:
        if isinstance(observation.state, WindowInfo):
            note(notes, observation.state.id)

    X11Source(loop, os.getpid()).start(deliver)
    loop.run(lambda: False, float("inf"))


def poll(notes: TextIO, interval: float) -> None:
    """What a program without events does: look, title included, and sleep."""
    import pywinctl

    known = 0
    while True:
        active = pywinctl.getActiveWindow()
        if active is not None:
            number, _ = active.getHandle(), active.title
            if number != known:
                known = number
                note(notes, number)
        time.sleep(interval)


def note(notes: TextIO, window_id: int) -> None:
    """Write one line, at once."""
    notes.write(f"{time.monotonic():.6f} {window_id}\n")


if __name__ == "__main__":
    main()
