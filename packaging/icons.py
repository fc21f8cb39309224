"""Renders the app's drawing to bitmaps for desktops that want them. Not for the icons inside the app."""

from __future__ import annotations

import os
from pathlib import Path

from project import ROOT

DRAWING = ROOT / "overlay" / "theme" / "icons" / "sidecue.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def render(file: Path, size: int) -> None:
    """Write the app's icon to ``file``, ``size`` pixels square; the ending chooses PNG or ICO."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    file.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(file)):
        raise SystemExit(f"{file}: could not be written; is the folder writable?")
