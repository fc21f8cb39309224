"""Knocks at the session's Wayland compositor: does it speak? Not for talking to it: see wayland.py."""

from __future__ import annotations

import os
import struct
from contextlib import closing
from pathlib import Path

from triggers.compositors import CompositorError, connect, runtime_folder

PATIENCE = 0.5
"""Seconds; a compositor that works answers within a millisecond."""

_SYNC = struct.pack("=III", 1, 12 << 16, 2)
"""To the display: tell object 2 when you have come this far."""


def compositor_speaks(patience: float = PATIENCE) -> bool:
    """Whether it answers. Its socket may be kept open for a compositor that is still to come.

    Only where libwayland would knock, and so Qt: no other compositor would show our windows.
    """
    place = (runtime_folder() or Path()) / (os.environ.get("WAYLAND_DISPLAY") or "wayland-0")
    try:
        with closing(connect(place)) as guest:
            guest.settimeout(patience)
            guest.sendall(_SYNC)
            return guest.recv(1) != b""
    except (CompositorError, OSError):
        return False
