"""Whether the X server answers, found out in a thread: one that hangs lets us wait. Asks nothing else."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial

from triggers.context import current_os
from triggers.loop import Loop
from triggers.xknock import knocked


def when_known(loop: Loop, go_on: Callable[[bool], None]) -> None:
    """Call ``go_on`` in the loop with False if the display hangs; at once where there is no display."""
    display = os.environ.get("DISPLAY")
    if not display or current_os() != "linux":
        go_on(True)
    else:
        threading.Thread(
            target=_knock, args=(loop, display, go_on), name="sidecue-hotkeys-knock", daemon=True
        ).start()


def _knock(loop: Loop, display: str, go_on: Callable[[bool], None]) -> None:
    try:
        with knocked(display):
            loop.call_threadsafe(partial(go_on, True))
    except TimeoutError:
        loop.call_threadsafe(partial(go_on, False))
