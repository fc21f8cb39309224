"""Global hotkeys on KDE Plasma, by its own service for them (kglobalaccel), which lives in KWin on Wayland.

The key does not reach the program that has the focus, and the answer to a registration says whether another
program has it and which. Why not by a script in KWin or the portal: docs/decisions/0033.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from triggers.bus_messages import Body, member_of, sender_of
from triggers.dbus import Answered, Bus, BusError
from triggers.hotkeys.base import HotkeyError, HotkeyTakenError, Tell, WaitsError, Wish
from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.qt_keys import qt_key
from triggers.loop import Handle, Loop

if TYPE_CHECKING:
    from jeepney import Message

SERVICE = "org.kde.kglobalaccel"
_PATH, _INTERFACE = "/kglobalaccel", "org.kde.KGlobalAccel"
_PRESSED = ("org.kde.kglobalaccel.Component", "globalShortcutPressed")
COMPONENT = "sidecue"
"""Under this name the keys stand in Plasma's settings."""

# SetPresent, and NoAutoloading: what our settings say counts, not what Plasma remembers of last time.
_FLAGS = 2 | 4

_PATIENCE = 5.0
"""Seconds for the service to be found, and to take chords."""

_AGAIN = 0.2
"""Seconds between two attempts while the service starts."""

_OTHER_WAY = "Set a shortcut to the command `sidecue palette` in the system settings."


class KWinHotkeys:
    """Registers chords with kglobalaccel. All answers come later, to ``tell``."""

    name = "kwin"

    def __init__(self, loop: Loop, tell: Tell = lambda *_: None, patience: float = _PATIENCE) -> None:
        """Connect. Raises HotkeyError where there is no session bus."""
        self._loop = loop
        self._tell = tell
        self._wanted: dict[Chord, Wish] = {}
        self._held: set[Chord] = set()  # of these, what the service says is ours
        self._service = ""  # the unique name of the service, "" while there is none
        try:
            self._bus: Bus | None = Bus(loop, "SESSION", self._lost)
        except BusError as problem:
            raise HotkeyError(problem.reason, problem.remedy) from problem
        self._bus.hear(self._heard)
        self._bus.listen(*_PRESSED)
        self._bus.follow(SERVICE, self._owned)
        self._patience = patience
        self._is_ready_at = 0.0  # a service that has just started has its name before it answers
        self._waiting: Handle | None = None
        self._await_service()

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:
        """As in HotkeyRegistrar; whether another program has the keys is told later."""
        parsed = parse_chord(chord)
        if self._bus is None:
            raise HotkeyError("KDE's service for shortcuts has gone", _OTHER_WAY)
        is_new = parsed not in self._wanted
        self._wanted[parsed] = Wish(chord, pressed, purpose)
        if is_new and self._service:
            self._take(parsed)
        return parsed in self._held

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar."""
        parsed = parse_chord(chord)
        if self._wanted.pop(parsed, None) is not None:
            self._release(parsed)

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        self._forget_waiting()
        for chord in self._wanted:
            self._release(chord)
        self._wanted.clear()
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    # --- the service ----------------------------------------------------------------------------------

    def _owned(self, owner: str) -> None:
        self._forget_waiting()
        was_there, self._service = bool(self._service), owner
        self._held.clear()
        if owner:
            self._is_ready_at = time.monotonic() + self._patience
            for chord in self._wanted:
                self._take(chord)
        elif was_there:
            self._await_service()  # it restarts with KWin, and gets our chords again
            for wish in list(self._wanted.values()):
                self._tell(wish.chord, WaitsError("KDE's service for shortcuts is starting again"))
        else:
            self._give_up(HotkeyError("KDE's service for shortcuts is not running here"))

    def _take(self, chord: Chord) -> None:
        if chord not in self._wanted:
            return
        action = [COMPONENT, str(chord), "Sidecue", self._wanted[chord].purpose or f"Sidecue: {chord.label}"]
        self._call("doRegister", "as", (action,))
        body = (action, [([qt_key(chord), 0, 0, 0],)], _FLAGS)
        self._call("setShortcutKeys", "asa(ai)u", body, partial(self._taken, chord))

    def _taken(self, chord: Chord, body: Body | None, reason: str) -> None:
        if chord not in self._wanted or not self._service:
            return  # not wanted any more, or KWin has gone meanwhile
        if body is None and time.monotonic() < self._is_ready_at:
            self._loop.call_later(_AGAIN, partial(self._take, chord))
        elif body is None:
            self._refuse(chord, HotkeyError(f"KDE refuses {chord.label}: {reason}", _OTHER_WAY))
        elif not any(qt_key(chord) in keys for (keys,) in body[0]):
            self._call("actionList", "(ai)", (([qt_key(chord), 0, 0, 0],),), partial(self._holder_is, chord))
        else:
            self._held.add(chord)
            self._tell(self._wanted[chord].chord, None)

    def _holder_is(self, chord: Chord, body: Body | None, reason: str) -> None:  # noqa: ARG002 # as Answered is
        """Another program has the keys; its name and what they do there are the last two of four."""
        holder = list(body[0])[2:4] if body else []
        whose = f" by {holder[0]} ({holder[1]})" if len(holder) == 2 and holder[0] else " by another program"
        remedy = f"Choose other keys in the settings, or free {chord.label} in the system settings."
        self._refuse(chord, HotkeyTakenError(f"{chord.label} is already used{whose}", remedy))

    def _refuse(self, chord: Chord, reason: HotkeyError) -> None:
        wish = self._wanted.pop(chord, None)
        if wish is not None:
            self._release(chord)
            self._tell(wish.chord, reason)

    def _release(self, chord: Chord) -> None:
        self._held.discard(chord)
        if self._service:
            self._call("unregister", "ss", (COMPONENT, str(chord)))

    def _call(
        self,
        method: str,
        signature: str,
        body: Body,
        answered: Answered = lambda *_: None,
    ) -> None:
        if self._bus is not None:
            self._bus.call(SERVICE, _PATH, _INTERFACE, method, signature, body, answered)

    def _heard(self, signal: Message) -> None:
        if member_of(signal) != _PRESSED or not self._service or sender_of(signal) != self._service:
            return
        component, name = signal.body[:2]
        for chord, wish in self._wanted.items():
            if component == COMPONENT and name == str(chord):
                self._loop.call_later(
                    0, wish.pressed
                )  # so that nothing it raises ends the reading of the bus

    # --- the end --------------------------------------------------------------------------------------

    def _lost(self, reason: str) -> None:
        self._service = ""
        self._give_up(HotkeyError(reason, "They are registered again once it is back; else log in again."))

    def _give_up(self, reason: HotkeyError) -> None:
        self._service = ""
        self.close()
        self._tell(None, reason)

    def _await_service(self) -> None:
        silent = HotkeyError("KDE's service for shortcuts does not answer", _OTHER_WAY)
        self._waiting = self._loop.call_later(self._patience, partial(self._give_up, silent))

    def _forget_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
