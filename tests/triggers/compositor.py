"""A compositor's socket as a test wants it: a real one, served in the loop of the test."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from triggers.loop import SelectorLoop

Receive = Callable[["Client", bytes], None]


class Client:
    """One program that has connected."""

    def __init__(self, loop: SelectorLoop, connection: socket.socket) -> None:
        self.connection = connection
        self.received = b""
        self._loop = loop
        self._unsent = b""
        connection.setblocking(False)

    def send(self, data: bytes) -> None:
        """Send as fast as it is read, which happens in the same thread."""
        waits = bool(self._unsent)
        self._unsent += data
        if not waits:
            self._go_on()

    def _go_on(self) -> None:
        try:
            self._unsent = self._unsent[self.connection.send(self._unsent) :]
        except BlockingIOError:
            pass
        except OSError:  # it has left
            self._unsent = b""
        if self._unsent:
            self._loop.call_later(0.0, self._go_on)


class Server:
    """Listens at ``path``; ``receive`` gets what each client has sent and may answer."""

    def __init__(self, loop: SelectorLoop, path: Path, receive: Receive) -> None:
        self._loop, self._receive = loop, receive
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        self._socket.listen(4)
        self._watches = [loop.watch(self._socket.fileno(), self._accept)]
        self.clients: list[Client] = []

    def _accept(self) -> None:
        connection, _ = self._socket.accept()
        client = Client(self._loop, connection)
        self.clients.append(client)
        self._watches.append(self._loop.watch(connection.fileno(), lambda: self._readable(client)))

    def _readable(self, client: Client) -> None:
        try:
            data = client.connection.recv(65_536)
        except ConnectionResetError:  # it left without reading what was sent
            data = b""
        if data:
            client.received += data
            self._receive(client, data)
        else:
            self._watches.pop(1 + self.clients.index(client)).cancel()
            self.clients.remove(client)
            client.connection.close()

    def send(self, data: bytes) -> None:
        """To everybody."""
        for client in self.clients.copy():
            client.send(data)

    def close(self) -> None:
        """As if the process had died."""
        for watch in self._watches:
            watch.cancel()
        for client in self.clients:
            client.connection.close()
        self._watches.clear()
        self.clients.clear()
        self._socket.close()


def sway_message(kind: int, payload: Any) -> bytes:
    """A message of sway's IPC; bytes are sent as they are."""
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return struct.pack("=6sII", b"i3-ipc", len(data), kind) + data


def sway_requests(data: bytes) -> list[tuple[int, str]]:
    """The requests in what a client has sent."""
    found = []
    while len(data) >= 14:
        _, length, kind = struct.unpack_from("=6sII", data)
        found.append((kind, data[14 : 14 + length].decode()))
        data = data[14 + length :]
    return found


def wayland_message(target: int, opcode: int, *arguments: int | str | list[int]) -> bytes:
    """An event of Wayland."""
    body = b""
    for argument in arguments:
        if isinstance(argument, int):
            body += struct.pack("=I", argument)
        elif isinstance(argument, str):
            text = argument.encode() + b"\0"
            body += struct.pack("=I", len(text)) + text + b"\0" * (-len(text) % 4)
        else:
            body += struct.pack(f"=I{len(argument)}I", 4 * len(argument), *argument)
    return struct.pack("=II", target, (8 + len(body)) << 16 | opcode) + body
