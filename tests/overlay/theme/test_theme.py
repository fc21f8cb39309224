"""The theme hands out sizes and colours, and says once when they change."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from overlay.theme.stylesheet import dress, stylesheet
from overlay.theme.theme import BODY, Theme
from overlay.theme.widgets import Chip, IconButton, MenuButton


def test_changed_is_told_once_and_only_for_a_change(qtbot: QtBot) -> None:
    theme = Theme("light")
    told: list[None] = []
    theme.changed.connect(lambda: told.append(None))
    theme.set("light", 100, motion=True)
    assert told == []
    theme.set("dark", 100, motion=True)
    assert len(told) == 1
    assert theme.is_dark
    assert not Theme("light").is_dark


def test_sizes_follow_the_text_scale(qtbot: QtBot) -> None:
    theme = Theme("light", 150)
    assert theme.px(16) == 24
    assert theme.font().pixelSize() == round(BODY * 1.5)
    assert theme.font(strong=True).weight() > theme.font().weight()


def test_the_style_sheet_holds_the_roles_and_no_gaps(qtbot: QtBot) -> None:
    for mode in ("light", "dark", "high-contrast"):
        theme = Theme(mode)
        sheet = stylesheet(theme, "panel")
        assert "QWidget#panel" in sheet
        assert theme.roles.surface in sheet
        assert "{{" not in sheet
        assert sheet.count("{") == sheet.count("}")


def test_a_dressed_window_passes_text_colour_and_size_on(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("x", window)
    theme = Theme("dark", 200)
    dress(window, theme)
    label.ensurePolished()
    assert label.palette().color(label.foregroundRole()).name() == theme.roles.text
    assert label.font().pixelSize() == theme.px(BODY)


def test_shared_controls_are_named_and_follow_the_theme(qtbot: QtBot) -> None:
    theme = Theme("light")
    button, chip = IconButton(theme, "close", "Close"), Chip(theme, "required")
    menu = QMenu()
    for widget in (button, chip, menu):
        qtbot.addWidget(widget)
    more = MenuButton(theme, "Snooze", menu)
    qtbot.addWidget(more)
    assert (button.accessibleName(), button.toolTip()) == ("Close", "Close")
    assert more.menu() is menu
    before = button.iconSize()
    theme.set("dark", 200, motion=True)
    button.restyle()
    chip.restyle()
    assert button.iconSize().width() == 2 * before.width()
    assert theme.roles.warning in chip.styleSheet()
