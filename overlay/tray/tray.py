"""The icon in the tray: the state at a glance, and the way to everything else. Not for deciding anything."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from overlay.theme.theme import Theme
from overlay.tray.icon import tray_icon
from overlay.tray.menu import TrayMenu
from overlay.tray.state import TrayState, in_words

_WITHOUT_TRAY = {"offscreen", "minimal"}  # platforms where Qt's own tray code only prints a warning


class Tray(QObject):
    """A left click asks for help for the present window, because that leaves the focus where it is and is
    what the dot announces; a middle click opens the palette. Without a tray host nothing is lost: the icon
    appears by itself when one starts.
    """

    palette_asked = Signal()
    panel_asked = Signal()
    author_asked = Signal()
    pause_asked = Signal(str)  # "15min", "hour" or "tomorrow"
    resume_asked = Signal()
    check_asked = Signal()
    settings_asked = Signal()
    problems_asked = Signal()
    quit_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.state, self.reason, self.badge = TrayState.ACTIVE, "", False
        self.menu = TrayMenu(theme)
        self.icon = QSystemTrayIcon()
        self.icon.setObjectName("tray")
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self._connect()
        self._refresh()

    def show(self) -> None:
        """Put the icon into the tray, or have it appear as soon as there is one."""
        if QGuiApplication.platformName() not in _WITHOUT_TRAY:
            self.icon.show()

    def set_state(self, state: TrayState, reason: str = "") -> None:
        """Show ``state``; ``reason`` completes it in plain words ("until 14:30")."""
        if (state, reason) != (self.state, self.reason):
            self.state, self.reason = state, reason
            self._refresh()

    def set_badge(self, badge: bool) -> None:
        """Show or remove the dot that says that a card waits."""
        if badge != self.badge:
            self.badge = badge
            self._refresh()

    def set_hotkey(self, chord: str) -> None:
        """Name the palette's hotkey in the menu; "" for none."""
        self.menu.show_hotkey(chord)

    def set_problems(self, count: int) -> None:
        """Say in the menu how many problems there are."""
        self.menu.show_problems(count)

    def set_channels(self, said: str, *, checking: bool) -> None:
        """``said`` tells how the last look for new bundles went; "" where there is nothing to look for."""
        self.menu.show_channels(said, checking)

    def close(self) -> None:
        """Take the icon away; may be called twice."""
        self.icon.hide()
        self.menu.hide()

    def _connect(self) -> None:
        menu = self.menu
        for action, signal in (
            (menu.palette_action, self.palette_asked),
            (menu.panel_action, self.panel_asked),
            (menu.author_action, self.author_asked),
            (menu.resume, self.resume_asked),
            (menu.check, self.check_asked),
            (menu.settings, self.settings_asked),
            (menu.problems, self.problems_asked),
            (menu.quit, self.quit_asked),
        ):
            action.triggered.connect(lambda _=False, ask=signal: ask.emit())
        for kind, action in menu.pauses.items():
            action.triggered.connect(lambda _=False, pause=kind: self.pause_asked.emit(pause))

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how == QSystemTrayIcon.ActivationReason.Trigger:
            self.panel_asked.emit()
        elif how == QSystemTrayIcon.ActivationReason.MiddleClick:
            self.palette_asked.emit()

    def _refresh(self) -> None:
        said = in_words(self.state, self.reason)
        waits = "\nA card waits for you" if self.badge else ""
        self.icon.setIcon(tray_icon(self.state, self.badge))
        self.icon.setToolTip(f"Sidecue\n{said}{waits}")
        self.menu.show_status(said)
        self.menu.show_paused(self.state is TrayState.PAUSED)
