"""Events of the accessibility bus, over a connection of their own. Not for asking: see accessibility.py."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from triggers.accessible import Node, node_of
from triggers.bus_messages import Body
from triggers.dbus import Bus
from triggers.loop import Handle, Loop

if TYPE_CHECKING:
    from jeepney import Message

Kind = tuple[str, str, str]
Heard = Callable[[Kind, Node, Body], None]

FOCUSED = ("Object", "StateChanged", "focused")
RENAMED = ("Object", "PropertyChange", "accessible-name")
ACTIVATED = ("Window", "Activate", "")
DEACTIVATED = ("Window", "Deactivate", "")
LOADED = ("Document", "LoadComplete", "")
CARET = ("Object", "TextCaretMoved", "")

MANY = 500
"""Events of one kind in a second, after which that kind is not listened to for ``QUIET`` seconds.

A person causes a few dozen. Ten thousand a second would keep a processor busy with reading alone.
"""

QUIET = 2.0

REGISTRY, REGISTRY_PATH = "org.a11y.atspi.Registry", "/org/a11y/atspi/registry"

_EVENT = "org.a11y.atspi.Event."
# How the kinds of events are called when they are ordered; the bus then lets through what matches.
_ORDERED = {
    FOCUSED: "object:state-changed:focused",
    RENAMED: "object:property-change:accessible-name",
    ACTIVATED: "window:activate",
    DEACTIVATED: "window:deactivate",
    LOADED: "document:load-complete",
    CARET: "object:text-caret-moved",
}


class AccessibilityEvents:
    """Hears events of these ``kinds`` until it is closed. Raises BusError when no bus is at ``address``.

    ``ordered`` is called when they may come, ``lost`` when the bus has gone, and ``rested`` when events were
    not listened to for a while, because there were too many.

    As long as anybody orders any kind, GTK and Qt prepare events of all kinds, a quarter of a millisecond for
    each letter that is typed. GTK stops only when the connection is closed, not when the order is taken back.
    """

    def __init__(
        self,
        loop: Loop,
        address: str,
        kinds: Sequence[Kind],
        heard: Heard,
        ordered: Callable[[], None],
        lost: Callable[[str], None],
        rested: Callable[[], None],
    ) -> None:
        self._loop, self._kinds, self._heard, self._rested = loop, tuple(kinds), heard, rested
        self._counts: dict[Kind, tuple[int, int]] = {}
        self._quiet: dict[Kind, Handle] = {}
        self._bus = Bus(loop, address, lost)
        self._bus.hear(self._hear)
        for kind in self._kinds:
            self._listen(kind)
            order = (REGISTRY, REGISTRY_PATH, REGISTRY, "RegisterEvent", "s", (_ORDERED[kind],))
            self._bus.call(*order, answered=(lambda *_: ordered()) if kind == self._kinds[-1] else _ignored)

    def close(self) -> None:
        """Hear no more; may be called twice."""
        for handle in self._quiet.values():
            handle.cancel()
        self._quiet.clear()
        self._bus.close()

    def _listen(self, kind: Kind) -> None:
        self._bus.listen(_EVENT + kind[0], kind[1], kind[2])

    def _hear(self, message: Message) -> None:
        from jeepney import HeaderFields

        fields = message.header.fields
        interface, member = str(fields.get(HeaderFields.interface, "")), fields.get(HeaderFields.member)
        first = str(message.body[0]) if message.body else ""
        node = node_of((fields.get(HeaderFields.sender), fields.get(HeaderFields.path)))
        for kind in self._kinds:
            if (_EVENT + kind[0], kind[1]) == (interface, member) and kind[2] in ("", first):
                if node is not None and not self._is_too_much(kind):
                    self._heard(kind, node, tuple(message.body))
                return

    def _is_too_much(self, kind: Kind) -> bool:
        if kind in self._quiet:
            return True
        second = int(time.monotonic())
        since, count = self._counts.get(kind, (second, 0))
        self._counts[kind] = (second, 1 if since != second else count + 1)
        if self._counts[kind][1] <= MANY:
            return False
        self._bus.unlisten(_EVENT + kind[0], kind[1], kind[2])
        self._quiet[kind] = self._loop.call_later(QUIET, lambda: self._listen_again(kind))
        return True

    def _listen_again(self, kind: Kind) -> None:
        del self._quiet[kind], self._counts[kind]
        self._listen(kind)
        self._rested()


def _ignored(*_: object) -> None:
    """Nothing is to be done with that answer."""
