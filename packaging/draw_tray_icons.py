"""Draws overlay/tray/drawings from the icon set, after a change of a tray-… drawing there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QApplication

from overlay.theme import icons
from overlay.tray.icon import FOLDER, SIZES
from overlay.tray.state import TrayState


def main() -> None:
    """Write one PNG for each state and size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    FOLDER.mkdir(exist_ok=True)
    for state in TrayState:
        for size in SIZES:
            icons.pixmap(f"tray-{state}", "#ffffff", size).save(str(FOLDER / f"{state}-{size}.png"))
    application.quit()


if __name__ == "__main__":
    main()
