"""The tray's icons were drawn from the icon set as it is now, in every state and size."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from overlay.theme import icons
from overlay.tray.icon import FOLDER, SIZES, tray_icon
from overlay.tray.state import TrayState

_ROUNDING = 3  # of 255; Qt's versions round edges differently


def colours(image: QImage) -> bytes:
    """Red, green, blue and opacity of every pixel, as painting mixes them."""
    converted = image.convertToFormat(QImage.Format.Format_RGBA8888_Premultiplied)
    return bytes(converted.constBits())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", TrayState)
def test_a_drawing_is_the_icon_of_the_set(qtbot: QtBot, state: TrayState, size: int) -> None:
    kept = QImage(str(FOLDER / f"{state}-{size}.png"))
    fresh = icons.pixmap(f"tray-{state}", "#ffffff", size).toImage()

    assert kept.size() == fresh.size(), "run packaging/draw_tray_icons.py"
    differences = (abs(one - other) for one, other in zip(colours(kept), colours(fresh), strict=True))
    assert max(differences) <= _ROUNDING, "run packaging/draw_tray_icons.py"


def test_a_badge_changes_every_size(qtbot: QtBot) -> None:
    plain, marked = tray_icon(TrayState.ACTIVE, False), tray_icon(TrayState.ACTIVE, True)

    for size in SIZES:
        assert plain.pixmap(size).toImage() != marked.pixmap(size).toImage()
