"""A session with the real portal, and a desktop of the test's own behind it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import psutil

from tests.platforms.other import Other
from tests.platforms.portal.backend import NAME, PATH, SHORTCUTS
from tests.platforms.session import BusSession

_DESCRIPTION = f"""\
[portal]
DBusName={NAME}
Interfaces=org.freedesktop.impl.portal.GlobalShortcuts
UseIn=sidecue-tests
"""


class PortalSession(BusSession):
    """The bus starts the portal when the first program asks for it."""

    def __init__(self, *, offers: bool = True) -> None:
        """``offers``: whether the desktop has global shortcuts."""
        super().__init__()
        self._offers = offers

    def prepare(self) -> None:
        self._portals = self.home / "portals"
        self._portals.mkdir()
        self.env["XDG_DESKTOP_PORTAL_DIR"] = str(self._portals)
        self.env["XDG_CURRENT_DESKTOP"] = "sidecue-tests"
        self.offer(shortcuts=self._offers)

    def offer(self, *, shortcuts: bool) -> None:
        """Whether a portal that starts from now on has global shortcuts."""
        description = self._portals / "sidecue.portal"
        if shortcuts:
            description.write_text(_DESCRIPTION)
        else:
            description.unlink(missing_ok=True)

    def start(self) -> None:
        super().start()
        self.answer()
        self._calls = self.home / "calls.txt"
        self._calls.touch()
        backend = Path(__file__).with_name("backend.py")
        self.programs.spawn(sys.executable, str(backend), str(self._answers), str(self._calls))
        self.wait_for(lambda: self.owner(NAME), "the desktop's part of the portal")

    def answer(self, status: int = 0, **keys: str | None) -> None:
        """What the person says from now on: 0 is yes, 1 is no; None as keys is no to that shortcut."""
        self._answers = self.home / "answers.json"
        named = {name.replace("_", "+"): given for name, given in keys.items()}
        self._answers.write_text(json.dumps([status, named]))

    @property
    def dialogs(self) -> list[dict[str, Any]]:
        """The shortcuts that each dialog asked for."""
        calls = [json.loads(line) for line in self._calls.read_text().splitlines()]
        return [call[1] for call in calls if call[0] == "BindShortcuts"]

    def press(self, name: str) -> None:
        """Press a shortcut, by the name it was registered with."""
        with Other() as other:
            other.call(NAME, PATH, SHORTCUTS, "Press", "s", name)

    def take_back(self) -> None:
        """End the session from the desktop's side."""
        with Other() as other:
            other.call(NAME, PATH, SHORTCUTS, "TakeBack")

    def kill_portal(self) -> None:
        """End the portal as a crash would."""
        with Other() as other:
            bus = "org.freedesktop.DBus"
            portal = "org.freedesktop.portal.Desktop"
            number = other.call(bus, "/", bus, "GetConnectionUnixProcessID", "s", portal)[0]
        psutil.Process(number).kill()

    def owner(self, name: str) -> bool:
        """Whether somebody on the bus has that name."""
        said = self.programs.run(
            "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
            "org.freedesktop.DBus.NameHasOwner", f"string:{name}",
        )  # fmt: skip
        return "true" in said
