"""A desktop's part behind the real portal, for its global shortcuts: a person who answers dialogs. Run apart.

    python tests/platforms/portal/backend.py ANSWERS CALLS

ANSWERS is a JSON file that is read at each dialog: a status, and the keys given for each shortcut's name; the
wanted keys are given to those without one. CALLS gets a line for each call. ``Press`` presses a shortcut,
``TakeBack`` ends the session; both are for tests to call.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, Message, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.impl.portal.desktop.sidecue"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.impl.portal.GlobalShortcuts"
SESSION = "org.freedesktop.impl.portal.Session"


class Backend:
    """Answers one call after the other."""

    def __init__(self, bus: DBusConnection, answers: Path, calls: Path) -> None:
        self._bus, self._answers, self._calls = bus, answers, calls
        self._session = ""

    def answer(self, member: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        with self._calls.open("a") as calls:
            calls.write(json.dumps([member, *self._told(member, body)]) + "\n")
        if member == "GetAll":
            return "a{sv}", ({"version": ("u", 1)},)
        if member == "Get":
            return "v", (("u", 1),)
        if member == "CreateSession":
            self._session = body[1]
            return "ua{sv}", (0, {})
        if member == "BindShortcuts":
            return "ua{sv}", self._dialog(body[2])
        if member == "Press":
            path = DBusAddress(PATH, None, SHORTCUTS)
            self._bus.send(new_signal(path, "Activated", "osta{sv}", (self._session, body[0], 1, {})))
        elif member == "TakeBack":
            self._bus.send(new_signal(DBusAddress(self._session, None, SESSION), "Closed"))
        return "", ()

    def _told(self, member: str, body: tuple[Any, ...]) -> list[Any]:
        if member != "BindShortcuts":
            return []
        return [{name: {key: value[1] for key, value in about.items()} for name, about in body[2]}]

    def _dialog(self, wanted: list[tuple[str, dict[str, Any]]]) -> tuple[int, dict[str, Any]]:
        status, keys = json.loads(self._answers.read_text())
        given = [
            (
                name,
                {
                    "description": about["description"],
                    "trigger_description": ("s", keys.get(name, about["preferred_trigger"][1])),
                },
            )
            for name, about in wanted
            if keys.get(name, "") is not None
        ]
        return status, {"shortcuts": ("a(sa{sv})", given)}


def main() -> None:
    """Serve until the bus ends."""
    answers, calls = (Path(word) for word in sys.argv[1:])
    with open_dbus_connection("SESSION") as bus:
        bus.send_and_get_reply(message_bus.RequestName(NAME))
        backend = Backend(bus, answers, calls)
        while True:
            call: Message = bus.receive()
            if call.header.message_type is MessageType.method_call:
                from jeepney import HeaderFields

                member = call.header.fields[HeaderFields.member]
                signature, body = backend.answer(member, call.body)
                bus.send(new_method_return(call, signature or None, body))


if __name__ == "__main__":
    main()
