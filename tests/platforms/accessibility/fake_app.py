"""An application that says on the accessibility bus whatever a test wants, soon, late, or never."""

from __future__ import annotations

import contextlib
from typing import Any

import jeepney
from jeepney.io.blocking import open_dbus_connection

from triggers.accessibility import DESKTOP
from triggers.accessible import ROOT
from triggers.loop import SelectorLoop

LABEL, BUTTON, ALERT, PANEL, PASSWORD, ENTRY, APPLICATION = 29, 43, 2, 39, 40, 79, 75
_EVENT = "org.a11y.atspi.Event."


class FakeApp:
    """Objects by path: their role, name and what is inside; ``silent`` ones answer only after ``speak``."""

    def __init__(self, loop: SelectorLoop, address: str) -> None:
        self.roles: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.inside: dict[str, list[str]] = {}
        self.active = ""
        self.silent: set[str] = set()
        self.asked: list[str] = []
        self.calls: list[tuple[str, str]] = []
        self._held: list[jeepney.Message] = []
        self._connection = open_dbus_connection(address)
        self._watch = loop.watch(self._connection.sock.fileno(), self._readable)

    @property
    def sender(self) -> str:
        return str(self._connection.unique_name)

    def has(self, path: str, role: int, name: str = "", inside: tuple[str, ...] = ()) -> None:
        """Put an object there."""
        self.roles[path], self.names[path], self.inside[path] = role, name, list(inside)

    def join(self) -> None:
        """Be one of the applications of the desktop; what is inside ``ROOT`` are its windows."""
        self.has(ROOT, APPLICATION, "Staged")
        desktop = jeepney.DBusAddress(DESKTOP.path, DESKTOP.sender, "org.a11y.atspi.Socket")
        self._connection.send(jeepney.new_method_call(desktop, "Embed", "(so)", ((self.sender, ROOT),)))

    def activate(self, path: str) -> None:
        self.active = path
        self._signal(path, "Window", "Activate", "")

    def focus(self, path: str) -> None:
        self._signal(path, "Object", "StateChanged", "focused")

    def speak(self) -> None:
        """Answer what was held back."""
        self.silent.clear()
        held, self._held = self._held, []
        for call in held:
            self._answer(call)

    def close(self) -> None:
        self._watch.cancel()
        self._connection.close()

    def _signal(self, path: str, group: str, member: str, first: str) -> None:
        where = jeepney.DBusAddress(path, interface=_EVENT + group)
        body: tuple[Any, ...] = (first, 1, 0, ("i", 0), {})
        self._connection.send(jeepney.new_signal(where, member, "siiva{sv}", body))

    def _readable(self) -> None:
        # One read may bring several messages, and the descriptor stays silent about those it has brought.
        with contextlib.suppress(TimeoutError):
            while True:
                self._take(self._connection.receive(timeout=0))

    def _take(self, message: jeepney.Message) -> None:
        if message.header.message_type is jeepney.MessageType.method_call:
            path = message.header.fields[jeepney.HeaderFields.path]
            self.asked.append(path)
            self.calls.append((path, message.header.fields[jeepney.HeaderFields.member]))
            if path in self.silent:
                self._held.append(message)
            else:
                self._answer(message)

    def _answer(self, call: jeepney.Message) -> None:
        fields = call.header.fields
        path, member = fields[jeepney.HeaderFields.path], fields[jeepney.HeaderFields.member]
        answers: dict[str, tuple[str, tuple[Any, ...]]] = {
            "GetState": ("au", ([int(path == self.active) << 1 | 1 << 25, 0],)),
            "GetRole": ("u", (self.roles.get(path, 0),)),
            "Get": ("v", (("s", self.names.get(path, "")),)),
            "GetChildren": ("a(so)", ([(self.sender, child) for child in self.inside.get(path, [])],)),
        }
        if member in answers and (path in self.roles or member == "Get"):
            self._connection.send(jeepney.new_method_return(call, *answers[member]))
        else:
            self._connection.send(jeepney.new_error(call, "org.example.No", "s", ("not here",)))
