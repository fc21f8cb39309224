"""The tray icon's menu: every action with its name, and which of them there are now. Not for what they do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QMenu

from overlay.theme.stylesheet import stylesheet
from overlay.theme.theme import Theme

_WIDEST = 340  # px of a line at 100 %: a menu that covers the screen is hard to aim in
PAUSES = (
    ("15min", "trayPause15", "15 minutes"),
    ("hour", "trayPauseHour", "1 hour"),
    ("tomorrow", "trayPauseTomorrow", "Until tomorrow"),
)


class TrayMenu(QMenu):
    """Begins with the state in words, for hosts that show no tooltips."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._said = theme, ""
        self.setObjectName("trayMenu")
        self.status = self._add("trayStatus", "")
        self.status.setEnabled(False)
        self.addSeparator()
        self.palette_action = self._add("trayPalette", "Open palette")
        self.panel_action = self._add("trayPanel", "Show help for this window")
        self.author_action = self._add("trayAuthor", "Make a card for this window…")
        self.addSeparator()
        self.pause_menu = QMenu("Pause", self)
        self.pause_menu.setObjectName("trayPause")
        self.addMenu(self.pause_menu)
        self.pauses = {kind: self._pause(name, text) for kind, name, text in PAUSES}
        self.resume = self._add("trayResume", "Resume")
        self.addSeparator()
        self.checked = self._add("trayChecked", "")
        self.checked.setEnabled(False)
        self.check = self._add("trayCheck", "Check for new bundles")
        self.addSeparator()
        self.settings = self._add("traySettings", "Settings…")
        self.problems = self._add("trayProblems", "")
        self.addSeparator()
        self.quit = self._add("trayQuit", "Quit")
        self.show_problems(0)
        self.show_channels("", checking=False)
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_status(self, said: str) -> None:
        """Say how the app fares, on one line; all of a long reason is in the tooltip and in the problems."""
        self._said = said
        cut, widest, font = said, self._theme.px(_WIDEST), self._theme.font()
        if len(said) * font.pixelSize() > widest:  # else it fits; measuring loads the fonts, 3.5 MB
            cut = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, widest)
        self.status.setText(cut.replace("&", "&&"))

    def show_hotkey(self, chord: str) -> None:
        """Name the hotkey ("ctrl+alt+space", "" for none) beside the palette."""
        qt_names = "+".join("meta" if key == "super" else key for key in chord.split("+"))
        self.palette_action.setShortcut(QKeySequence.fromString(qt_names))

    def show_problems(self, count: int) -> None:
        """Say how many problems the list holds."""
        self.problems.setText(f"Problems ({count})…" if count else "Problems…")

    def show_channels(self, said: str, checking: bool) -> None:
        """Say how the last look for new bundles went, and offer another; neither where ``said`` is ""."""
        self.checked.setText(said)
        self.checked.setVisible(bool(said))
        self.check.setVisible(bool(said))
        self.check.setEnabled(not checking)

    def show_paused(self, paused: bool) -> None:
        """Resuming is offered only while paused."""
        self.resume.setVisible(paused)

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        for menu in (self, self.pause_menu):
            menu.setPalette(self._theme.palette())
            menu.setFont(self._theme.font())
            menu.setStyleSheet(stylesheet(self._theme))
        self.show_status(self._said)

    def _pause(self, name: str, text: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        self.pause_menu.addAction(action)
        return action

    def _add(self, name: str, text: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        # The hotkey is registered elsewhere; here it is only named.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        self.addAction(action)
        return action
