"""Small controls that every window shares, so that they look and behave alike. Not for whole windows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QToolButton, QWidget

from overlay.theme.theme import GRID, SMALL, Theme


class IconButton(QToolButton):
    """A square button that shows only an icon; ``label`` is what a screen reader and the tooltip say."""

    def __init__(self, theme: Theme, name: str, label: str, parent: QWidget | None = None) -> None:
        """``name`` is an icon of overlay/theme/icons."""
        super().__init__(parent)
        self._theme, self._name, self._is_drawn = theme, name, False
        self.setProperty("role", "icon")
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.restyle()

    def restyle(self) -> None:
        """Draw the icon again in the theme's present colour and size."""
        side = self._theme.px(16)
        self.setIconSize(QSize(side, side))
        self._is_drawn = False
        if self.isVisible():
            self._draw()

    def set_icon(self, name: str) -> None:
        """Show another icon of the set."""
        if name != self._name:
            self._name = name
            self.restyle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        """What nobody has seen yet is not drawn: that loads the renderer (overlay/theme/icons.py)."""
        if not self._is_drawn:
            self._is_drawn = True
            self.setIcon(self._theme.icon(self._name, self._theme.roles.muted))


class QuietButton(QPushButton):
    """Text that can be clicked and does not shout, for secondary actions."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class MenuButton(QuietButton):
    """A quiet button that opens a menu and says so with a small arrow behind its text."""

    def __init__(self, theme: Theme, text: str, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setProperty("role", "quiet-menu")
        self.setMenu(menu)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._theme.px(14)
        arrow = self._theme.pixmap("chevron-down", self._theme.roles.muted, 14, self.devicePixelRatio())
        QPainter(self).drawPixmap(self.width() - side - GRID // 2, (self.height() - side) // 2 + 1, arrow)


class Hairline(QFrame):
    """One pixel between two parts of a window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hairline")
        self.setFixedHeight(1)


class Chip(QLabel):
    """A short word that marks something, such as "required"."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        theme, colour = self._theme, self._theme.roles.warning
        self.setStyleSheet(
            f"color: {colour}; border: 1px solid {colour}; border-radius: {theme.px(4)}px;"
            f"padding: 0 {theme.px(6)}px; font-size: {theme.px(SMALL)}px;"
        )
