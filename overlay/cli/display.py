"""Finds out whether Qt would find a display, which it can only ask by ending the process. Imports no Qt."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from triggers.xguests import send_ahead

_REMEDY = "check DISPLAY and the access rights to it, or search with `sidecue find`"
_NO_DISPLAY = (
    "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); "
    "start it inside a desktop session, or search with `sidecue find`"
)


def no_display() -> str:
    """Why no window can be shown here, and what to do; "" as far as can be told."""
    by_x11 = sys.platform.startswith(("linux", "freebsd"))
    platform, wayland = os.environ.get("QT_QPA_PLATFORM"), os.environ.get("WAYLAND_DISPLAY")
    if not by_x11 or wayland or platform not in (None, "", "xcb"):
        return ""
    return _unreachable() if os.environ.get("DISPLAY") else _NO_DISPLAY


def knock_ahead() -> None:
    """Ask the X server now whether it is awake: who wants to know later need not wait for one that hangs."""
    display = os.environ.get("DISPLAY")
    if display and sys.platform.startswith(("linux", "freebsd")):
        with suppress(TimeoutError):  # they will find out themselves, at once
            send_ahead(display)


def _unreachable() -> str:
    # What the app asks about its windows, too: loading it here is no loss.
    from triggers.xdisplay import NoXServerError, XConnection

    try:
        XConnection().close()
    except NoXServerError:
        display = os.environ["DISPLAY"]
        return f"no window can be shown here: the X server {display} cannot be reached; {_REMEDY}"
    return ""
