"""Icons of one set and one weight, in the colour asked for. Not for choosing the colour: see theme.py."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

FOLDER = Path(__file__).parent / "icons"
_RATIOS = (1, 2)  # the densities a QIcon carries; Qt scales between them


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` as a square of ``size`` logical pixels, at ``ratio`` device pixels to each.

    ``colour`` is "#rrggbb" and replaces the drawing's currentColor. Raises FileNotFoundError for a name
    that is not in overlay/theme/icons.
    """
    from PySide6.QtSvg import QSvgRenderer  # 1.7 MB, which an app without a window in sight does without

    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    canvas = QPixmap(round(size * ratio), round(size * ratio))
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(canvas.rect()))
    painter.end()
    canvas.setDevicePixelRatio(ratio)
    return canvas


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size: int) -> QIcon:
    """The same drawing as a QIcon for buttons and menus, sharp on ordinary and on dense screens."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


def names() -> tuple[str, ...]:
    """Every icon of the set, sorted."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.svg")))
