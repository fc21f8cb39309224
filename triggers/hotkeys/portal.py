"""Global hotkeys by the desktop's portal, org.freedesktop.portal.GlobalShortcuts. Asks the person first.

One session and one dialog for all chords that are registered at about the same time. The desktop may give
other keys than ours: then it is told which. Everything is answered later, by ``tell``.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from triggers.bus_messages import Body, member_of, sender_of
from triggers.dbus import Answered, Bus, BusError
from triggers.hotkeys.base import HotkeyError, OtherKeysError, Tell, WaitsError, Wish
from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.keys import KEYS, MODIFIERS, OTHER_NAMES
from triggers.loop import Handle, Loop

if TYPE_CHECKING:
    from jeepney import Message

PORTAL = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_RESPONSE = ("org.freedesktop.portal.Request", "Response")
_ACTIVATED = (_SHORTCUTS, "Activated")
_CLOSED = ("org.freedesktop.portal.Session", "Closed")
APP_ID = "sidecue"

_GATHER = 0.2
"""Seconds in which further chords come into the same dialog."""

_RESTART = 1.0
"""Seconds after which a portal that crashed is started again."""

_PATIENCE = 10.0
"""Seconds for the portal to start and to open a session; the dialog may stand open as long as it likes."""

_OTHER_WAY = "Set a shortcut to the command `sidecue palette` in the desktop's keyboard settings."
_SPEC_MODIFIERS = {"ctrl": "CTRL", "alt": "ALT", "shift": "SHIFT", "super": "LOGO"}
_ALSO = OTHER_NAMES | {"logo": "super", "strg": "ctrl", "umschalt": "shift"}


class PortalHotkeys:
    """Registers chords with the portal of this session."""

    name = "portal"

    def __init__(self, loop: Loop, tell: Tell = lambda *_: None, patience: float = _PATIENCE) -> None:
        """Connect. Raises HotkeyError where there is no session bus."""
        self._loop, self._tell, self._patience = loop, tell, patience
        self._wanted: dict[Chord, Wish] = {}
        self._offered: frozenset[Chord] = frozenset()  # what the present session was opened for
        self._answers: dict[Chord, HotkeyError | None] = {}  # what came of it; None is good
        self._portal = ""  # the unique name of the portal, "" while there is none
        self._session = ""  # the path of the session, "" while there is none
        self._request: tuple[str, Callable[[int, dict[str, Any]], None]] | None = None  # token, and who waits
        self._gathering: Handle | None = None
        try:
            self._bus: Bus | None = Bus(loop, "SESSION", self._bus_lost)
        except BusError as problem:
            raise HotkeyError(problem.reason, problem.remedy) from problem
        self._bus.hear(self._heard)
        for interface, member in (_RESPONSE, _ACTIVATED, _CLOSED):
            self._bus.listen(interface, member)
        self._bus.follow(PORTAL, self._owned)
        self._waiting: Handle | None = loop.call_later(patience, self._silent)

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:
        """As in HotkeyRegistrar; the desktop asks the person, and what comes of it is told later."""
        parsed = parse_chord(chord)
        if self._bus is None:
            raise HotkeyError("The desktop's portal has gone", _OTHER_WAY)
        self._wanted[parsed] = Wish(chord, pressed, purpose)
        if parsed not in self._offered:
            self._gather()
        elif parsed in self._answers:
            self._loop.call_later(0, partial(self._answer, parsed))
        return False

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar. The session stays: taking the chord up again must not ask once more."""
        self._wanted.pop(parse_chord(chord), None)

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        for timer in (self._waiting, self._gathering):
            if timer is not None:
                timer.cancel()
        self._waiting = self._gathering = None
        self._wanted.clear()
        self._end_session()
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    # --- the portal comes and goes --------------------------------------------------------------------

    def _owned(self, owner: str) -> None:
        was_there, self._portal = bool(self._portal), owner
        if self._gathering is not None:
            self._gathering.cancel()
            self._gathering = None
        for chord, refusal in self._answers.items():
            if refusal is not None and not isinstance(refusal, OtherKeysError):
                self._wanted.pop(chord, None)  # the person is not asked twice
        self._forget_session()
        if owner:
            # Newer portals learn by this which program asks; older ones do not know the question.
            self._call(_PATH, "org.freedesktop.host.portal.Registry", "Register", "sa{sv}", (APP_ID, {}))
            self._gather()
        elif was_there:
            self._gathering = self._loop.call_later(_RESTART, self._start)
            self._tell_waits()
        else:
            self._start()

    def _start(self) -> None:
        """Portals run when the first program asks for one."""
        self._gathering = None
        if self._bus is not None:
            self._bus.start_service(PORTAL, self._started)

    def _started(self, body: Body | None, reason: str) -> None:
        if body is None:
            self._give_up(HotkeyError(f"This desktop has no portal: {reason}"))

    def _gather(self) -> None:
        if not self._portal:
            return
        if not self._wanted:
            self._forget_waiting()
        elif self._gathering is None:
            self._gathering = self._loop.call_later(_GATHER, self._open)

    def _open(self) -> None:
        """Open a session for all chords; a session may be bound once, so more chords need another one."""
        self._gathering = None
        if not self._wanted.keys() - self._offered:
            return
        self._end_session()
        self._offered = frozenset(self._wanted)
        self._forget_waiting()
        self._waiting = self._loop.call_later(self._patience, self._silent)
        self._tell_waits()
        session = secrets.token_hex(8)
        self._ask("CreateSession", "a{sv}", (), {"session_handle_token": ("s", session)}, self._opened)

    def _opened(self, status: int, results: dict[str, Any]) -> None:
        self._forget_waiting()
        self._session = str(results.get("session_handle", ("s", ""))[1])
        if status or not self._session:
            self._give_up(HotkeyError("The desktop's portal opens no session for shortcuts"))
            return
        shortcuts = [
            (
                str(chord),
                {
                    "description": ("s", f"Sidecue: {self._purpose(chord)}"),
                    "preferred_trigger": ("s", _trigger(chord)),
                },
            )
            for chord in self._offered
        ]
        self._ask("BindShortcuts", "oa(sa{sv})sa{sv}", (self._session, shortcuts, ""), {}, self._bound)

    def _bound(self, status: int, results: dict[str, Any]) -> None:
        found = results.get("shortcuts", ("a(sa{sv})", []))[1]
        given = {name: str(about.get("trigger_description", ("s", ""))[1]) for name, about in found}
        for chord in self._offered:
            self._answers[chord] = _problem(chord, given.get(str(chord)) if status == 0 else None)
            self._answer(chord)

    def _answer(self, chord: Chord) -> None:
        if chord in self._wanted and chord in self._answers:
            self._tell(self._wanted[chord].chord, self._answers[chord])

    def _tell_waits(self) -> None:
        for wish in list(self._wanted.values()):
            self._tell(wish.chord, WaitsError("The desktop's portal is being asked for it"))

    def _purpose(self, chord: Chord) -> str:
        wish = self._wanted.get(chord)
        return wish.purpose if wish is not None and wish.purpose else chord.label

    # --- talking to it --------------------------------------------------------------------------------

    def _ask(
        self,
        method: str,
        signature: str,
        arguments: Body,
        options: dict[str, Any],
        answered: Callable[[int, dict[str, Any]], None],
    ) -> None:
        """Ask for something that is answered by a signal, whose path ends with a token of ours."""
        token = secrets.token_hex(8)
        self._request = token, answered
        body = (*arguments, {**options, "handle_token": ("s", token)})
        self._call(_PATH, _SHORTCUTS, method, signature, body, partial(self._replied, token))

    def _replied(self, token: str, body: Body | None, reason: str) -> None:
        if body is None and self._request is not None and self._request[0] == token:
            self._request = None
            self._give_up(HotkeyError(f"This desktop's portal registers no shortcuts: {reason}"))

    def _call(
        self,
        path: str,
        interface: str,
        method: str,
        signature: str = "",
        body: Body = (),
        answered: Answered = lambda *_: None,
    ) -> None:
        if self._bus is not None:
            self._bus.call(PORTAL, path, interface, method, signature, body, answered)

    def _heard(self, signal: Message) -> None:
        from jeepney import HeaderFields

        if not self._portal or sender_of(signal) != self._portal:
            return
        what, path = member_of(signal), str(signal.header.fields.get(HeaderFields.path, ""))
        if what == _RESPONSE and self._request is not None and path.endswith(f"/{self._request[0]}"):
            (_, answered), self._request = self._request, None
            answered(*signal.body)
        elif what == _ACTIVATED and signal.body[0] == self._session:
            self._pressed(signal.body[1])
        elif what == _CLOSED and path == self._session:
            self._forget_session()
            lost = HotkeyError("The desktop has taken Sidecue's shortcuts back", _OTHER_WAY)
            for wish in list(self._wanted.values()):
                self._tell(wish.chord, lost)

    def _pressed(self, name: str) -> None:
        for chord, wish in self._wanted.items():
            if name == str(chord):
                self._loop.call_later(
                    0, wish.pressed
                )  # so that nothing it raises ends the reading of the bus

    def _end_session(self) -> None:
        if self._session:
            self._call(self._session, "org.freedesktop.portal.Session", "Close")
        self._forget_session()

    def _forget_session(self) -> None:
        self._session, self._offered, self._request = "", frozenset(), None
        self._answers.clear()

    # --- the end --------------------------------------------------------------------------------------

    def _silent(self) -> None:
        self._give_up(HotkeyError("The desktop's portal does not answer", _OTHER_WAY))

    def _bus_lost(self, reason: str) -> None:
        self._portal = self._session = ""
        self._give_up(HotkeyError(reason, "They are registered again once it is back; else log in again."))

    def _give_up(self, reason: HotkeyError) -> None:
        self.close()
        self._tell(None, reason)

    def _forget_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


