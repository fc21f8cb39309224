"""Keeps a session bus that never answers from libraries that would wait for it. Not for talking to it.

Qt asks the session bus while it starts, in the GUI's thread and without an end to its patience: with a bus
that hangs, the app would never appear. Our own connections (dbus.py) wait for nothing.
"""

from __future__ import annotations

import os
import socket
import sys

from triggers.dbus import SESSION_BUS, SILENT_BUS

PATIENCE = 0.5
"""Seconds for each of three answers; a bus that works takes a millisecond for all."""

_BYTES = 4096


def spare_silent_bus(patience: float = PATIENCE) -> bool:
    """Ask the session bus who we are; if it does not answer, hide it from this process. Was it hidden?

    Call it before any library that speaks D-Bus is made. A bus that is missing or refuses is left as it is:
    everybody notices that at once.
    """
    system: str = sys.platform
    if system != "linux" or os.environ.get(SESSION_BUS, "") in ("", SILENT_BUS):
        return False
    try:
        _ask(patience)
    except (TimeoutError, BlockingIOError):
        os.environ[SESSION_BUS] = SILENT_BUS
        return True
    except (OSError, ValueError, RuntimeError, StopIteration, ImportError):
        return False
    return False


def _ask(patience: float) -> None:
    """Introduce ourselves to the bus and wait for any answer. Raises TimeoutError if none comes."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.auth import BEGIN, Authenticator
    from jeepney.bus import get_bus

    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    hello: bytes = new_method_call(bus, "Hello").serialise(serial=1)
    family: int = getattr(socket, "AF_UNIX", 0)  # which Windows lacks
    with socket.socket(family) as connection:
        connection.settimeout(patience)
        connection.connect(get_bus("SESSION"))
        auth = Authenticator()
        while not auth.authenticated:
            connection.sendall(auth.data_to_send() or b"")
            answer = connection.recv(_BYTES)
            if not answer:
                return  # it lets us go: nobody has to wait for it
            auth.feed(answer)
        connection.sendall(BEGIN + hello)
        connection.recv(_BYTES)
