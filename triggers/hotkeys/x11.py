"""Global hotkeys on X11, registered with the server: it sends us these keys and no others. Reads no typing.

A registered key does not reach the program that has the focus, another program's registration is told as
a conflict, and nothing runs here until the key is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from Xlib import X
from Xlib.protocol import rq

from triggers.hotkeys.advice import advice
from triggers.hotkeys.base import HotkeyError, HotkeyTakenError, Tell
from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.x11_grabs import grab, ungrab
from triggers.hotkeys.x11_keymap import Combination, read_keymap
from triggers.loop import Handle, Loop
from triggers.xdisplay import ConnectionLostError, NoXServerError, XConnection, open_x11

_SETTLED = 0.15
"""Seconds: a change of layout arrives as a burst of notices."""

_TRY_AGAIN = (0.3, 1.0, 3.0)
"""Seconds between attempts after a change of layout: the window manager may still hold its old keys."""


@dataclass(slots=True)
class _Binding:
    chord: Chord
    written: str  # the chord as it was registered
    pressed: Callable[[], None]
    held: Combination | None = None
    before: Combination | None = None  # where it was last, for layouts without its sign
    is_lost: bool = False  # to a change of the layout, and that was told


class X11Hotkeys:
    """Registers chords by XGrabKey. ``tell`` hears of keys that are lost later on, and work again."""

    name = "x11"

    def __init__(
        self,
        loop: Loop,
        tell: Tell = lambda *_: None,
        connect: Callable[[], XConnection] = open_x11,
    ) -> None:
        """Connect. Raises HotkeyError where the X server cannot register keys for the whole session."""
        self._loop = loop
        self._tell = tell
        self._is_gone = False
        try:
            self._connection = connect()
            self._keymap = read_keymap(self._connection)
        except (NoXServerError, ConnectionLostError) as reason:
            raise HotkeyError(reason.reason, reason.remedy) from reason
        self._bindings: dict[Chord, _Binding] = {}
        self._released: tuple[int, int] | None = None  # key code and server time of the last release
        self._rebinding: Handle | None = None
        self._connection.watch(loop, self._readable)

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:  # noqa: ARG002 # the Protocol's
        """As in HotkeyRegistrar; registering a chord again replaces what it does."""
        parsed = parse_chord(chord)
        if parsed in self._bindings:
            binding = self._bindings[parsed]
            binding.written, binding.pressed = chord, pressed
            return not binding.is_lost
        binding = _Binding(parsed, chord, pressed)
        try:
            self._bind(binding)
        except ConnectionLostError as lost:
            self._lose()
            raise HotkeyError(lost.reason, lost.remedy) from lost
        self._bindings[parsed] = binding
        self._readable()
        return True

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar."""
        binding = self._bindings.pop(parse_chord(chord), None)
        if binding is not None:
            try:
                self._release(binding)
            except ConnectionLostError:
                self._lose()
            else:
                self._readable()

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        if self._rebinding is not None:
            self._rebinding.cancel()
            self._rebinding = None
        self._bindings.clear()
        self._connection.close()  # the server releases what the connection held

    # --- events ---------------------------------------------------------------------------------------

    def _readable(self) -> None:
        try:
            for event in self._connection.events():
                self._handle(event)
        except ConnectionLostError:
            self._lose()

    def _handle(self, event: rq.Event) -> None:
        if event.type == X.KeyRelease:
            self._released = (event.detail, event.time)
        elif event.type == X.KeyPress:
            self._handle_press(event)
        elif event.type == X.MappingNotify and event.request != X.MappingPointer:
            self._rebind_in(_SETTLED, attempt=0)

    def _handle_press(self, event: rq.Event) -> None:
        # A held key repeats as release and press at the same server time; a finger cannot do that.
        if (event.detail, event.time) == self._released:
            return
        pressed = Combination(event.detail, self._keymap.plain_state(event.state))
        for binding in self._bindings.values():
            if binding.held == pressed:
                # Through the loop, so that nothing it raises ends the reading of events.
                self._loop.call_later(0, binding.pressed)

    def _lose(self) -> None:
        self.close()
        if not self._is_gone:
            self._is_gone = True
            remedy = "They are registered again once it answers."
            self._tell(None, HotkeyError("The X server has gone, and all hotkeys with it", remedy))

    # --- binding --------------------------------------------------------------------------------------

    def _bind(self, binding: _Binding) -> None:
        """Take the keys of ``binding``. Raises HotkeyError; then it holds nothing."""
        wanted = self._keymap.combination(binding.chord, binding.before)
        if wanted is None:
            raise HotkeyError(
                f"{binding.chord.label} is on no key of this keyboard layout",
                "Choose a function key or Space, which every layout has.",
            )
        if not grab(self._connection, wanted, self._keymap):
            raise HotkeyTakenError(
                f"{binding.chord.label} is already used by another program",
                advice(binding.chord, self._is_free),
            )
        binding.held = binding.before = wanted

    def _release(self, binding: _Binding) -> None:
        if binding.held is not None:
            ungrab(self._connection, binding.held, self._keymap)
            binding.held = None

    def _is_free(self, chord: Chord) -> bool:
        wanted = self._keymap.combination(chord)
        ours = {binding.held for binding in self._bindings.values()}  # giving it back would give up ours
        if wanted is None or wanted in ours or not grab(self._connection, wanted, self._keymap):
            return False
        ungrab(self._connection, wanted, self._keymap)
        return True

    # --- changes of the keyboard layout ---------------------------------------------------------------

    def _rebind_in(self, seconds: float, attempt: int) -> None:
        if self._rebinding is not None:
            self._rebinding.cancel()
        self._rebinding = self._loop.call_later(seconds, lambda: self._rebind_safely(attempt))

    def _rebind_safely(self, attempt: int) -> None:
        self._rebinding = None
        try:
            self._rebind(attempt)
        except ConnectionLostError:
            self._lose()
        else:
            self._readable()

    def _rebind(self, attempt: int) -> None:
        keymap = read_keymap(self._connection)
        for binding in self._bindings.values():
            moved = keymap.combination(binding.chord, binding.before) != binding.held
            if moved or keymap.locks != self._keymap.locks:
                self._release(binding)
        self._keymap = keymap
        failed: list[tuple[_Binding, HotkeyError]] = []
        for binding in self._bindings.values():
            if binding.held is None:
                try:
                    self._bind(binding)
                except HotkeyError as reason:
                    failed.append((binding, reason))
                else:
                    self._tell_found(binding)
        if failed and attempt < len(_TRY_AGAIN):
            self._rebind_in(_TRY_AGAIN[attempt], attempt + 1)
        else:
            for binding, problem in failed:
                binding.is_lost = True
                self._tell(binding.written, problem)

    def _tell_found(self, binding: _Binding) -> None:
        if binding.is_lost:
            binding.is_lost = False
            self._tell(binding.written, None)
