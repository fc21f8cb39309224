"""Wayland's wire protocol, spoken in the loop. Knows no windows.

It is that of libwayland, https://wayland.freedesktop.org/docs/html/ch04.html: each message is an object's
number, its length and opcode in one word, and arguments padded to four bytes. Descriptors sent along are
dropped.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from triggers.compositors import connect
from triggers.loop import Handle, Loop

DISPLAY = 1
"""The object that every connection begins with."""

_HEADER = struct.Struct("=II")
_NUMBER = struct.Struct("=I")
_BYTES = 65_536
_ERROR = 0  # event of the display

Heard = Callable[[int, int, bytes], None]
"""Gets an event: the object, the opcode and the arguments."""


class MalformedError(ValueError):
    """The other side says what the protocol does not allow."""


class Wayland:
    """One connection. ``heard`` gets the events, ``lost`` hears once why there will be none any more."""

    def __init__(self, loop: Loop, path: Path, heard: Heard, lost: Callable[[str], None]) -> None:
        """Connect. Raises CompositorError."""
        self._heard, self._lost = heard, lost
        self._socket = connect(path)
        self._unread = b""
        self._last = DISPLAY
        self._watch: Handle | None = loop.watch(self._socket.fileno(), self._readable)

    def new_id(self) -> int:
        """A number for an object that the next request makes."""
        self._last += 1
        return self._last

    def request(self, target: int, opcode: int, arguments: bytes = b"") -> None:
        """Ask that of the object ``target``."""
        if self._watch is None:
            return
        message = _HEADER.pack(target, (_HEADER.size + len(arguments)) << 16 | opcode) + arguments
        try:
            self._socket.sendall(message)
        except OSError as problem:  # also a compositor that does not read: a few bytes always find room
            self._lose(f"the compositor takes no requests: {problem.strerror or problem}")

    def close(self) -> None:
        """Let the connection go; may be called twice."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
            self._socket.close()

    def _readable(self) -> None:
        try:
            data = self._socket.recv(_BYTES)  # no more in one go, so that a flood leaves room for others
            if not data:
                raise ConnectionResetError("it closed the connection")
            for target, opcode, arguments in self._messages(data):
                if target == DISPLAY and opcode == _ERROR:
                    self._lose(f"the compositor refuses us: {text_at(arguments, 8)[0][:200]}")
                else:
                    self._heard(target, opcode, arguments)
                if self._watch is None:
                    return
        except (BlockingIOError, InterruptedError):
            return
        except (OSError, MalformedError, struct.error) as problem:
            self._lose(f"the connection to the compositor was lost: {problem}")

    def _messages(self, data: bytes) -> Iterator[tuple[int, int, bytes]]:
        self._unread += data
        start = 0
        try:
            while len(self._unread) - start >= _HEADER.size:
                target, word = _HEADER.unpack_from(self._unread, start)
                length = word >> 16
                if length < _HEADER.size:
                    raise MalformedError("it sends no Wayland")
                if len(self._unread) - start < length:
                    break
                begin, start = start + _HEADER.size, start + length
                yield target, word & 0xFFFF, self._unread[begin:start]
        finally:
            self._unread = self._unread[start:]

    def _lose(self, reason: str) -> None:
        if self._watch is not None:
            self.close()
            self._lost(reason)


def number_at(arguments: bytes, offset: int = 0) -> int:
    """The number that begins there."""
    return int(_NUMBER.unpack_from(arguments, offset)[0])


def numbers(*values: int) -> bytes:
    """Arguments made of numbers."""
    return struct.pack(f"={len(values)}I", *values)


def text_at(arguments: bytes, offset: int = 0) -> tuple[str, int]:
    """The text that begins there, and where it ends. Raises MalformedError."""
    length = number_at(arguments, offset)
    begin = offset + _NUMBER.size
    if begin + length > len(arguments):
        raise MalformedError("a text is longer than its message")
    text = arguments[begin : begin + max(0, length - 1)].decode("utf-8", "replace")
    return text, begin + length + -length % 4


def text(value: str) -> bytes:
    """An argument made of text."""
    data = value.encode() + b"\0"
    return _NUMBER.pack(len(data)) + data + b"\0" * (-len(data) % 4)


def numbers_at(arguments: bytes, offset: int = 0) -> tuple[int, ...]:
    """The array of numbers that begins there. Raises MalformedError."""
    length = number_at(arguments, offset)
    begin = offset + _NUMBER.size
    if begin + length > len(arguments):
        raise MalformedError("an array is longer than its message")
    return struct.unpack_from(f"={length // _NUMBER.size}I", arguments, begin)
