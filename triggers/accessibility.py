"""The accessibility bus of a Linux desktop: found, switched on while we listen, left as it was.

For window sources and for detail alike. What is asked of applications over it is in accessible.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from triggers.accessibility_events import REGISTRY, AccessibilityEvents, Heard, Kind
from triggers.accessibility_mark import Mark
from triggers.accessible import Asking, Node, Result, Steps
from triggers.bus_messages import Body, plain, sender_of
from triggers.dbus import BUS, Bus, BusError
from triggers.loop import Handle, Loop

if TYPE_CHECKING:
    from jeepney import Message

MISSING = "Install at-spi2-core, or the package of that name on your system, and log in again."
GONE = "Nothing to do if the desktop starts it again; otherwise log out and in."

SWITCHED_OFF = (
    "Switch accessibility on again in the settings of the desktop, or detail off in those of Sidecue."
)

AGAIN = (0.03, 0.03, 0.06, 0.1, 0.3, 1.0, 2.0)
"""Seconds after which a window that was not found is looked for again: its application may be starting.

What GTK tells before it has registered at the bus is lost, the activation of its first window included.
"""

PATIENCE = 10.0
"""Seconds until events have to be ordered; starting the services takes tenths of a second."""

DOUBT = 3.0
"""Seconds that the bus itself gets for an answer, once an application has not given any."""

_BUS, _BUS_PATH = "org.a11y.Bus", "/org/a11y/bus"
_STATUS = "org.a11y.Status"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_PROCESSES = 256

Lost = Callable[[str, str], None]

DESKTOP = Node(REGISTRY, "/org/a11y/atspi/accessible/root")
"""Its children are the applications."""


class AccessibilityBus:
    """``start`` orders the ``kinds`` of events; ``ready`` hears when they may come, ``lost`` once at most.

    Without any kinds it costs applications nothing but the questions: see accessibility_events.py.

    ``rested`` is called when events were not listened to for a while, because there were too many.
    """

    def __init__(
        self,
        loop: Loop,
        kinds: Sequence[Kind],
        heard: Heard,
        ready: Callable[[], None],
        lost: Lost,
        rested: Callable[[], None] = lambda: None,
    ) -> None:
        self._loop, self._kinds = loop, tuple(kinds)
        self._heard, self._ready, self._lost, self._rested = heard, ready, lost, rested
        self._session: Bus | None = None
        self._bus: Bus | None = None
        self._switch: _Switch | None = None
        self._teller = ""  # who alone is believed about the switch
        self._closed = False
        self._address = ""  # once events may be ordered
        self._events: AccessibilityEvents | None = None
        self._starting: Handle | None = None
        self._doubting: Handle | None = None
        self._watched = ""
        self._ended: Callable[[], None] = lambda: None
        self._pids: dict[str, int] = {}

    def start(self) -> None:
        """Begin. Raises BusError if there is no session bus; what fails later is told to ``lost``."""
        session = self._session = Bus(self._loop, "SESSION", lambda reason: self._lose(reason, GONE))
        self._starting = self._loop.call_later(PATIENCE, self._hangs)
        session.start_service(_BUS, self._found)

    def order(self, kinds: Sequence[Kind]) -> None:
        """Hear of these kinds of events from now on, and of no others."""
        before, self._kinds = self._kinds, tuple(kinds)
        if self._address and before != self._kinds:
            self._order()

    def ask(self, steps: Steps[Result], done: Callable[[Result], None]) -> Asking[Result] | None:
        """Lead ``steps`` through their questions; None while there is no bus."""
        return Asking(self._loop, self._bus, steps, done, self._doubt) if self._bus is not None else None

    def with_pid(self, sender: str, told: Callable[[int], None]) -> None:
        """Tell the process number of an application, 0 if it has gone; at once if it is known."""
        known = self._pids.get(sender)
        if known is not None:
            told(known)
        elif self._bus is not None:
            self._bus.ask_bus(
                "GetConnectionUnixProcessID", "s", (sender,), lambda body, _: told(self._learn(sender, body))
            )

    def watch_end(self, sender: str, ended: Callable[[], None]) -> None:
        """Tell when that application ends; from now on of this one alone."""
        if self._bus is not None:
            if self._watched:
                self._bus.unlisten(BUS, "NameOwnerChanged", self._watched)
            self._watched, self._ended = sender, ended
            self._bus.listen(BUS, "NameOwnerChanged", sender)

    def close(self) -> None:
        """Leave accessibility as it was; may be called twice."""
        self._closed = True
        self._started()
        self._trust()
        if self._switch is not None:
            self._switch.release()
            self._switch = None
        for bus in (self._events, self._bus, self._session):
            if bus is not None:
                bus.close()
        self._events = self._bus = self._session = None
        self._address = ""

    def _started(self) -> None:
        if self._starting is not None:
            self._starting.cancel()
            self._starting = None

    def _hangs(self) -> None:
        self._starting = None
        self._lose(f"the accessibility bus has not answered for {PATIENCE:g} seconds", GONE)

    def _doubt(self) -> None:
        """An application has not answered: is it the application, or the bus?"""
        if self._doubting is None and self._starting is None and self._bus is not None:
            self._doubting = self._loop.call_later(DOUBT, self._silent)
            self._bus.ask_bus("GetId", "", (), lambda *_: self._trust())

    def _trust(self) -> None:
        if self._doubting is not None:
            self._doubting.cancel()
            self._doubting = None

    def _silent(self) -> None:
        self._doubting = None
        self._lose("the accessibility bus does not answer", GONE)

    def _learn(self, sender: str, body: Body | None) -> int:
        pid = body[0] if body and isinstance(body[0], int) else 0
        if pid:
            if len(self._pids) >= _PROCESSES:
                self._pids.clear()
            self._pids[sender] = pid
        return pid

    def _found(self, body: Body | None, reason: str) -> None:
        if body is None:
            self._lose(f"this desktop has no accessibility bus: {reason}", MISSING)
        elif self._session is not None:
            self._session.hear(self._hear_session)
            self._session.follow(_BUS, self._is_told_by)
            self._session.listen(_PROPERTIES, "PropertiesChanged", _STATUS)
            self._session.call(_BUS, _BUS_PATH, _BUS, "GetAddress", answered=self._connect)

    def _connect(self, body: Body | None, reason: str) -> None:
        address = plain(body) if body else None
        if not isinstance(address, str) or not address:
            self._lose(f"the accessibility bus has no address: {reason or 'it is empty'}", MISSING)
            return
        try:
            bus = self._bus = Bus(self._loop, address, lambda reason: self._lose(reason, GONE))
        except BusError as problem:
            self._lose(f"the accessibility bus cannot be reached: {problem.reason}", MISSING)
            return
        bus.hear(self._hear)
        bus.listen(BUS, "NameOwnerChanged", REGISTRY)
        bus.start_service(REGISTRY, lambda body, reason: self._registered(address, body, reason))

    def _registered(self, address: str, body: Body | None, reason: str) -> None:
        if body is None:
            self._lose(f"the accessibility registry does not start: {reason}", MISSING)
        else:
            self._address = address
            self._order()

    def _switch_on(self) -> None:
        # Not before the bus has answered: toolkits that are switched on wait for a bus that hangs, Qt within
        # this very process too, where that would stop the GUI.
        if self._session is not None and self._switch is None:
            self._switch = _Switch(self._session, self._refuse, self._begin)

    def _order(self) -> None:
        if self._events is not None:
            self._events.close()
            self._events = None
        if not self._kinds:
            self._switch_on()
            return
        try:
            self._events = AccessibilityEvents(
                self._loop,
                self._address,
                self._kinds,
                self._heard,
                self._switch_on,
                lambda reason: self._lose(reason, GONE),
                self._rested,
            )
        except BusError as problem:
            self._lose(f"the accessibility bus cannot be reached: {problem.reason}", MISSING)

    def _begin(self) -> None:
        self._started()
        self._ready()

    def _hear(self, message: Message) -> None:
        if sender_of(message) != BUS:
            return  # what anybody else says of who has ended is a lie
        name, owner = (message.body[0], message.body[2]) if len(message.body) == 3 else ("", "")
        if name == REGISTRY and not owner:
            self._lose("the accessibility registry has ended", GONE)
        elif name == self._watched and not owner:
            self._ended()

    def _hear_session(self, message: Message) -> None:
        if not self._teller or sender_of(message) != self._teller:
            return
        changed = message.body[1] if len(message.body) > 1 else None
        if isinstance(changed, dict) and changed.get("ScreenReaderEnabled") == ("b", True):
            _Switch.leave_on()  # somebody needs it from now on, whatever was before us
        if isinstance(changed, dict) and "IsEnabled" in changed and self._switch is not None:
            self._switch.hear(on=changed["IsEnabled"] == ("b", True))

    def _is_told_by(self, owner: str) -> None:
        self._teller = owner

    def _refuse(self) -> None:
        self._lose("accessibility was switched off on this desktop", SWITCHED_OFF)

    def _lose(self, reason: str, remedy: str) -> None:
        if not self._closed:
            self.close()
            self._lost(reason, remedy)


def undo_after_crash(loop: Loop) -> None:
    """Where there is a mark: switch accessibility off, unless another process of ours needs it."""

    def done(*_: object) -> None:
        bus.close()

    bus = AccessibilityBus(loop, (), done, done, done)
    with suppress(BusError):  # there is no session bus: the next start may have one
        bus.start()


class _Switch:
    """Holds accessibility switched on, which makes Qt and browsers speak. The last that lets go restores it.

    The switch is one for the whole desktop, so what is known of it is kept once for the whole process, and
    what other processes of ours have to know stands in the mark.
    """

    holders = 0
    was_off = False
    is_on = False  # until then it may still be told that we switched it off the time before
    refused = False  # a person switched it off while we held it, and only a person may switch it on again
    mark = Mark()

    def __init__(self, session: Bus, refuse: Callable[[], None], begin: Callable[[], None]) -> None:
        """``begin`` hears once that it is on; some browsers look only while they start."""
        self._session, self._refuse, self._begin = session, refuse, begin
        self._held = True
        _Switch.holders += 1
        if _Switch.holders == 1:
            _Switch.is_on = False
            # Before asking: from then on no other of ours switches it off.
            _Switch.was_off = _Switch.mark.take()
        session.call(_BUS, _BUS_PATH, _PROPERTIES, "GetAll", "s", (_STATUS,), self._answered)

    @classmethod
    def leave_on(cls) -> None:
        """It is not for us to switch it off any more."""
        cls.was_off = False
        cls.mark.let_go(remove=True)

    def hear(self, *, on: bool) -> None:
        """Somebody has switched it; we perhaps."""
        if not on and _Switch.is_on:
            _Switch.refused = True
            self.leave_on()
            self._refuse()

    def release(self) -> None:
        """Let go; may be called twice."""
        if self._held:
            self._held = False
            _Switch.holders -= 1
            if not _Switch.holders:
                restores = _Switch.was_off and _Switch.mark.is_mine_alone()
                if restores:
                    self._set(on=False)
                # Where the session bus has gone nobody was told: the next one of ours will have to do it.
                _Switch.mark.let_go(remove=restores and self._session.is_open)

    def _answered(self, body: Body | None, _reason: str) -> None:
        told = body[0] if body else None
        if not self._held:
            return
        if not isinstance(told, dict) or "IsEnabled" not in told:
            self._begin()
        elif told["IsEnabled"] == ("b", True):
            _Switch.is_on, _Switch.refused = True, False
            if told.get("ScreenReaderEnabled") == ("b", True):
                self.leave_on()  # somebody came to need it after an earlier process of ours had crashed
            self._begin()
        elif _Switch.refused:
            self._refuse()
        else:
            _Switch.was_off = True
            _Switch.mark.make()
            self._set(on=True)

    def _set(self, *, on: bool) -> None:
        def done(body: Body | None, _reason: str) -> None:
            _Switch.is_on = on and body is not None
            if on and self._held:
                self._begin()

        arguments = (_STATUS, "IsEnabled", ("b", on))
        self._session.call(_BUS, _BUS_PATH, _PROPERTIES, "Set", "ssv", arguments, done)
