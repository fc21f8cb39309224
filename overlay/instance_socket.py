"""The running app's ear on systems with Unix sockets. Not for what is said: see instance.py.

Qt's own server would do the same, but costs 3 MB; only the pipes of Windows are worth that.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from overlay.cli.remote import LONGEST_REQUEST
from overlay.instance import AlreadyRunningError, Handler, answer_line
from triggers.loop import Handle, Loop

assert sys.platform != "win32"  # noqa: S101 - tells type checkers not to look for Unix sockets there

_OWNER_ONLY = 0o177


class SocketServer:
    """Listens from construction on; one per profile."""

    def __init__(self, address: str, handle: Handler, loop: Loop) -> None:
        """Raises AlreadyRunningError, or OSError when the address cannot be had at all."""
        self._handle, self._loop = handle, loop
        self._path = Path(address)
        if _answers(address):
            raise AlreadyRunningError(f"another Sidecue answers at {address}")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)  # left behind by a killed instance: nobody answered there
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(_OWNER_ONLY)
        try:
            self._socket.bind(address)
        except OSError:
            self._socket.close()
            raise
        finally:
            os.umask(before)
        self._socket.listen()
        self._socket.setblocking(False)
        self._watch = loop.watch(self._socket.fileno(), self._welcome)
        self._guests: set[_Guest] = set()

    def close(self) -> None:
        """Stop listening and let everyone go; may be called twice."""
        self._watch.cancel()
        for guest in tuple(self._guests):
            guest.close()
        if self._socket.fileno() != -1:
            self._socket.close()
            self._path.unlink(missing_ok=True)

    def _welcome(self) -> None:
        try:
            connection, _ = self._socket.accept()
        except OSError:  # gone again before we looked
            return
        self._guests.add(_Guest(connection, self._handle, self._loop, self._guests.discard))


class _Guest:
    """One connection: reads one line, writes one, and ends."""

    def __init__(
        self, connection: socket.socket, handle: Handler, loop: Loop, gone: Callable[[_Guest], None]
    ) -> None:
        self._connection, self._handle, self._gone = connection, handle, gone
        self._said = b""
        connection.setblocking(False)
        self._watch: Handle = loop.watch(connection.fileno(), self._read)

    def close(self) -> None:
        self._watch.cancel()
        self._connection.close()
        self._gone(self)

    def _read(self) -> None:
        try:
            more = self._connection.recv(4096)
        except OSError:
            more = b""
        self._said += more
        if b"\n" in self._said:
            # The answer fits the socket's buffer, so this never waits.
            with suppress(OSError):  # asked and left
                self._connection.sendall(answer_line(self._said.split(b"\n", 1)[0], self._handle))
            self.close()
        elif not more or len(self._said) > LONGEST_REQUEST:
            self.close()


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        try:
            probe.connect(address)
        except OSError:
            return False
        return True
