"""sway's own socket, spoken in the loop: commands, questions and events. Not for knowing what to ask.

The protocol is that of i3: https://i3wm.org/docs/ipc.html, sway-ipc(7). Answers come in the order of the
questions, events between them.
"""

from __future__ import annotations

import struct
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from triggers.compositors import CompositorError, connect
from triggers.loop import Handle, Loop

RUN_COMMAND, SUBSCRIBE, GET_TREE, GET_CONFIG = 0, 2, 4, 9
WORKSPACE_EVENT, WINDOW_EVENT, BINDING_EVENT, SHUTDOWN_EVENT = 0x80000000, 0x80000003, 0x80000005, 0x80000006
_EVENTS = 0x80000000

_MAGIC = b"i3-ipc"
_HEADER = struct.Struct("=6sII")
_BYTES = 65_536
_LONGEST = 64 * 1024 * 1024  # bytes; a tree of a thousand windows has two

Answered = Callable[[bytes], None]
Heard = Callable[[int, bytes], None]
Read = TypeVar("Read")


class ShutdownError(Exception):
    """sway says that it ends."""


class Done(msgspec.Struct):
    """What became of one command."""

    success: bool = False
    error: str = ""


def decode(data: bytes, kind: type[Read]) -> Read:
    """Read JSON whose titles may hold any bytes. Raises CompositorError, without a word of what it says."""
    try:
        return msgspec.json.decode(data.decode("utf-8", "replace"), type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as problem:
        raise CompositorError(f"sway says what cannot be understood ({type(problem).__name__})") from None


class SwayIpc:
    """One connection. ``heard`` gets events; ``lost`` hears once why there will be none any more."""

    def __init__(self, loop: Loop, path: Path, heard: Heard, lost: Callable[[str], None]) -> None:
        """Connect. Raises CompositorError."""
        self._heard, self._lost = heard, lost
        self._socket = connect(path)
        self._unread = bytearray()
        self._asked: deque[Answered] = deque()
        self._watch: Handle | None = loop.watch(self._socket.fileno(), self._readable)

    def ask(self, kind: int, payload: str = "", answered: Answered = lambda _: None) -> None:
        """Ask; ``answered`` is called later, once."""
        if self._watch is None:
            return
        data = payload.encode()
        self._asked.append(answered)
        try:
            self._socket.sendall(_HEADER.pack(_MAGIC, len(data), kind) + data)
        except OSError as problem:  # also a sway that does not read: a few bytes always find room
            self._lose(f"sway takes no questions: {problem.strerror or problem}")

    def run(self, command: str, answered: Callable[[Done], None] = lambda _: None) -> None:
        """Have sway carry out one command."""

        def read(data: bytes) -> None:
            done = decode(data, list[Done])
            answered(done[0] if done else Done())

        self.ask(RUN_COMMAND, command, read)

    def subscribe(self, *events: str) -> None:
        """Have these events delivered."""
        self.ask(SUBSCRIBE, msgspec.json.encode(events).decode())

    def finish(self, patience: float) -> None:
        """Wait until all that was asked is answered: sway drops what is unread when a connection closes.

        For the app's end alone, because this waits, ``patience`` seconds at most.
        """
        end = time.monotonic() + patience
        while self._asked and self._watch is not None and (left := end - time.monotonic()) > 0:
            self._socket.settimeout(left)
            self._readable()

    def close(self) -> None:
        """Let the connection go; may be called twice."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
            self._socket.close()
            self._asked.clear()

    def _readable(self) -> None:
        try:
            data = self._socket.recv(_BYTES)  # no more in one go, so that a flood leaves room for others
            if not data:
                raise ConnectionResetError("it closed the connection")
            for kind, payload in self._messages(data):
                self._take(kind, payload)
                if self._watch is None:
                    return
        except (BlockingIOError, InterruptedError, TimeoutError):
            return
        except ShutdownError:
            self._lose("sway has ended")
        except (OSError, CompositorError) as problem:
            self._lose(f"the connection to sway was lost: {problem}")

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == SHUTDOWN_EVENT:
            raise ShutdownError
        if kind >= _EVENTS:
            self._heard(kind, payload)
        elif self._asked:
            self._asked.popleft()(payload)

    def _messages(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        self._unread += data
        while len(self._unread) >= _HEADER.size:
            magic, length, kind = _HEADER.unpack_from(self._unread)
            if magic != _MAGIC or length > _LONGEST:
                raise CompositorError("it does not speak i3's protocol")
            end = _HEADER.size + length
            if len(self._unread) < end:
                return
            payload = bytes(self._unread[_HEADER.size : end])
            del self._unread[:end]
            yield kind, payload

    def _lose(self, reason: str) -> None:
        if self._watch is not None:
            self.close()
            self._lost(reason)
