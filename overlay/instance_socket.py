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

from overlay.cli import remote
from overlay.instance import Handler, answer_line
from triggers.loop import Handle, Loop

assert sys.platform != "win32"  # noqa: S101 - tells type checkers not to look for Unix sockets there

_OWNER_ONLY = 0o177
_MOST_GUESTS = 32  # at once; others wait at the door
_GUEST_SECONDS = 5.0
_PAUSE_SECONDS = 1.0


class SocketServer:
    """Listens from construction on; one per profile."""

    def __init__(self, address: str, handle: Handler, loop: Loop) -> None:
        """Raises OSError when the address cannot be had."""
        self._handle, self._loop, self._ended = handle, loop, False
        self._path = Path(address)
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
        self._guests: set[_Guest] = set()
        self._pause: Handle | None = None
        self._watch: Handle | None = None
        self._open()

    def close(self) -> None:
        """Stop listening and let everyone go; may be called twice."""
        self._shut()
        if self._pause is not None:
            self._pause.cancel()
        self._ended = True
        for guest in tuple(self._guests):
            guest.close()
        if self._socket.fileno() != -1:
            self._socket.close()
            self._path.unlink(missing_ok=True)

    def _welcome(self) -> None:
        try:
            connection, _ = self._socket.accept()
        except (BlockingIOError, ConnectionAbortedError):  # gone again before we looked
            return
        except OSError:  # no descriptor is left: who knocks stays there, and would wake us for ever
            self._shut()
            self._pause = self._loop.call_later(_PAUSE_SECONDS, self._open)
            return
        self._guests.add(_Guest(connection, self._handle, self._loop, self._gone))
        if len(self._guests) >= _MOST_GUESTS:
            self._shut()

    def _gone(self, guest: _Guest) -> None:
        self._guests.discard(guest)
        self._open()

    def _open(self) -> None:
        if self._watch is None and not self._ended:
            self._watch = self._loop.watch(self._socket.fileno(), self._welcome)

    def _shut(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None


class _Guest:
    """One connection: reads one line, writes one, and ends; sooner if the line is long in coming."""

    def __init__(
        self, connection: socket.socket, handle: Handler, loop: Loop, gone: Callable[[_Guest], None]
    ) -> None:
        self._connection, self._handle, self._gone = connection, handle, gone
        self._said = b""
        connection.setblocking(False)
        self._watch: Handle = loop.watch(connection.fileno(), self._read)
        self._patience: Handle = loop.call_later(_GUEST_SECONDS, self.close)

    def close(self) -> None:
        self._watch.cancel()
        self._patience.cancel()
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
        elif not more or len(self._said) > remote.LONGEST_REQUEST:
            self.close()


def answers(address: str) -> bool:
    """Whether somebody listens there already, perhaps too busy to let us in."""
    if not remote.is_ours(address):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        try:
            probe.connect(address)
        except (TimeoutError, BlockingIOError):
            return True
        except OSError:
            return False
        return True
