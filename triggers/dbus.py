"""One connection to a D-Bus, spoken in the loop: nothing here ever waits. Not for knowing what to ask.

For the desktop's session, for windows and hotkeys of Wayland desktops, and for accessibility alike.

The library jeepney reads and writes the messages; it is imported when the first connection is made.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

from triggers.bus_messages import Body
from triggers.loop import Handle, Loop
from triggers.selection import NotHereError

if TYPE_CHECKING:
    from jeepney import Message

Answered = Callable[[Body | None, str], None]
"""Gets the body of the reply, or None and why there is none."""

Asked = Callable[["Message"], tuple[str, Body]]
"""Answers a call of another program with a signature and a body; raises BusError to refuse it."""

SESSION_BUS = "DBUS_SESSION_BUS_ADDRESS"
SILENT_BUS = "disabled:"
"""What stands in the environment in place of a session bus that does not answer; see silent_bus.py."""

_BYTES = 65_536
_WELL_KNOWN = ("SESSION", "SYSTEM")
BUS = "org.freedesktop.DBus"
"""The bus itself, as a sender and as an interface; nobody else can be called like this."""


class BusError(NotHereError):
    """There is no such bus here, or a call was refused."""


class Bus:
    """``which`` is "SESSION", "SYSTEM", or the address of another bus, such as that of accessibility.

    Raises BusError if there is no such bus here; ``lost`` hears later, once, that it has gone.
    """

    def __init__(self, loop: Loop, which: str, lost: Callable[[str], None]) -> None:
        from jeepney import Parser
        from jeepney.auth import Authenticator
        from jeepney.bus import get_bus

        if which == "SESSION" and os.environ.get(SESSION_BUS) == SILENT_BUS:
            raise BusError("the session bus does not answer", "Log in again.")
        self._lost = lost
        self._socket = _unix_socket()
        self._socket.setblocking(False)
        try:
            self._socket.connect(get_bus(which))
        except (KeyError, ValueError, RuntimeError, StopIteration, OSError) as problem:
            self._socket.close()
            name = f"{which.lower()} bus" if which in _WELL_KNOWN else "D-Bus at that address"
            raise BusError(f"there is no {name}: {problem}") from problem
        self._auth, self._parser = Authenticator(), Parser()
        self._serial = 0
        self._waiting: list[bytes] = []  # what may be sent once the bus knows who we are
        self._asked: dict[int, Answered] = {}
        self._heard: Callable[[Message], None] = lambda _: None
        self._served: Asked = _refuse
        self._followed: dict[str, Callable[[str], None]] = {}
        self._watch: Handle | None = loop.watch(self._socket.fileno(), self._readable)
        self._send(self._auth.data_to_send() or b"")
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")

    def call(
        self,
        service: str,
        path: str,
        interface: str,
        method: str,
        signature: str = "",
        body: Body = (),
        answered: Answered = lambda *_: None,
    ) -> None:
        """Call ``method``, starting no service for it; ``answered`` is called later, once."""
        from jeepney import DBusAddress, MessageFlag, new_method_call

        message = new_method_call(DBusAddress(path, service, interface), method, signature or None, body)
        message.header.flags |= MessageFlag.no_auto_start
        self._serial += 1
        self._asked[self._serial] = answered
        data = message.serialise(serial=self._serial)
        if self._auth.authenticated:
            self._send(data)
        else:
            self._waiting.append(data)

    def hear(self, heard: Callable[[Message], None]) -> None:
        """Call ``heard`` with each signal that ``listen`` asked for."""
        self._heard = heard

    def listen(self, interface: str, member: str, first: str = "") -> None:
        """Have signals of that name delivered; with ``first``, only those whose first value is that text."""
        self.ask_bus("AddMatch", "s", (_rule(interface, member, first),))

    def unlisten(self, interface: str, member: str, first: str = "") -> None:
        """Take back one ``listen`` with the same values."""
        self.ask_bus("RemoveMatch", "s", (_rule(interface, member, first),))

    def follow(self, name: str, owned: Callable[[str], None]) -> None:
        """Tell ``owned`` who has ``name`` now and after each change; "" is nobody.

        What comes from others is to be believed by this unique name: nobody else can have it.
        """
        self._followed[name] = owned
        rule = f"type='signal',sender='{BUS}',interface='{BUS}',member='NameOwnerChanged',arg0='{name}'"
        self.ask_bus("AddMatch", "s", (rule,))
        self.ask_bus("GetNameOwner", "s", (name,), lambda body, _: owned(str(body[0]) if body else ""))

    def own(self, name: str, answered: Answered = lambda *_: None) -> None:
        """Be known as ``name``; the reply's number is 1 when it is ours now, 2 when we wait in line."""
        self.ask_bus("RequestName", "su", (name, 0), answered)

    def start_service(self, name: str, answered: Answered) -> None:
        """Have the service ``name`` started, unless it runs, and hear when it does."""
        self.ask_bus("StartServiceByName", "su", (name, 0), answered)

    def ask_bus(self, method: str, signature: str, body: Body, answered: Answered = lambda *_: None) -> None:
        """Call ``method`` of the bus itself."""
        self.call(
            BUS,
            "/org/freedesktop/DBus",
            BUS,
            method,
            signature,
            body,
            answered,
        )

    def serve(self, asked: Asked) -> None:
        """Let ``asked`` answer the calls of other programs, which are refused otherwise."""
        self._served = asked

    @property
    def is_open(self) -> bool:
        """Whether it was neither closed nor lost."""
        return self._watch is not None

    def close(self) -> None:
        """Let the connection go; may be called twice."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
            self._socket.close()

    def _readable(self) -> None:
        try:
            data = self._socket.recv(_BYTES)
            if not data:
                raise ConnectionResetError("closed by the other side")
            self._take(data)
        except (BlockingIOError, InterruptedError):
            return
        except (OSError, ValueError, KeyError, IndexError) as problem:  # AuthenticationError is a ValueError
            self._lose(f"the connection to D-Bus was lost: {problem}")

    def _take(self, data: bytes) -> None:
        if not self._auth.authenticated:
            self._auth.feed(data)
            self._send(self._auth_data())
            if self._auth.authenticated:
                waiting, self._waiting = self._waiting, []
                self._send(b"".join(waiting))
            return
        try:
            messages = self._parser.feed(data)
        except (AssertionError, TypeError, struct.error) as problem:  # what jeepney meets in bytes that lie
            raise ValueError("what the bus sent is no message") from problem
        for message in messages:
            if self._watch is not None:
                self._deliver(message)

    def _auth_data(self) -> bytes:
        """``BEGIN`` stands ready once we are known, though the authenticator calls itself finished then."""
        from jeepney.auth import BEGIN

        return BEGIN if self._auth.authenticated else self._auth.data_to_send() or b""

    def _deliver(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        kind, fields = message.header.message_type, message.header.fields
        if kind is MessageType.signal:
            self._hear(message)
            return
        if kind is MessageType.method_call:
            self._answer(message)
            return
        answered = self._asked.pop(fields.get(HeaderFields.reply_serial, 0), None)
        if answered is None:
            return
        if kind is MessageType.method_return:
            answered(message.body, "")
        else:
            answered(None, str(message.body[0] if message.body else fields.get(HeaderFields.error_name)))

    def _hear(self, signal: Message) -> None:
        from jeepney import HeaderFields

        fields = signal.header.fields
        is_bus = fields.get(HeaderFields.sender) == BUS
        if (
            is_bus
            and fields.get(HeaderFields.member) == "NameOwnerChanged"
            and signal.body[0] in self._followed
        ):
            self._followed[signal.body[0]](signal.body[2])
        else:
            self._heard(signal)

    def _answer(self, call: Message) -> None:
        from jeepney import MessageFlag, new_error, new_method_return

        try:
            signature, body = self._served(call)
            reply = new_method_return(call, signature or None, body)
        except BusError as refusal:
            reply = new_error(call, "org.freedesktop.DBus.Error.Failed", "s", (refusal.reason,))
        if not call.header.flags & MessageFlag.no_reply_expected:
            self._serial += 1
            self._send(reply.serialise(serial=self._serial))

    def _send(self, data: bytes) -> None:
        try:
            self._socket.sendall(data)
        except OSError as problem:  # also a bus that does not read: a few hundred bytes always find room
            self._lose(f"D-Bus takes no questions: {problem}")

    def _lose(self, reason: str) -> None:
        if self._watch is not None:
            self.close()
            asked, self._asked = self._asked, {}
            for answered in asked.values():
                with contextlib.suppress(KeyError):
                    answered(None, reason)
            self._lost(reason)


def _rule(interface: str, member: str, first: str) -> str:
    rule = f"type='signal',interface='{interface}',member='{member}'"
    return f"{rule},arg0='{first}'" if first else rule


def _unix_socket() -> socket.socket:
    family = getattr(socket, "AF_UNIX", None)  # which Windows lacks, and D-Bus with it
    if family is None:
        raise BusError("there is no D-Bus on this system")
    return socket.socket(family)


def _refuse(_call: Message) -> tuple[str, Body]:
    raise BusError("nothing is served here")
