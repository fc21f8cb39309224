"""Keeps the person's global hotkeys registered, through changes of the settings, and says how each fares."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from overlay.hotkey_state import HotkeyState
from overlay.settings.table import HOTKEY_PALETTE, HOTKEY_PANEL, Setting, Settings
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, Tell, WaitsError
from triggers.hotkeys.selector import choose_hotkeys
from triggers.loop import Loop

HOTKEYS = (HOTKEY_PALETTE, HOTKEY_PANEL)


class Hotkeys:
    """One action for each hotkey setting; an empty chord is none."""

    def __init__(
        self,
        loop: Loop,
        settings: Settings,
        actions: Mapping[str, Callable[[], None]],
        changed: Callable[[str, HotkeyState], None],
        choose: Callable[[Loop, Tell], HotkeyRegistrar] = choose_hotkeys,
    ) -> None:
        """``actions`` by the setting's name; ``changed`` is told the outcome for each."""
        self._settings, self._actions, self._changed = settings, actions, changed
        self.states: dict[str, HotkeyState] = {}
        self._registrar = choose(loop, self._told)

    def register_all(self) -> None:
        """Register what every hotkey setting says."""
        for setting in HOTKEYS:
            self.register(setting)

    def register(self, setting: Setting[str]) -> None:
        """Register what ``setting`` now says, in place of what it said before."""
        chord = self._settings.get(setting)
        before = self.states.get(setting.name)
        if before is not None and before.chord:
            self._registrar.unregister(before.chord)
        state = HotkeyState(chord)
        if chord:
            try:
                known = self._registrar.register(chord, self._actions[setting.name], setting.title)
                state = HotkeyState(chord, waits=not known)
            except HotkeyError as error:
                state = HotkeyState(chord, error.reason, error.remedy)
        self._set(setting.name, state)

    def recording(self, recording: bool) -> None:
        """A hotkey is being recorded in the settings, or no more: ours must not swallow it."""
        self._release()
        if not recording:
            self.register_all()

    def close(self) -> None:
        self._registrar.close()

    def _release(self) -> None:
        for name, state in list(self.states.items()):
            if state.chord:
                self._registrar.unregister(state.chord)
            self.states.pop(name)

    def _told(self, chord: str | None, problem: HotkeyError | None) -> None:
        """The hotkey ``chord``, or each of them, works or does not work any more."""
        for name, state in list(self.states.items()):
            if state.chord and chord in (None, state.chord):
                self._set(name, _state(state.chord, problem))

    def _set(self, name: str, state: HotkeyState) -> None:
        if self.states.get(name) != state:
            self.states[name] = state
            self._changed(name, state)


def _state(chord: str, problem: HotkeyError | None) -> HotkeyState:
    if isinstance(problem, WaitsError):
        return HotkeyState(chord, waits=True)
    return HotkeyState(chord) if problem is None else HotkeyState(chord, problem.reason, problem.remedy)
