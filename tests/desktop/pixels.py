"""What is on the screen, pixel by pixel, read straight from the X server. Knows nothing of what it shows."""

from __future__ import annotations

from Xlib import X

from tests.desktop.xsession import XSession
from triggers.context import Rect


class Pixels:
    """A copy of ``area`` of the screen as it was at that moment; coordinates count from its corner."""

    def __init__(self, session: XSession, area: Rect) -> None:
        """``area`` must lie inside the screen."""
        self.width, self.height = area.width, area.height
        with session.x.guarded():
            image = session.x.root.get_image(area.x, area.y, area.width, area.height, X.ZPixmap, 0xFFFFFFFF)
        self._data = bytes(image.data)

    def colour(self, x: int, y: int) -> str:
        """The colour of one pixel as "#rrggbb"."""
        at = 4 * (y * self.width + x)
        blue, green, red = self._data[at : at + 3]
        return f"#{red:02x}{green:02x}{blue:02x}"

    def is_dark(self, x: int, y: int) -> bool:
        """Whether a pixel is ink rather than paper, in light colours."""
        at = 4 * (y * self.width + x)
        return sum(self._data[at : at + 3]) < 3 * 180
