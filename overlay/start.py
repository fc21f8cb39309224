"""How this process was started, so that it can begin anew. Not for when it has to: see display_watch.py.

It stays the same process: whoever started it, such as systemd, sees no end. Descriptors close by themselves,
as Python and Qt mark all of theirs so, and with them go the locks; threads end.
"""

from __future__ import annotations

import os
import sys
import time

from overlay.display_ends import NOTE, DisplayEnds, take_note
from overlay.own_command import own_command
from overlay.stderr import say
from overlay.workers import Workers


class Start:
    """Made before anything changes the environment. ``ends`` says why this start is not the first, if so."""

    def __init__(self) -> None:
        self.ends = take_note(os.environ)
        self.workers = Workers()
        self._environment = dict(os.environ)
        self._command = own_command(*sys.argv[1:])
        self._next: DisplayEnds | None = None

    def display_ended(self, platform: str) -> None:
        """The display server that ``platform`` of Qt leads to has just ended."""
        if self._next is None:  # Qt may say it twice
            self._next = self.ends.and_at(time.time(), platform)

    def leave(self) -> None:
        """Somebody wants the app to end: it does not come back."""
        self._next = None

    def once_more(self) -> None:
        """Begin anew if the display server ended. Returns if it did not, or cannot, which is said."""
        ends = self._next
        if ends is None:
            return
        if ends.too_many:
            say(f"{ends.reason}; start Sidecue again when the desktop holds")
            return
        environment = self._environment | {NOTE: ends.note()}
        try:
            os.execve(self._command[0], self._command, environment)  # noqa: S606 - our own command
        except OSError as error:  # removed or replaced meanwhile
            remedy = "start Sidecue again"
            say(f"{ends.reason}, and {self._command[0]} cannot be started: {error.strerror}; {remedy}")
