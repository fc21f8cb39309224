"""Keeps buses that never answer from libraries that would wait for them. Not for talking to them.

Qt asks the session bus, and that of accessibility where it is switched on, while it starts, in the GUI's
thread and without an end to its patience: with a bus that hangs, the app would never appear. Our own
connections (dbus.py) wait for nothing.
"""

from __future__ import annotations

import os
import sys

from triggers.bus_visit import NOBODY, accessibility_address, visit
from triggers.dbus import SESSION_BUS, SILENT_BUS

PATIENCE = 0.5
"""Seconds for each of six answers; buses that work take a few milliseconds for all."""

ACCESSIBILITY_BUS = "AT_SPI_BUS_ADDRESS"


def spare_silent_bus(patience: float = PATIENCE) -> bool:
    """Ask the session bus who we are; if it does not answer, hide it from this process. Was it hidden?

    The same is done with the accessibility bus. Call it before any library that speaks D-Bus is made. A bus
    that is missing or refuses is left as it is: everybody notices that at once.
    """
    system: str = sys.platform
    if system != "linux" or os.environ.get(SESSION_BUS, "") in ("", SILENT_BUS):
        return False
    try:
        with visit("SESSION", patience) as session:
            address = accessibility_address(session)
    except (TimeoutError, BlockingIOError):
        os.environ[SESSION_BUS] = SILENT_BUS
        return True
    except NOBODY:
        return False
    if address:
        _spare_silent_accessibility(address, patience)
    return False


def _spare_silent_accessibility(address: str, patience: float) -> None:
    try:
        with visit(address, patience):
            return
    except (TimeoutError, BlockingIOError):
        os.environ[ACCESSIBILITY_BUS] = SILENT_BUS
    except NOBODY:
        return
