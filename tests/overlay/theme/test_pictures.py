"""A picture is as sharp as the screen and never keeps the window waiting for long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from content.cards.svg import MAX_SHAPES, svg_fault
from content.cards.targets import Image
from overlay.theme import pictures
from overlay.theme.pictures import Picture, Pictures, decode

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="{height}">{inside}</svg>'
LONG_DASHES = '<circle cx="2000" cy="2000" r="1900" fill="none" stroke="red" stroke-dasharray="1 1"/>'
FULL_CIRCLE = '<circle cx="2000" cy="2000" r="2000" fill="red" fill-opacity=".1"/>'


def svg(inside: str, height: int = 4000) -> Image:
    return Image(SVG.format(inside=inside, height=height).encode(), is_svg=True)


def png(folder: Path, width: int, height: int) -> Image:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x7799AA)
    assert image.save(str(folder / "a.png"))
    return Image((folder / "a.png").read_bytes(), is_svg=False)


@pytest.mark.parametrize(("ratio", "painted"), [(1.0, 300), (2.0, 600), (1.25, 375)])
def test_a_drawing_is_painted_in_the_pixels_of_the_screen(tmp_path: Path, ratio: float, painted: int) -> None:
    found = decode(svg(FULL_CIRCLE, height=2000), 300, ratio)
    assert found is not None
    assert (found.width, found.height) == (300, 150)
    assert (found.image.width(), found.image.height()) == (painted, round(painted / 2))


@pytest.mark.parametrize(
    ("size", "shown", "painted"),
    [
        ((1200, 400), (300, 100), (600, 200)),
        ((400, 100), (300, 75), (400, 100)),
        ((80, 20), (80, 20), (80, 20)),
    ],
)
def test_a_photo_is_read_small_but_never_blown_up(
    tmp_path: Path, size: tuple[int, int], shown: tuple[float, float], painted: tuple[int, int]
) -> None:
    found = decode(png(tmp_path, *size), 300, 2.0)
    assert found is not None
    assert (found.width, found.height) == shown
    assert (found.image.width(), found.image.height()) == painted


def test_what_is_too_large_or_no_picture_is_none(tmp_path: Path) -> None:
    assert decode(png(tmp_path, 5000, 2), 300, 1.0) is None
    assert decode(svg("", height=5000), 300, 1.0) is None
    assert decode(Image(b"not a picture", is_svg=False), 300, 1.0) is None
    assert Pictures().read(Image(b"", is_svg=False), 300, 1.0) is None


def test_a_drawing_by_another_name_is_none_because_nobody_checked_it() -> None:
    assert decode(svg(FULL_CIRCLE), 300, 1.0) is not None
    assert decode(Image(svg(FULL_CIRCLE).data, is_svg=False), 300, 1.0) is None


@pytest.mark.parametrize("inside", [FULL_CIRCLE * (MAX_SHAPES - 1), LONG_DASHES * 20])
def test_the_worst_drawings_that_are_allowed_come_in_the_end(qtbot: QtBot, inside: str) -> None:
    drawing = svg(inside)
    assert svg_fault(drawing.data) == ""
    made = Pictures()
    made.read(drawing, 300, 1.0)
    qtbot.waitUntil(lambda: made.read(drawing, 300, 1.0) is not None, timeout=20_000)


@pytest.fixture
def begun() -> list[Image]:
    """The pictures whose decoding began."""
    return []


@pytest.fixture
def let_go(monkeypatch: pytest.MonkeyPatch, begun: list[Image]) -> Iterator[Event]:
    """Nothing is decoded until this is set."""
    event = Event()

    def wait(source: Image, _width: int, _ratio: float) -> Picture:
        begun.append(source)
        event.wait()
        return Picture(QImage(), 1, 1)

    monkeypatch.setattr(pictures, "decode", wait)
    yield event
    event.set()


def test_what_was_late_is_there_the_next_time_and_was_read_once(qtbot: QtBot, let_go: Event) -> None:
    drawing, made = svg(""), Pictures(patience=0.01)
    assert made.read(drawing, 300, 1.0) is None
    assert made.read(drawing, 300, 1.0) is None
    let_go.set()
    qtbot.waitUntil(lambda: made.read(drawing, 300, 1.0) is not None)
    assert made.read(drawing, 300, 1.0) is made.read(drawing, 300, 1.0)


def test_behind_late_pictures_no_others_are_begun(qtbot: QtBot, let_go: Event, begun: list[Image]) -> None:
    made = Pictures(patience=0.01)
    drawings = [svg("", height) for height in (1, 2, 3)]
    for drawing in drawings[:2]:
        assert made.read(drawing, 300, 1.0) is None
    qtbot.waitUntil(lambda: len(begun) == 2)
    assert made.read(drawings[2], 300, 1.0) is None
    assert begun == drawings[:2]
    let_go.set()
    qtbot.waitUntil(lambda: made.read(drawings[2], 300, 1.0) is not None)


@pytest.mark.qt_log_ignore(".")
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=5)), max_size=4),
    st.integers(0, 80),
)
def test_no_damaged_picture_does_more_than_not_be_shown(
    tmp_path: Path, changes: list[tuple[int, bytes]], cut: int
) -> None:
    data = bytearray(png(tmp_path, 64, 64).data)
    for at, piece in changes:
        data[at % len(data) : at % len(data) + len(piece)] = piece
    found = decode(Image(bytes(data[: len(data) - cut]), is_svg=False), 300, 1.0)
    assert found is None or (found.width <= 300 and found.image.width() <= 300)
