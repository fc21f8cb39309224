"""Finds the panel and its controls on the screen by their looks, as a person does. Asks the app nothing.

Made for the light theme at 100 %, the one that tests begin with.
"""

from __future__ import annotations

from dataclasses import dataclass

from Xlib import X

from tests.desktop.pixels import Pixels
from tests.desktop.xsession import XSession
from triggers.context import OWN_CLASS, Rect
from triggers.xdisplay import WindowGoneError
from triggers.xwindows import XWindow

PANEL, TAB, PALETTE = "Sidecue panel", "Sidecue tab", "Sidecue palette"

# Offsets from the panel's left edge: the sides of a check box and its middle.
_LEFT, _MIDDLE, _RIGHT = 17, 26, 34
_STRAIGHT = 8  # px of a box's side that the round corners leave straight


@dataclass(frozen=True, slots=True)
class Box:
    """A check box: its middle on the screen."""

    x: int
    y: int
    is_ticked: bool


class PanelEyes:
    """Sees what Sidecue shows in ``session``."""

    def __init__(self, session: XSession) -> None:
        self._session = session

    def find(self, title: str) -> XWindow | None:
        """The window of ours with that title, None while it is hidden."""
        found = (window for window in self._session.windows() if window.title == title)
        return next((window for window in found if window.window_class == OWN_CLASS), None)

    def wait(self, title: str = PANEL) -> XWindow:
        """Wait until that window is shown."""
        found = self._session.wait_for(lambda: self.find(title), f"the window {title!r}")
        assert found is not None
        return found

    def wait_gone(self, title: str = PANEL) -> None:
        """Wait until that window is hidden."""
        self._session.wait_for(lambda: self.find(title) is None, f"the window {title!r} to be hidden")

    def boxes(self) -> list[Box]:
        """The check boxes in the panel, from the top; none while it is hidden."""
        panel = self.find(PANEL)
        if panel is None:
            return []
        pixels, found, run = Pixels(self._session, panel.frame), list[Box](), 0
        for y in range(pixels.height):
            if pixels.is_dark(_LEFT, y) and pixels.is_dark(_RIGHT, y):
                run += 1
                continue
            if run >= _STRAIGHT and _has_lid(pixels, y - run):
                middle = y - run // 2 - 1
                ticked = pixels.is_dark(_LEFT + 3, middle - run // 4)
                found.append(Box(panel.frame.x + _MIDDLE, panel.frame.y + middle, ticked))
            run = 0
        return found

    def wait_boxes(self, *ticked: bool) -> list[Box]:
        """Wait until the panel shows exactly these boxes, ticked or not, and return them."""

        def look() -> list[Box]:
            boxes = self.boxes()
            return boxes if [box.is_ticked for box in boxes] == list(ticked) else []

        return self._session.wait_for(look, f"boxes in the panel that are ticked like {ticked}")

    def close_button(self) -> tuple[int, int]:
        """The middle of the × in the panel's corner."""
        frame = self.wait().frame
        return frame.x + frame.width - 24, frame.y + 23

    def menu_button(self) -> tuple[int, int]:
        """The middle of the ⋯ beside it."""
        x, y = self.close_button()
        return x - 28, y

    def snooze_button(self) -> tuple[int, int]:
        """A point on the word "Snooze" at the foot."""
        frame = self.wait().frame
        return frame.x + 116, frame.y + frame.height - 18

    def menu_entry(self, number: int, of: int) -> tuple[int, int]:
        """Wait for an open menu and return the middle of its entry ``number``, from 1, of ``of`` in all."""
        area = self._session.wait_for(self.menu, "an open menu")
        assert area is not None
        step = area.height / of
        return area.x + area.width // 2, round(area.y + step * (number - 0.5))

    def menu(self) -> Rect | None:
        """The area of the menu that is open last, None without one."""
        found = None
        for number in self._session.x.root.query_tree().children:
            try:
                found = self._menu(int(number.id)) or found
            except WindowGoneError:
                continue
        return found

    def _menu(self, window_id: int) -> Rect | None:
        with self._session.x.guarded():
            shown = self._session.x.window(window_id).get_attributes()
        if not shown.override_redirect or shown.map_state != X.IsViewable:
            return None
        window = self._session.window(window_id)
        if window is None or window.window_class != OWN_CLASS or window.frame.width < 40:
            return None
        return window.frame


def _has_lid(pixels: Pixels, top: int) -> bool:
    """Whether there is a line above the middle, between the two sides: else these are letters."""
    return any(pixels.is_dark(_MIDDLE, y) for y in range(max(0, top - 5), top))
