"""The running app's ear: answers other starts of the command over a local socket. The mouth: cli/remote.py.

One JSON object a line each way; only the same user may connect. This is the ear for systems with Unix
sockets, where Qt's own server would cost 3 MB for nothing; instance_pipe.py is the one for Windows.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from triggers.loop import Handle, Loop

Answer = Mapping[str, object]
Handler = Callable[[Mapping[str, object]], Answer]

LONGEST_REQUEST = 64 * 1024
_OWNER_ONLY = 0o177


class AlreadyRunningError(Exception):
    """Another Sidecue answers at this address."""


class InstanceServer:
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


def answer_line(line: bytes, handle: Handler) -> bytes:
    """The answer to one request, both as a line of JSON."""
    try:
        request = json.loads(line)
    except ValueError:
        request = None
    is_object = isinstance(request, dict)
    answer = handle(request) if is_object else {"error": "the request is no JSON object"}
    return json.dumps(answer).encode() + b"\n"


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        try:
            probe.connect(address)
        except OSError:
            return False
        return True
