"""Keeps the person's global hotkeys registered, through changes of the settings, and says how each fares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from overlay.settings.table import HOTKEY_PALETTE, HOTKEY_PANEL, Setting, Settings
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar

HOTKEYS = (HOTKEY_PALETTE, HOTKEY_PANEL)


@dataclass(frozen=True, slots=True)
class HotkeyState:
    """``problem`` is empty when the chord is registered."""

    chord: str
    problem: str = ""
    remedy: str = ""


class Hotkeys:
    """One action for each hotkey setting; an empty chord is none."""

    def __init__(
        self,
        registrar: HotkeyRegistrar,
        settings: Settings,
        actions: Mapping[str, Callable[[], None]],
        changed: Callable[[str, HotkeyState], None],
    ) -> None:
        """``actions`` by the setting's name; ``changed`` is told the outcome for each."""
        self._registrar, self._settings, self._actions, self._changed = registrar, settings, actions, changed
        self.states: dict[str, HotkeyState] = {}

    def register_all(self) -> None:
        """Register what every hotkey setting says."""
        for setting in HOTKEYS:
            self.register(setting)

    def register(self, setting: Setting[str]) -> None:
        """Register what ``setting`` now says, in place of what it said before."""
        chord = self._settings.get(setting)
        before = self.states.get(setting.name)
        if before is not None and before.chord and not before.problem:
            self._registrar.unregister(before.chord)
        state = HotkeyState(chord)
        if chord:
            try:
                self._registrar.register(chord, self._actions[setting.name])
            except HotkeyError as error:
                state = HotkeyState(chord, error.reason, error.remedy)
        self.states[setting.name] = state
        self._changed(setting.name, state)

    def recording(self, recording: bool) -> None:
        """A hotkey is being recorded in the settings, or no more: ours must not swallow it."""
        self._release()
        if not recording:
            self.register_all()

    def close(self) -> None:
        self._registrar.close()

    def _release(self) -> None:
        for name, state in list(self.states.items()):
            if state.chord and not state.problem:
                self._registrar.unregister(state.chord)
            self.states.pop(name)
