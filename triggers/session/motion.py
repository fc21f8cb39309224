"""Whether the desktop lets things move, as its settings portal tells (GNOME and kin). Not for moving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from triggers.bus_messages import Body, plain
from triggers.dbus import Bus, BusError
from triggers.loop import Loop

if TYPE_CHECKING:
    from jeepney import Message

_PORTAL = "org.freedesktop.portal.Settings"
_ANIMATIONS = ("org.gnome.desktop.interface", "enable-animations")


class Motion:
    """``moves`` until a desktop says no; ``changed`` is called when that changes."""

    def __init__(self, loop: Loop, changed: Callable[[], None]) -> None:
        self.moves = True
        self._changed = changed
        self._bus: Bus | None = None
        try:
            self._bus = Bus(loop, "SESSION", lambda _reason: None)
        except (BusError, ImportError):
            return  # nobody to ask: the setting `motion` decides
        self._bus.hear(self._heard)
        self._bus.listen(_PORTAL, "SettingChanged")
        self._ask()

    def close(self) -> None:
        """Ask no more; may be called twice."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _ask(self) -> None:
        if self._bus is not None:
            self._bus.call(
                "org.freedesktop.portal.Desktop",
                "/org/freedesktop/portal/desktop",
                _PORTAL,
                "Read",
                "ss",
                _ANIMATIONS,
                self._answered,
            )

    def _answered(self, body: Body | None, _reason: str) -> None:
        moves = body is None or plain(body) is not False
        if moves != self.moves:
            self.moves = moves
            self._changed()

    def _heard(self, _message: Message) -> None:
        self._ask()
