"""A short visit to a D-Bus that waits for each answer, but not for long. Not for the GUI: see dbus.py."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = (OSError, ValueError, KeyError, RuntimeError, StopIteration, ImportError, AssertionError, TypeError)
"""What is raised when there is no such bus, or one that talks nonsense."""

_BYTES = 4096


@contextmanager
def visit(which: str, patience: float) -> Iterator[socket.socket]:
    """Introduce ourselves to a bus and wait for any answer. Raises TimeoutError if none comes."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.auth import BEGIN, Authenticator
    from jeepney.bus import get_bus

    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    hello: bytes = new_method_call(bus, "Hello").serialise(serial=1)
    family: int = getattr(socket, "AF_UNIX", 0)  # which Windows lacks
    with socket.socket(family) as connection:
        connection.settimeout(patience)
        connection.connect(get_bus(which))
        auth = Authenticator()
        while not auth.authenticated:
            connection.sendall(auth.data_to_send() or b"")
            auth.feed(_read(connection))
        connection.sendall(BEGIN + hello)
        _read(connection)
        yield connection


def accessibility_address(session: socket.socket) -> str:
    """Where the accessibility bus is, as the session bus knows; "" if there is none or nobody says."""
    from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, Parser, new_method_call

    call = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
    call.header.flags |= MessageFlag.no_auto_start
    parser = Parser()
    try:
        session.sendall(call.serialise(serial=2))
        while True:
            for message in parser.feed(_read(session)):
                if message.header.fields.get(HeaderFields.reply_serial) == 2:
                    is_reply = message.header.message_type is MessageType.method_return
                    return str(message.body[0]) if is_reply and message.body else ""
    except TimeoutError:  # the bus is well, but not who was asked
        return ""


def _read(connection: socket.socket) -> bytes:
    data = connection.recv(_BYTES)
    if not data:
        raise ConnectionResetError("it lets us go: nobody has to wait for it")
    return data
