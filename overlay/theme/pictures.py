"""Reads a picture at the size at which it is shown, and waits for it only so long. Not for choosing the file.

A picture comes from a card's author. How long an SVG takes to paint cannot be told from its size in bytes or
in pixels, a dashed line alone may take seconds, and Qt cannot be told to stop. So every picture is read in a
thread of its own, and what is late is shown as its description until it is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Thread

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from content.cards.targets import Image

_KINDS = {b"png", b"jpeg", b"gif", b"svg"}
_LARGEST = 4096  # pixels a side; larger pictures are shown as their description
_PATIENCE = 0.1  # seconds that a window may stand still for a picture; ordinary ones take a twentieth of it
_LATE = 2  # pictures that may go on being read after that; no others are begun meanwhile


@dataclass(frozen=True, slots=True)
class Picture:
    """What to paint, and the width and height to paint it at, in logical pixels."""

    image: QImage
    width: float
    height: float


def decode(source: Image, width: int, ratio: float) -> Picture | None:
    """The picture ``source``, no wider than ``width``, as sharp as ``ratio`` device pixels need it."""
    data = QByteArray(source.data)
    device = QBuffer(data)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device)
    reader.setDecideFormatFromContent(True)
    kind, natural = bytes(reader.format().data()), reader.size()
    if kind not in _KINDS or (kind == b"svg") != source.is_svg:
        return None  # an SVG by another name was not checked for what it refers to
    if not (0 < natural.width() <= _LARGEST and 0 < natural.height() <= _LARGEST):
        return None
    shown = min(1.0, width / natural.width())
    painted = shown * ratio if kind == b"svg" else min(1.0, shown * ratio)
    reader.setScaledSize(_times(natural, painted))
    image = reader.read()
    return None if image.isNull() else Picture(image, natural.width() * shown, natural.height() * shown)


def _times(size: QSize, factor: float) -> QSize:
    return QSize(max(1, round(size.width() * factor)), max(1, round(size.height() * factor)))


_Key = tuple[Image, int, float]  # at that width and ratio


@dataclass(slots=True)
class Pictures:
    """Reads pictures and keeps those that were late, for the next time that they are asked for."""

    patience: float = _PATIENCE
    _late: dict[_Key, _Reading] = field(default_factory=dict)

    def read(self, source: Image, width: int, ratio: float) -> Picture | None:
        """The picture ``source`` as ``decode`` has it; None also when it is not there in time."""
        key = (source, width, ratio)
        reading = self._late.get(key)
        if reading is None:
            if sum(late.is_alive() for late in self._late.values()) >= _LATE:
                return None
            reading = _Reading(source, width, ratio)
            reading.start()
            reading.join(self.patience)
            if reading.is_alive():
                self._keep(key, reading)
        return None if reading.is_alive() else reading.found

    def _keep(self, key: _Key, reading: _Reading) -> None:
        done = [old for old, late in self._late.items() if not late.is_alive()]
        for old in done[: max(0, len(self._late) - _LATE)]:
            del self._late[old]
        self._late[key] = reading


class _Reading(Thread):
    """One picture being read; a daemon, because nobody should wait for it when the app ends."""

    def __init__(self, source: Image, width: int, ratio: float) -> None:
        super().__init__(name="picture", daemon=True)
        self._asked = source, width, ratio
        self.found: Picture | None = None

    def run(self) -> None:
        self.found = decode(*self._asked)
