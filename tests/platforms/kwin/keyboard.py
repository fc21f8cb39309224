"""A keyboard and a mouse for a KWin without a screen, by its protocol fake-input. Speaks Wayland itself.

with Keyboard(session) as keyboard:
    keyboard.press("ctrl", "alt", "k")
    keyboard.click(1100, 200)
"""

from __future__ import annotations

import socket
import struct
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.platforms.session import BusSession

# The kernel's codes of keys, as on a US keyboard.
CODES = {
    "ctrl": 29, "shift": 42, "alt": 56, "super": 125, "space": 57, "f9": 67,
    **{letter: 16 + place for place, letter in enumerate("qwertyuiop")},
    **{letter: 30 + place for place, letter in enumerate("asdfghjkl")},
    **{letter: 44 + place for place, letter in enumerate("zxcvbnm")},
}  # fmt: skip
_LEFT_BUTTON = 0x110
_DISPLAY, _REGISTRY, _CALLBACK, _INPUT = 1, 2, 3, 4
_INTERFACE = "org_kde_kwin_fake_input"


class Keyboard:
    """One connection to KWin; ``close`` takes the keyboard away again."""

    def __init__(self, session: BusSession) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(str(Path(session.env["XDG_RUNTIME_DIR"]) / session.env["WAYLAND_DISPLAY"]))
        self._callback = _CALLBACK - 1
        self._send(_DISPLAY, 1, struct.pack("I", _REGISTRY))
        number = self._number_of_input()
        self._callback = _INPUT
        self._send(_REGISTRY, 0, struct.pack("I", number) + _text(_INTERFACE) + struct.pack("II", 4, _INPUT))
        self._send(_INPUT, 0, _text("sidecue") + _text("tests"))
        self._sync()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def press(self, *keys: str) -> float:
        """Press keys of ``CODES`` together and let them go; returns when the last went down."""
        at = 0.0
        for key in keys:
            at = time.monotonic()
            self._send(_INPUT, 10, struct.pack("II", CODES[key], 1))
        for key in reversed(keys):
            self._send(_INPUT, 10, struct.pack("II", CODES[key], 0))
        self._sync()
        return at

    def type(self, text: str) -> None:
        """Type small letters."""
        for letter in text:
            self.press(letter)

    def click(self, x: int, y: int) -> float:
        """Move the pointer there and click; returns when, on the monotonic clock."""
        self._send(_INPUT, 9, struct.pack("ii", x * 256, y * 256))
        time.sleep(0.1)
        at = time.monotonic()
        self._send(_INPUT, 2, struct.pack("II", _LEFT_BUTTON, 1))
        self._send(_INPUT, 2, struct.pack("II", _LEFT_BUTTON, 0))
        self._sync()
        return at

    def _number_of_input(self) -> int:
        for sender, opcode, body in self._sync():
            if sender == _REGISTRY and opcode == 0 and _INTERFACE.encode() in body:
                return int(struct.unpack_from("I", body)[0])
        raise LookupError(f"this KWin has no {_INTERFACE}")

    def _sync(self) -> list[tuple[int, int, bytes]]:
        """Wait until KWin has taken all requests; returns what it said until then."""
        self._callback += 1
        self._send(_DISPLAY, 0, struct.pack("I", self._callback))
        said: list[tuple[int, int, bytes]] = []
        while not said or said[-1][0] != self._callback:
            sender, length = struct.unpack("II", self._read(8))
            said.append((sender, length & 0xFFFF, self._read((length >> 16) - 8)))
            if sender == _DISPLAY and length & 0xFFFF == 0:
                raise ConnectionError(f"KWin refuses the keyboard: {said[-1][2]!r}")
        return said

    def _send(self, target: int, opcode: int, body: bytes) -> None:
        self._socket.sendall(struct.pack("II", target, (len(body) + 8) << 16 | opcode) + body)

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise ConnectionError("KWin has gone")
            data += part
        return data


def _text(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("I", len(data)) + data.ljust((len(data) + 3) // 4 * 4, b"\0")
