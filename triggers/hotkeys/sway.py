"""Global hotkeys of sway: bindings made over its IPC, which tells us when one is pressed. No process starts.

A binding runs ``nop``, which does nothing but be told as an event. sway replaces a binding of the same keys
without a word and lists none, so the person's own are looked up in the text of the configuration; those of
included files are not seen. What sway does or refuses comes a moment after ``register``, to ``tell``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from triggers.compositors import CompositorError, find_sway
from triggers.hotkeys.base import HotkeyError, HotkeyTakenError, Tell
from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.keys import KEYS
from triggers.hotkeys.sway_config import bound_chords
from triggers.loop import Loop
from triggers.swayipc import BINDING_EVENT, GET_CONFIG, WORKSPACE_EVENT, Done, SwayIpc, decode

_MODIFIERS = {"ctrl": "Ctrl", "alt": "Mod1", "shift": "Shift", "super": "Mod4"}
_REMEDY = "Choose other keys in the settings, or bind some to `sidecue palette` in sway's configuration."
_CLOSE_PATIENCE = 0.3
"""Seconds that close() waits for sway to let the keys go."""


class _Config(msgspec.Struct):
    config: str = ""


class _Binding(msgspec.Struct):
    command: str = ""


class _BindingEvent(msgspec.Struct):
    binding: _Binding


class _WorkspaceEvent(msgspec.Struct):
    change: str = ""


class SwayHotkeys:
    """Binds keys in the sway that shows this session."""

    name = "sway"

    def __init__(
        self, loop: Loop, tell: Tell = lambda *_: None, find: Callable[[], Path] = find_sway
    ) -> None:
        """Connect. Raises HotkeyError where there is no sway."""
        self._tell = tell
        self._actions: dict[Chord, tuple[str, Callable[[], None]]] = {}  # with the chord as it was written
        self._bound: set[Chord] = set()  # by us, as far as sway has said
        self._has_bound = False  # ever
        self._loop = loop
        try:
            self._ipc: SwayIpc = SwayIpc(loop, find(), self._heard, self._lose)
        except CompositorError as problem:
            raise HotkeyError(problem.reason, problem.remedy) from problem
        self._ipc.subscribe("binding", "workspace", "shutdown")

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:  # noqa: ARG002 # the Protocol's
        """As in HotkeyRegistrar; what sway says is told afterwards."""
        parsed = parse_chord(chord)
        self._actions[parsed] = (chord, pressed)
        self._bind_unless_taken(parsed)
        return False

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar."""
        parsed = parse_chord(chord)
        self._actions.pop(parsed, None)
        if parsed in self._bound:
            self._bound.discard(parsed)
            self._ipc.run(f"unbindsym {_keys(parsed)}")

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        for chord, _ in list(self._actions.values()):
            self.unregister(chord)
        if self._has_bound:  # else there is nothing to wait for, and a sway that never answered never will
            self._ipc.finish(_CLOSE_PATIENCE)
        self._ipc.close()

    def _bind_unless_taken(self, chord: Chord) -> None:
        self._ipc.ask(GET_CONFIG, answered=partial(self._bind, chord))

    def _bind(self, chord: Chord, configuration: bytes) -> None:
        if chord not in self._actions:
            return
        if chord in bound_chords(decode(configuration, _Config).config):
            written, _ = self._actions.pop(chord)
            taken = f"{chord.label} is bound to something else in sway's configuration"
            self._tell(written, HotkeyTakenError(taken, _REMEDY))
            return
        self._bound.add(chord)
        self._has_bound = True
        command = f"bindsym --no-repeat {_keys(chord)} {_command(chord)}"
        self._ipc.run(command, partial(self._is_bound, chord))

    def _is_bound(self, chord: Chord, done: Done) -> None:
        if chord not in self._bound:
            return
        if done.success:
            self._tell(self._actions[chord][0], None)
        else:
            self._bound.discard(chord)
            written, _ = self._actions.pop(chord)
            problem = f"sway does not bind {chord.label}: {done.error or 'it does not say why'}"
            self._tell(written, HotkeyError(problem, _REMEDY))

    def _heard(self, kind: int, payload: bytes) -> None:
        if kind == BINDING_EVENT:
            command = decode(payload, _BindingEvent).binding.command
            for chord, (_, pressed) in self._actions.items():
                if command == _command(chord):
                    # As the loop's next action, so that nothing it raises ends the reading of events.
                    self._loop.call_later(0.0, pressed)
        elif kind == WORKSPACE_EVENT and decode(payload, _WorkspaceEvent).change == "reload":
            self._bound.clear()  # sway has forgotten them
            for chord in list(self._actions):
                self._bind_unless_taken(chord)

    def _lose(self, reason: str) -> None:
        self._actions.clear()
        self._bound.clear()
        self._tell(None, HotkeyError(reason, "They are bound again once sway answers."))


def _keys(chord: Chord) -> str:
    held = [_MODIFIERS[name] for name in _MODIFIERS if name in chord.modifiers]
    return "+".join([*held, KEYS[chord.key].keysym])


def _command(chord: Chord) -> str:
    """What is bound, as the event has it; the number keeps two Sidecues apart."""
    return f"nop sidecue-{os.getpid()} {chord}"
