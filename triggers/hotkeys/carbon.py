"""Global hotkeys on macOS, registered with the system: it tells us these keys and no others. Reads no typing.

Needs no permission. Untested for lack of a macOS: see docs/platforms.md. What the system keeps for itself,
such as Cmd+Space for Spotlight, it lets be registered and never tells: nothing here can notice that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from triggers.hotkeys.base import HotkeyError, HotkeyTakenError, Tell
from triggers.hotkeys.carbon_keys import ISO_KEY, OTHERS, SIGNS
from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.keys import KEYS
from triggers.loop import Loop
from triggers.macos_carbon import (
    COMMAND,
    CONTROL,
    HOTKEY_EXISTS,
    OPTION,
    SHIFT,
    Carbon,
    CarbonError,
    Registration,
    load_carbon,
)
from triggers.selection import NotHereError

_MASKS = {"ctrl": CONTROL, "alt": OPTION, "shift": SHIFT, "super": COMMAND}


@dataclass(slots=True)
class _Binding:
    number: int
    chord: Chord
    written: str  # the chord as it was registered
    pressed: Callable[[], None]
    code: int
    registration: Registration = None


class CarbonHotkeys:
    """Registers chords with RegisterEventHotKey. ``tell`` hears of those a layout lacks, and has again."""

    name = "carbon"

    def __init__(
        self, loop: Loop, tell: Tell = lambda *_: None, load: Callable[[], Carbon] = load_carbon
    ) -> None:
        """Begin to listen. Raises HotkeyError where this is no macOS."""
        self._loop = loop
        self._tell = tell
        self._bindings: dict[Chord, _Binding] = {}
        self._count = 0
        try:
            self._carbon = load()
            self._stop: Callable[[], None] | None = self._carbon.listen(self._pressed, self._layout_changed)
        except NotHereError as problem:
            raise HotkeyError(problem.reason, problem.remedy) from problem
        except CarbonError as refusal:
            raise HotkeyError(f"Hotkeys cannot be listened for: {refusal}") from refusal

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:  # noqa: ARG002 # the Protocol's
        """As in HotkeyRegistrar; registering a chord again replaces what it does."""
        parsed = parse_chord(chord)
        known = self._bindings.get(parsed)
        if known is not None:
            known.written, known.pressed = chord, pressed
            return known.registration is not None
        self._count += 1
        binding = _Binding(self._count, parsed, chord, pressed, self._code(parsed))
        self._take(binding)
        self._bindings[parsed] = binding
        return True

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar."""
        binding = self._bindings.pop(parse_chord(chord), None)
        if binding is not None:
            self._release(binding)

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        for binding in self._bindings.values():
            self._release(binding)
        self._bindings.clear()
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _code(self, chord: Chord) -> int:
        """The key of ``chord``: the one with its sign on this layout, else its place on a US keyboard."""
        if chord.key in OTHERS:
            return OTHERS[chord.key]
        if chord.key not in SIGNS:
            raise HotkeyError(
                f"{chord.label} is on no key of a Mac's keyboard", "Choose a letter, Space, or F1 to F20."
            )
        signs = self._carbon.signs([*SIGNS.values(), ISO_KEY])
        return signs.get(KEYS[chord.key].label.lower(), SIGNS[chord.key])

    def _take(self, binding: _Binding) -> None:
        mask = sum(_MASKS[name] for name in binding.chord.modifiers)
        try:
            binding.registration = self._carbon.register(binding.number, binding.code, mask)
        except CarbonError as refusal:
            if refusal.status == HOTKEY_EXISTS:
                raise HotkeyTakenError(
                    f"{binding.chord.label} is already used by another program",
                    f"Choose other keys in the settings, or free {binding.chord.label} in the other program.",
                ) from refusal
            raise HotkeyError(f"{binding.chord.label} cannot be registered: {refusal}") from refusal

    def _release(self, binding: _Binding) -> None:
        if binding.registration is not None:
            self._carbon.unregister(binding.registration)
            binding.registration = None

    def _pressed(self, number: int) -> None:
        for binding in self._bindings.values():
            if binding.number == number:
                # Through the loop, so that nothing it raises ends in the system's callback.
                self._loop.call_later(0, binding.pressed)

    def _layout_changed(self) -> None:
        """Follow each sign to its new key, all released first: two may change places."""
        moved = [
            one
            for one in self._bindings.values()
            if one.registration is None or self._code(one.chord) != one.code
        ]
        lost = [one for one in moved if one.registration is None]
        for binding in moved:
            self._release(binding)
        for binding in moved:
            binding.code = self._code(binding.chord)
            try:
                self._take(binding)
            except HotkeyError as problem:
                self._tell(binding.written, problem)
            else:
                if binding in lost:
                    self._tell(binding.written, None)
