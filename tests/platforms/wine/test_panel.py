"""The panel's window with Qt for Windows: it never takes the foreground unless it is asked to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from tests.platforms.wine.victims import Program
from triggers.context import Rect
from triggers.win32 import library
from triggers.win32_windows import activate_window, foreground

pytest.importorskip("PySide6", reason="make test-wine-full brings it")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout

from overlay.palette.palette import Palette
from overlay.panel.window import EdgeWindow
from overlay.theme.theme import Theme

_EX_STYLE, _NO_ACTIVATE, _TOPMOST = -20, 0x08000000, 0x8


class Small(EdgeWindow):
    """The real window with a button in it."""

    def __init__(self) -> None:
        super().__init__(Theme("light"), "panel")
        self.button = QPushButton("Step 1")
        self.clicks: list[str] = []
        self.button.clicked.connect(lambda: self.clicks.append("click"))
        QVBoxLayout(self).addWidget(self.button)

    def wanted_size(self, available: QSize) -> QSize:
        return QSize(300, 200).boundedTo(available)

    @property
    def number(self) -> int:
        return int(self.winId())

    def click_on_button(self, program: Program) -> None:
        spot = self.button.mapToGlobal(self.button.rect().center())
        program.ask("click", spot.x(), spot.y())


@pytest.fixture(scope="module")
def app() -> Iterator[QApplication]:
    # Wine drops QT_QPA_PLATFORM, and on Windows the other tests set it to "offscreen".
    running = QApplication(["sidecue", "-platform", "windows"])
    assert QApplication.platformName() == "windows"
    yield running
    running.quit()


@pytest.fixture
def panel(app: QApplication) -> Iterator[Small]:
    made = Small()
    yield made
    made.close()
    made.deleteLater()
    turn_for(0.05)


def turn_for(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def turn_until(look: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + 10
    while not look():
        assert time.monotonic() < end, f"waited in vain for {what}"
        turn_for(0.02)


def test_it_leaves_the_foreground_where_it_is_when_it_appears_and_is_clicked(
    program: Program, panel: Small
) -> None:
    work = program.show("A", "work")
    panel.appear(Rect(100, 80, 400, 300))
    turn_for(0.5)
    assert panel.isVisible()
    assert foreground() == work
    panel.click_on_button(program)
    turn_until(lambda: panel.clicks != [], "the click")
    turn_for(0.3)
    assert foreground() == work
    panel.vanish()
    panel.appear(Rect(100, 80, 400, 300))
    turn_for(0.3)
    assert foreground() == work


def test_windows_itself_is_told_that_it_takes_no_activation(panel: Small) -> None:
    panel.appear(None)
    turn_for(0.2)
    styles = library("user32").GetWindowLongW(panel.number, _EX_STYLE)
    assert styles & _NO_ACTIVATE
    assert styles & _TOPMOST


def test_the_palette_gets_the_keyboard_and_gives_it_back(app: QApplication, program: Program) -> None:
    # The panel's own visit of the keyboard is not shown here: under Wine it ends at once, probably because
    # Wine hides windows that take no activation from the X window manager.
    work = program.show("A", "work")
    palette = Palette(Theme("light"))
    palette.open("", Rect(100, 80, 400, 300))
    turn_until(lambda: foreground() == int(palette.winId()), "the palette in front")
    turn_for(0.3)
    program.ask("press", ord("H"))
    program.ask("press", ord("I"))
    field = palette.findChild(QLineEdit)
    assert field is not None
    turn_until(lambda: field.text() == "hi", "what is typed")
    activate_window(work)
    turn_until(lambda: foreground() == work, "the program to be back in front")
    palette.close()
    palette.deleteLater()
    turn_for(0.05)
