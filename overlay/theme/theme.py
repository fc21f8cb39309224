"""The one source of colours, sizes and icons for every window. Not for laying anything out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap

from overlay.theme import icons
from overlay.theme.roles import DARK_ACCENT, LIGHT_ACCENT, Roles, contrast, dark, high_contrast, light

GRID = 8
RADIUS = 8
SMALL, BODY, HEADING = 13, 15, 20  # the type scale, px at 100 %
QUICK = 120  # milliseconds; the longest any motion may take is 150


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

    def px(self, size: float) -> int:
        """``size`` in pixels at 100 %, at the person's text scale."""
        return round(size * self._text_scale / 100)

    @property
    def mode(self) -> str:
        """What the person chose: "system", "light", "dark" or "high-contrast"."""
        return self._mode

    def font(self, size: int = BODY, *, strong: bool = False) -> QFont:
        """The desktop's own typeface at one of the three sizes; ``strong`` for the one bold thing in view."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def icon(self, name: str, colour: str = "", size: int = 16) -> QIcon:
        """An icon of the set, ``size`` px at 100 %, in the text colour unless told otherwise."""
        return icons.icon(name, colour or self.roles.text, self.px(size))

    def pixmap(self, name: str, colour: str = "", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The same for painting by hand; ``ratio`` is the device pixel ratio of what is painted on."""
        return icons.pixmap(name, colour or self.roles.text, self.px(size), ratio)

    def palette(self) -> QPalette:
        """The roles as Qt knows them, for everything that a style sheet does not reach."""
        roles, made = self.roles, QPalette()
        for part, colour in (
            (QPalette.ColorRole.Window, roles.surface),
            (QPalette.ColorRole.Base, roles.surface),
            (QPalette.ColorRole.AlternateBase, roles.raised),
            (QPalette.ColorRole.Button, roles.raised),
            (QPalette.ColorRole.ToolTipBase, roles.raised),
            (QPalette.ColorRole.WindowText, roles.text),
            (QPalette.ColorRole.Text, roles.text),
            (QPalette.ColorRole.ButtonText, roles.text),
            (QPalette.ColorRole.ToolTipText, roles.text),
            (QPalette.ColorRole.PlaceholderText, roles.muted),
            (QPalette.ColorRole.Link, roles.accent),
            (QPalette.ColorRole.Accent, roles.accent),
            (QPalette.ColorRole.Highlight, roles.accent),
            (QPalette.ColorRole.HighlightedText, roles.on_accent),
        ):
            made.setColor(part, QColor(colour))
        for part in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            made.setColor(QPalette.ColorGroup.Disabled, part, QColor(roles.muted))
        return made

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
