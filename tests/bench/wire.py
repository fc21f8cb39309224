"""HTTP as bytes for `tests.bench.channels`: records what real desks send, and sends the very same again.

Not an HTTP client: it knows only what static servers answer to a GET.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

Dialogue = tuple[tuple[bytes, ...], ...]
"""The requests of one desk, by connection, in order."""

_END = b"\r\n\r\n"
_CHUNK = 1 << 18
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_WITHOUT_BODY = b"304"


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went over the wire, headers counted. TCP, IP and TLS are not."""

    dialogue: Dialogue
    sent: int
    received: int

    @property
    def requests(self) -> int:
        return sum(map(len, self.dialogue))

    @property
    def total(self) -> int:
        """Bytes, both directions."""
        return self.sent + self.received


class Tap:
    """Stands between desks and a server on ``port``, and keeps what passes."""

    def __init__(self, port: int) -> None:
        self._upstream = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._talks: list[tuple[bytearray, bytearray]] = []
        self._threads: list[threading.Thread] = []
        self._keeper = threading.Thread(target=self._accept)
        self._keeper.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def taken(self) -> Traffic:
        """What passed since the last time; every connection must have been closed by the desk."""
        for thread in self._threads:
            thread.join()
        talks, self._talks, self._threads = self._talks, [], []
        asked = tuple(tuple(part + _END for part in bytes(up).split(_END) if part) for up, _ in talks)
        return Traffic(asked, sum(len(up) for up, _ in talks), sum(len(down) for _, down in talks))

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._keeper.join()

    def _accept(self) -> None:
        while True:
            try:
                desk, _ = self._door.accept()
            except OSError:
                return
            server = socket.create_connection(self._upstream)
            for end in (desk, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            up, down = bytearray(), bytearray()
            talk = threading.Thread(target=_talk, args=(desk, server, up, down))
            # Before the first byte: whoever got an answer finds the talk it belongs to.
            self._talks.append((up, down))
            self._threads.append(talk)
            talk.start()


@contextmanager
def tapped(port: int) -> Iterator[Tap]:
    """A tap while the block runs."""
    tap = Tap(port)
    try:
        yield tap
    finally:
        tap.close()


def get(*paths: str) -> Dialogue:
    """What a client without a memory asks: each path, over one connection."""
    lines = "HTTP/1.1\r\nHost: 127.0.0.1:10000\r\nAccept-Encoding: identity\r\nUser-Agent: sidecue\r\n\r\n"
    return (tuple(f"GET /{path} {lines}".encode() for path in paths),)


def replay(port: int, dialogue: Dialogue, times: int) -> Traffic:
    """Hold ``dialogue`` so often, each time over new connections. The traffic of all of them."""
    sent = received = 0
    for _ in range(times):
        for requests in dialogue:
            with socket.create_connection(("127.0.0.1", port)) as server:
                server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for request in requests:
                    server.sendall(request)
                    sent += len(request)
                    received += _answer(server.recv)
    return Traffic(dialogue * times, sent, received)


def _answer(receive: Callable[[int], bytes]) -> int:
    """Read one answer; its length."""
    data = receive(_CHUNK)
    while _END not in data:
        data += _more(receive)
    head, _, body = data.partition(_END)
    length = _LENGTH.search(head)
    bodiless = head.split(b" ", 2)[1] == _WITHOUT_BODY
    wanted = 0 if bodiless or length is None else int(length[1])
    there = len(body)
    while there < wanted:
        there += len(_more(receive))
    return len(head) + len(_END) + there


def _more(receive: Callable[[int], bytes]) -> bytes:
    data = receive(_CHUNK)
    if not data:
        raise ConnectionError("the server hung up in the middle of an answer")
    return data


def _talk(desk: socket.socket, server: socket.socket, up: bytearray, down: bytearray) -> None:
    with desk, server:
        back = threading.Thread(target=_pump, args=(server, desk, down))
        back.start()
        _pump(desk, server, up)
        back.join()


def _pump(source: socket.socket, sink: socket.socket, kept: bytearray) -> None:
    """Pass on until ``source`` hangs up."""
    with suppress(OSError):
        while data := source.recv(_CHUNK):
            kept += data
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
