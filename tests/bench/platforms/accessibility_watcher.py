"""A process that notes what our source of detail tells, and when. It measures nothing: see accessibility.py.

    python -m tests.bench.platforms.accessibility_watcher FILE PART...

Each line of FILE is a JSON list: the moment on the monotonic clock, the title, the control and the text.
PARTS are those of triggers/beyond.py that cards ask about.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from triggers.beyond import NOTHING, Beyond
from triggers.context import Detail, WindowInfo
from triggers.detail.atspi import AtspiDetail
from triggers.loop import SelectorLoop
from triggers.sources.base import Observation
from triggers.sources.x11 import X11Source


def main() -> None:
    """Watch until ended."""
    loop = SelectorLoop()
    with Path(sys.argv[1]).open("a", buffering=1, encoding="utf-8") as notes:

        def told(detail: Detail) -> None:
            line = [time.monotonic(), detail.title, detail.control, detail.dialog_text]
            notes.write(json.dumps(line) + "\n")

        def looked(observation: Observation) -> None:
            state = observation.state
            if isinstance(state, WindowInfo):
                source.look_at(state, wanted)
            else:
                source.look_at(None, NOTHING)

        wanted = NOTHING
        for part in sys.argv[2:]:
            wanted |= Beyond[part]
        source = AtspiDetail(loop)
        source.start(told, lambda reason, _: sys.exit(reason))
        X11Source(loop, os.getpid()).start(looked)  # as in the app
        loop.run(lambda: source.listens, 20)
        notes.write(json.dumps([time.monotonic(), "listens", "", ""]) + "\n")
        loop.run(lambda: False, float("inf"))


main()
