"""The one source of colours, sizes and icons for every window. Not for laying anything out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from overlay.theme.roles import DARK_ACCENT, LIGHT_ACCENT, Roles, contrast, dark, high_contrast, light

GRID = 8
RADIUS = 8
SMALL, BODY, HEADING = 13, 15, 20  # the type scale, px at 100 %


class Theme(QObject):
    """Follows the system and the person's settings; ``changed`` says that every window must restyle."""

    changed = Signal()

    def __init__(self, mode: str = "system", text_scale: int = 100, *, motion: bool = True) -> None:
        """``mode`` is "system", "light", "dark" or "high-contrast"; ``text_scale`` is in per cent."""
        super().__init__()
        self._mode, self._text_scale, self.motion = mode, text_scale, motion
        self.roles = self._choose()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._refresh)

    def set(self, mode: str, text_scale: int, *, motion: bool) -> None:
        """Take over new settings; ``changed`` is emitted only if something differs."""
        if (mode, text_scale, motion) != (self._mode, self._text_scale, self.motion):
            self._mode, self._text_scale, self.motion = mode, text_scale, motion
            self.roles = self._choose()
            self.changed.emit()

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than the ground it stands on."""
        return contrast(self.roles.text, "#000000") > contrast(self.roles.surface, "#000000")

    def px(self, size: int) -> int:
        """``size`` in pixels at 100 %, at the person's text scale."""
        return round(size * self._text_scale / 100)

    def _refresh(self) -> None:
        self.roles = self._choose()
        self.changed.emit()

    def _choose(self) -> Roles:
        if self._mode == "high-contrast":
            return high_contrast()
        scheme = QGuiApplication.styleHints().colorScheme()
        if self._mode == "dark" or (self._mode == "system" and scheme == Qt.ColorScheme.Dark):
            return dark(_system_accent("#202224") or DARK_ACCENT)
        return light(_system_accent("#fcfcfb") or LIGHT_ACCENT)


def _system_accent(surface: str) -> str | None:
    """The desktop's own accent colour, if it states one and it is readable as a link on ``surface``."""
    palette = QGuiApplication.palette()
    if not palette.isBrushSet(QPalette.ColorGroup.Active, QPalette.ColorRole.Accent):
        return None
    accent = QColor(palette.color(QPalette.ColorRole.Accent)).name()
    return accent if contrast(accent, surface) >= 4.5 else None
