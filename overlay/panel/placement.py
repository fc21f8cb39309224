"""Where a window of ours goes beside the window the person works in. Pure; knows no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QScreen

from overlay.wayland import is_native
from triggers.context import Rect, current_os

MARGIN = 8  # px kept free between our window and the edge of the available area
TITLE_BAR = (
    40  # px at the top of a window where its buttons are: those of a maximised one are clicked blindly
)
NEAREST, LEFT, RIGHT = "nearest", "left", "right"


@dataclass(frozen=True, slots=True)
class Area:
    """One screen: the part that panels and docks leave free, and how dense it is.

    ``available`` and ``whole`` are in logical pixels, of which ``ratio`` pixels of a frame are one.
    """

    available: QRect
    whole: QRect
    ratio: float = 1.0


def areas(screens: Sequence[QScreen]) -> list[Area]:
    """The screens as plain values. macOS and Wayland count frames as Qt counts, whatever the scale."""
    as_qt = current_os() == "macos" or is_native()
    return [
        Area(s.availableGeometry(), s.geometry(), 1.0 if as_qt else s.devicePixelRatio()) for s in screens
    ]


def in_logical_pixels(frame: Rect, screens: Sequence[Area]) -> QRect:
    """A frame as Qt counts.

    Qt keeps each screen's origin in device pixels and scales only inside it, so the screen that holds
    most of the frame says how to convert.
    """
    device = QRect(frame.x, frame.y, frame.width, frame.height)
    best = max(screens, key=lambda screen: _shared(device, _device(screen)))
    origin, ratio = best.whole.topLeft(), best.ratio
    return QRect(
        origin.x() + round((frame.x - origin.x()) / ratio),
        origin.y() + round((frame.y - origin.y()) / ratio),
        max(1, round(frame.width / ratio)),
        max(1, round(frame.height / ratio)),
    )


def edge(reach: int, window: QRect | None, screens: Sequence[Area], side: str = NEAREST) -> str:
    """At which edge, "left" or "right", something that reaches ``reach`` px into the screen belongs.

    ``side`` is "left", "right" or "nearest": the edge the window is closer to, unless there it would cover
    more of the window than at the other edge; right when both are alike, as for a maximised window.
    """
    if side != NEAREST or window is None:
        return LEFT if side == LEFT else RIGHT
    area = _screen_of(window, screens).available
    before, behind = window.left() - area.left(), area.right() - window.right()
    covered_left = min(max(0, reach - before), window.width())
    covered_right = min(max(0, reach - behind), window.width())
    if covered_left != covered_right:
        return LEFT if covered_left < covered_right else RIGHT
    return LEFT if before < behind else RIGHT


def place(
    size: QSize, window: QRect | None, screens: Sequence[Area], side: str = NEAREST, margin: int = MARGIN
) -> QRect:
    """Put ``size`` at an edge of the screen that holds most of ``window``, level with the window's top.

    Where it would cover the window's title bar it goes below that, as far as there is room.
    ``side`` as for ``edge``. The result never leaves the available area: a larger size is cut to it.
    Without a window it goes to the top right of the first screen. ``screens`` must not be empty.
    """
    area = _screen_of(window, screens).available
    free = area.adjusted(margin, margin, -margin, -margin)
    if free.width() < 1 or free.height() < 1:
        free = area
    width, height = min(size.width(), free.width()), min(size.height(), free.height())
    at_left = edge(width + margin, window, screens, side) == LEFT
    x = free.left() if at_left else free.right() - width + 1
    placed = QRect(x, free.top(), width, height)
    if window is None:
        return placed
    lowest = max(free.top(), free.bottom() - height + 1)
    placed.moveTop(max(free.top(), min(window.top(), lowest)))
    if placed.intersects(QRect(window.topLeft(), QSize(window.width(), TITLE_BAR))):
        placed.moveTop(max(placed.top(), min(window.top() + TITLE_BAR, lowest)))
    return placed


def room(window: QRect | None, screens: Sequence[Area], margin: int = MARGIN) -> QSize:
    """The largest size that ``place`` leaves uncut for that window."""
    area = _screen_of(window, screens).available
    return QSize(max(1, area.width() - 2 * margin), max(1, area.height() - 2 * margin))


def _screen_of(window: QRect | None, screens: Sequence[Area]) -> Area:
    if window is None:
        return screens[0]
    best = max(screens, key=lambda screen: _shared(window, screen.whole))
    if _shared(window, best.whole):
        return best
    return min(screens, key=lambda screen: (screen.whole.center() - window.center()).manhattanLength())


def _shared(one: QRect, other: QRect) -> int:
    common = one.intersected(other)
    return common.width() * common.height() if common.isValid() else 0


def _device(screen: Area) -> QRect:
    whole = screen.whole
    return QRect(
        whole.topLeft(), QSize(round(whole.width() * screen.ratio), round(whole.height() * screen.ratio))
    )
