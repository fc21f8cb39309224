"""Global hotkeys on Windows, registered with the system: it sends us these keys alone. Reads no typing.

Windows tells the thread that registered them, so that is triggers/win32_thread.py's.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from triggers.hotkeys.advice import advice
from triggers.hotkeys.base import HotkeyError, HotkeyTakenError, TellLost
from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.win32_keys import RESERVED, code_of, flags_of
from triggers.loop import Loop
from triggers.selection import NotHereError
from triggers.win32 import last_error, library
from triggers.win32_thread import HOTKEY, MessageThread

_ALREADY_REGISTERED = 1409  # ERROR_HOTKEY_ALREADY_REGISTERED


@dataclass(slots=True)
class _Binding:
    id: int
    pressed: Callable[[], None]


class Win32Hotkeys:
    """Registers chords by RegisterHotKey."""

    name = "win32"

    def __init__(self, loop: Loop, tell_lost: TellLost = lambda *_: None) -> None:  # noqa: ARG002 # the Factory's
        """Start the thread. Raises HotkeyError where there is no Windows."""
        self._loop = loop
        self._bindings: dict[Chord, _Binding] = {}
        self._ids = itertools.count(1)
        self._thread = MessageThread("sidecue-hotkeys", _Ear(self._hear))
        try:
            self._thread.start()
        except NotHereError as problem:
            raise HotkeyError(problem.reason, problem.remedy) from problem

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:  # noqa: ARG002 # the Protocol's
        """As in HotkeyRegistrar; registering a chord again replaces what it does."""
        parsed = parse_chord(chord)
        if parsed in self._bindings:
            self._bindings[parsed].pressed = pressed
            return True
        if str(parsed) in RESERVED:
            raise HotkeyError(
                f"Windows keeps {parsed.label} for itself: it {RESERVED[str(parsed)]}",
                "Choose other keys in the settings.",
            )
        number = next(self._ids)
        problem = self._take(number, parsed)
        if problem == _ALREADY_REGISTERED:
            raise HotkeyTakenError(
                f"{parsed.label} is already used by another program", advice(parsed, self._is_free)
            )
        if problem:
            raise HotkeyError(
                f"Windows refuses {parsed.label} (error {problem})", "Choose other keys in the settings."
            )
        self._bindings[parsed] = _Binding(number, pressed)
        return True

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar."""
        binding = self._bindings.pop(parse_chord(chord), None)
        if binding is not None:
            self._thread.post(partial(_give_back, binding.id))

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        self._bindings.clear()
        self._thread.close()  # Windows takes back what a thread had

    def _take(self, number: int, chord: Chord) -> int:
        """Register; 0, or the error of Windows."""
        try:
            return self._thread.ask(partial(_register, number, flags_of(chord), code_of(chord)))
        except NotHereError as problem:
            raise HotkeyError(problem.reason, problem.remedy) from problem

    def _is_free(self, chord: Chord) -> bool:
        if chord in self._bindings or str(chord) in RESERVED:
            return False
        number = next(self._ids)
        if self._take(number, chord):
            return False
        self._thread.post(partial(_give_back, number))
        return True

    def _hear(self, number: int) -> None:
        """In the thread: a key was pressed."""
        self._loop.call_threadsafe(partial(self._fire, number))

    def _fire(self, number: int) -> None:
        for binding in self._bindings.values():
            if binding.id == number:
                # Through the loop, so that what it raises ends nothing else.
                self._loop.call_later(0, binding.pressed)


class _Ear:
    """The part in the thread: tells ``hear`` the number of a hotkey that was pressed."""

    def __init__(self, hear: Callable[[int], None]) -> None:
        self._hear = hear

    def attach(self, thread: MessageThread) -> None:
        """As in Owner."""

    def begin(self) -> None:
        """As in Owner."""

    def message(self, number: int, parameter: int) -> None:
        """As in Owner."""
        if number == HOTKEY:
            self._hear(parameter)

    def failed(self, problem: Exception) -> None:
        """As in Owner: nothing here may fail; jobs answer for themselves."""

    def end(self) -> None:
        """As in Owner."""


def _register(number: int, flags: int, code: int) -> int:
    return 0 if library("user32").RegisterHotKey(None, number, flags, code) else last_error() or -1


def _give_back(number: int) -> None:
    library("user32").UnregisterHotKey(None, number)
