"""Icons of one set and one weight, in any colour, sharp at any density."""

from __future__ import annotations

import re

import pytest
from pytestqt.qtbot import QtBot

from overlay.theme.icons import FOLDER, icon, names, pixmap

# The application's own signs are colour drawings, not strokes.
STROKES = [name for name in names() if not name.startswith(("sidecue", "tray"))]


@pytest.mark.parametrize("name", STROKES)
def test_each_is_drawn_in_strokes_of_one_weight_on_one_grid(name: str) -> None:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert drawing.count('stroke-width="1.75"') == 1
    assert not re.search(r'(fill|stroke)="#', drawing)


@pytest.mark.parametrize("name", STROKES)
def test_each_paints_something_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = pixmap(name, "#ff0000", 48).toImage()
    inked = [
        image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250
    ]
    assert inked
    assert all(colour.red() > 250 and colour.green() + colour.blue() < 10 for colour in inked)


def test_a_dense_screen_gets_more_pixels(qtbot: QtBot) -> None:
    assert pixmap("check", "#000000", 16, 2.0).width() == 32
    assert pixmap("check", "#000000", 16, 2.0).deviceIndependentSize().width() == 16


def test_icons_are_kept(qtbot: QtBot) -> None:
    assert icon("check", "#000000", 16) is icon("check", "#000000", 16)


def test_an_unknown_name_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon", "#000000", 16)
