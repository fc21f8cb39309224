"""Hotkeys where the system lets none be registered: pynput watches the keyboard. A fallback, with its price.

It sees every key instead of ours alone, the key also reaches the program that has the focus, another
program's hotkey on the same keys is not noticed, and a layout without the Latin sign cannot press it. So it
is asked last. It listens only while a hotkey is registered, and keeps nothing of what it sees but which keys
are down.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from triggers.hotkeys.base import HotkeyError, TellLost
from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.keys import KEYS, MODIFIERS, OTHER_NAMES
from triggers.hotkeys.pressed import PressedKeys
from triggers.loop import Loop

_RESTARTS = 3
"""Times that a listener that died is started again before its end is told."""

_RESTART_AFTER = 1.0
"""Seconds."""

_CALM = 60.0
"""Seconds of listening after which deaths before count no more: only one that dies at once is hopeless."""

_CLOSE_PATIENCE = 0.5
"""Seconds that close() waits for the listener to end."""


def load_pynput() -> ModuleType:
    """Import pynput's keyboard where it may be used. Raises HotkeyError, or what its import raises."""
    system: str = sys.platform
    if system == "darwin":
        raise HotkeyError("pynput ends programs that use Qt on macOS", "Set a shortcut to `sidecue palette`.")
    if system == "linux":
        from triggers.xdisplay import NoXServerError, open_x11

        try:
            open_x11().close()  # through Xwayland it would see keys in some windows only
        except NoXServerError as problem:
            raise HotkeyError(problem.reason, problem.remedy) from problem
    from pynput import keyboard

    module: ModuleType = keyboard
    return module


class PynputHotkeys:
    """Listens in pynput's own thread, which hands over through the loop. ``tell_lost`` hears when it dies."""

    name = "pynput"

    def __init__(
        self,
        loop: Loop,
        tell_lost: TellLost = lambda *_: None,
        load: Callable[[], ModuleType] = load_pynput,
    ) -> None:
        """Load pynput. Raises HotkeyError where it cannot be used."""
        self._loop = loop
        self._tell_lost = tell_lost
        try:
            self._keyboard = load()
        except HotkeyError:
            raise
        except Exception as reason:  # what a foreign module's import may raise is open
            raise HotkeyError(f"pynput cannot be used: {reason}") from reason
        self._actions: dict[Chord, Callable[[], None]] = {}
        self._keys = PressedKeys()
        self._listener: Any = None
        self._warden: threading.Thread | None = None
        self._restarts_left = _RESTARTS
        self._listens_since = 0.0

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:  # noqa: ARG002 # the Protocol's
        """As in HotkeyRegistrar; whether another program uses the keys cannot be known here."""
        # Whole dictionaries are exchanged, so that the listener's thread never sees one change.
        self._actions = {**self._actions, parse_chord(chord): pressed}
        if self._listener is None:
            self._restarts_left = _RESTARTS
            self._listen()
        return True

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar."""
        parsed = parse_chord(chord)
        self._actions = {known: action for known, action in self._actions.items() if known != parsed}
        if not self._actions:
            self._stop()

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        self._actions = {}
        self._stop()
        if self._warden is not None:
            self._warden.join(_CLOSE_PATIENCE)
            self._warden = None

    def _listen(self) -> None:
        self._keys = PressedKeys()
        listener = self._keyboard.Listener(on_press=self._on_press, on_release=self._on_release)
        self._listener = listener
        self._listens_since = time.monotonic()
        listener.start()
        self._warden = threading.Thread(
            target=self._await_end, args=(listener,), name="sidecue-pynput", daemon=True
        )
        self._warden.start()

    def _stop(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()

    # --- in the threads -------------------------------------------------------------------------------

    def _on_press(self, key: Any, *_: Any) -> None:
        # Must not raise: pynput ends its listener for good when a callback does.
        name = self._name_of(key)
        if name is not None:
            chord = self._keys.press(name, time.monotonic(), self._actions.keys())
            if chord is not None:
                self._loop.call_threadsafe(partial(self._fire, chord))

    def _on_release(self, key: Any, *_: Any) -> None:
        name = self._name_of(key)
        if name is not None:
            self._keys.release(name, time.monotonic())

    def _name_of(self, key: Any) -> str | None:
        """Our name of pynput's key: that of a special key without its side, or the character unshifted."""
        listener = self._listener
        if listener is None or key is None:
            return None
        special: str | None = getattr(key, "name", None)
        if special is None:
            written = getattr(listener.canonical(key), "char", None) or ""
        else:
            written = special.removesuffix("_l").removesuffix("_r").replace("_", "")
        name = OTHER_NAMES.get(written.lower(), written.lower())
        return name if name in KEYS or name in MODIFIERS else None

    def _await_end(self, listener: Any) -> None:
        with contextlib.suppress(Exception):  # join raises again what ended the listener, whatever that was
            listener.join()
        self._loop.call_threadsafe(partial(self._ended, listener))

    # --- in the loop ----------------------------------------------------------------------------------

    def _fire(self, chord: Chord) -> None:
        action = self._actions.get(chord)
        if action is not None:
            action()

    def _ended(self, listener: Any) -> None:
        if listener is not self._listener:
            return  # we ended it ourselves
        if time.monotonic() - self._listens_since > _CALM:
            self._restarts_left = _RESTARTS
        if self._restarts_left:
            self._restarts_left -= 1
            self._loop.call_later(_RESTART_AFTER, partial(self._restart, listener))
        else:
            self._listener = None
            reason = HotkeyError("The keyboard can no longer be watched", "It is tried again now and then.")
            self._tell_lost(None, reason)

    def _restart(self, listener: Any) -> None:
        if listener is self._listener:
            self._listen()
