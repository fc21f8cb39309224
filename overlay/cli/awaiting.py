"""Waits, without Qt, for a display server that ended under the app. Not for noticing that it did.

Meanwhile the profile belongs to nobody: whoever starts Sidecue anew gets it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing

from overlay.cli.exits import FINE, PROBLEMS
from overlay.display_ends import DisplayEnds
from overlay.instance import AlreadyRunningError, Answer, NoAddressError, listen
from overlay.profile import Profile
from overlay.stderr import say
from triggers.logout import logs_out
from triggers.loop import SelectorLoop

assert sys.platform != "win32"  # noqa: S101 - tells type checkers not to look for waitpid there

PATIENCE = 60.0
"""Seconds. Plasma has KWin back within two, but what crashed may be written to the disk before."""

_PAUSE = 0.5
_LOCAL = (":", "unix:", "unix/:")  # as DISPLAY begins


def await_display(profile: Profile, ends: DisplayEnds, patience: float = PATIENCE) -> int | None:
    """Wait until windows can be shown again: None. Else the exit status with which to end."""
    if ends.platform == "xcb" and not os.environ.get("DISPLAY", "").startswith(_LOCAL):
        # Its network may keep us, deaf, for minutes; and its person, who went with it, logs in anew.
        away = "the display is another computer's, which Sidecue does not wait for"
        say(f"{ends.reason}; {away}; start Sidecue again in your next session")
        return PROBLEMS
    door = _Door(f"{ends.reason}; Sidecue waits for it, {patience:g} seconds at most")
    say(door.reason)
    with closing(SelectorLoop()) as loop, ExitStack() as opened:
        try:
            opened.callback(listen(profile.addresses, door.answer, loop))
        except AlreadyRunningError:
            return FINE
        except NoAddressError:
            pass  # then nobody hears why
        return _wait(loop, door, ends, patience)


class _Door:
    """Answers what other starts of the command ask meanwhile; ``left`` once it was told to quit."""

    def __init__(self, reason: str) -> None:
        self.reason, self.left = reason, False

    def answer(self, request: Mapping[str, object]) -> Answer:
        if request.get("verb") != "quit":
            return {"away": self.reason}
        self.left = True
        return {}


def _wait(loop: SelectorLoop, door: _Door, ends: DisplayEnds, patience: float) -> int | None:
    end = time.monotonic() + patience
    while True:
        _forget_workers()
        if door.left or logs_out():
            return FINE
        if _answers(ends.platform):
            return None
        if (left := end - time.monotonic()) <= 0:
            missing = f"{ends.reason} and did not come back within {patience:g} seconds"
            say(f"{missing}; start Sidecue again in your next session")
            return PROBLEMS
        loop.run(lambda: door.left, min(_PAUSE, left))


def _answers(platform: str) -> bool:
    if platform != "xcb":
        from triggers.wlknock import compositor_speaks

        return compositor_speaks()
    from triggers.xdisplay import NoXServerError, XConnection

    try:
        XConnection().close()
    except NoXServerError:
        return False
    return True


def _forget_workers() -> None:
    """Let go of the processes that worked for the app before; they are ours still, and have been ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