def _trigger(chord: Chord) -> str:
    """The chord as the shortcuts specification of freedesktop.org spells it: "CTRL+ALT+space"."""
    modifiers = [_SPEC_MODIFIERS[name] for name in MODIFIERS if name in chord.modifiers]
    return "+".join([*modifiers, KEYS[chord.key].keysym])


def _problem(chord: Chord, keys: str | None) -> HotkeyError | None:
    """What is wrong with the keys that the desktop gave for ``chord``; None is none at all."""
    if keys is None:
        return HotkeyError(f"{chord.label} was not allowed in the desktop's dialog", _OTHER_WAY)
    if not keys:
        remedy = "Give Sidecue's shortcut keys in the desktop's keyboard settings."
        return OtherKeysError(f"The desktop gave {chord.label} no keys", remedy)
    if not means(keys, chord):
        remedy = f"Press {keys}, or change it in the desktop's keyboard settings."
        return OtherKeysError(f"The desktop chose other keys for it: {keys}", remedy)
    return None


def means(keys: str, chord: Chord) -> bool:
    """Whether ``keys``, a desktop's own words ("Press <Control><Alt>space"), describe ``chord``."""
    words = [word for word in re.split(r"[^\w.,/;'\\`=\[\]-]+", keys.lower()) if word]
    names = {_ALSO.get(word, word) for word in words}
    keysym = KEYS[chord.key].keysym.lower()
    return names & MODIFIERS.keys() == chord.modifiers and bool(names & {chord.key, keysym})
