"""Beside the window, at an edge of its screen, within what is free, no more in the way than need be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from overlay.panel.placement import (
    LEFT,
    MARGIN,
    NEAREST,
    RIGHT,
    TITLE_BAR,
    Area,
    edge,
    in_logical_pixels,
    place,
    room,
)
from triggers.context import Rect

ONE = [Area(QRect(0, 0, 1280, 770), QRect(0, 0, 1280, 800))]
TWO = [*ONE, Area(QRect(1280, 30, 1920, 1050), QRect(1280, 0, 1920, 1080))]
PANEL = QSize(340, 500)

sizes = st.builds(QSize, st.integers(1, 3000), st.integers(1, 3000))
windows = st.builds(
    QRect, st.integers(-3000, 5000), st.integers(-3000, 5000), st.integers(1, 4000), st.integers(1, 4000)
)
sides = st.sampled_from([NEAREST, LEFT, RIGHT])
screens = st.sampled_from([ONE, TWO, TWO[::-1]])


@pytest.mark.parametrize(
    ("window", "x"),
    [
        (QRect(0, 0, 1280, 770), 1280 - 8 - 340),  # maximised: right
        (QRect(800, 100, 400, 300), 8),  # at the right it would cover the window
        (QRect(40, 100, 500, 300), 1280 - 8 - 340),  # at the left it would
        (QRect(360, 100, 300, 300), 8),  # covers it nowhere: nearest
        (QRect(640, 100, 280, 300), 1280 - 8 - 340),
    ],
)
def test_the_nearest_edge_unless_it_covers_more_there(window: QRect, x: int) -> None:
    assert place(PANEL, window, ONE).left() == x


def test_level_with_the_top_of_the_window() -> None:
    assert place(PANEL, QRect(40, 120, 500, 300), ONE).top() == 120
    assert place(PANEL, QRect(40, 700, 500, 300), ONE).bottom() == 769 - MARGIN
    assert place(PANEL, QRect(40, -50, 500, 300), ONE).top() == MARGIN


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_the_buttons_of_a_window_it_covers_stay_free(side: str) -> None:
    maximised = QRect(0, 0, 1280, 770)
    for size in (QSize(40, 56), PANEL):
        assert place(size, maximised, ONE, side).top() == TITLE_BAR
    assert place(QSize(340, 740), maximised, ONE, side).bottom() == 769 - MARGIN  # as far as there is room


def test_on_the_screen_that_holds_most_of_the_window() -> None:
    assert TWO[0].available.contains(place(PANEL, QRect(900, 100, 600, 400), TWO))
    assert TWO[1].available.contains(place(PANEL, QRect(1100, 100, 600, 400), TWO))
    assert TWO[1].available.contains(place(PANEL, QRect(9000, 100, 600, 400), TWO))


def test_without_a_window_top_right_of_the_first_screen() -> None:
    assert place(PANEL, None, TWO) == QRect(932, 8, 340, 500)


@given(sizes, st.none() | windows, screens, sides)
def test_never_outside_the_available_area(
    size: QSize, window: QRect | None, on: list[Area], side: str
) -> None:
    placed = place(size, window, on, side)
    assert any(screen.available.contains(placed) for screen in on)
    assert placed.width() <= size.width()
    assert placed.height() <= size.height()


@given(windows, screens)
def test_what_fits_the_room_is_never_cut(window: QRect, on: list[Area]) -> None:
    free = room(window, on)
    assert place(free, window, on).size() == free


@given(windows, screens)
def test_the_other_edge_would_never_cover_less(window: QRect, on: list[Area]) -> None:
    def covered(side: str) -> int:
        common = place(PANEL, window, on, side).intersected(window)
        return common.width() if common.isValid() else 0

    chosen = edge(PANEL.width() + MARGIN, window, on)
    other = LEFT if chosen == RIGHT else RIGHT
    # The edge is chosen for the whole height; a margin's width may differ where the window begins there.
    assert covered(chosen) <= covered(other) + MARGIN


@given(sizes, windows, screens)
def test_a_wish_for_a_side_is_kept(size: QSize, window: QRect, on: list[Area]) -> None:
    left, right = place(size, window, on, LEFT), place(size, window, on, RIGHT)
    assert left.left() <= right.left()
    assert any(left.left() == screen.available.left() + MARGIN for screen in on)
    assert any(right.right() == screen.available.right() - MARGIN for screen in on)


def test_device_pixels_become_logical_ones_on_the_screen_they_lie_on() -> None:
    dense = [ONE[0], Area(QRect(1280, 0, 1000, 700), QRect(1280, 0, 1000, 700), ratio=2.0)]
    assert in_logical_pixels(Rect(10, 20, 300, 200), dense) == QRect(10, 20, 300, 200)
    assert in_logical_pixels(Rect(1480, 100, 800, 600), dense) == QRect(1380, 50, 400, 300)
