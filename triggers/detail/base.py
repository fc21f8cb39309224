"""What every source of detail beyond the title promises. One module per platform; selector.py picks one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from triggers.beyond import ALL, Beyond
from triggers.context import Detail, WindowInfo
from triggers.selection import NotHereError

LONGEST_TEXT = 4096
"""Characters of a dialog's text that are read and matched; the rest is cut off."""

Deliver = Callable[[Detail], None]
Lost = Callable[[str, str], None]
"""Hears that the source tells nothing from now on: why, and what to do."""


class DetailSource(Protocol):
    """Tells what the active window shows beyond its title. Lives in the loop's thread; never makes it wait.

    It reads labels of dialogs, the role and name of the focused control, and a browser's address; no
    passwords, no typed text, nothing of windows nobody looks at. It keeps nothing that it read.
    """

    name: str

    def start(self, deliver: Deliver, lost: Lost) -> None:
        """Begin to watch. Raises DetailUnavailableError when it cannot work here."""

    def look_at(self, window: WindowInfo | None, wanted: Beyond = ALL) -> None:
        """The person works in ``window`` now, None for in none. Its ``wanted`` parts are delivered soon.

        Nothing else of it is read. A Detail may come before this call: accessibility can be faster than the
        window manager.
        """

    def close(self) -> None:
        """Stop watching; may be called twice."""


class DetailUnavailableError(NotHereError):
    """This source cannot work on this machine or in this session."""
