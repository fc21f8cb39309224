"""How one hotkey fares, in values. Not for registering it: see hotkeys.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HotkeyState:
    """``problem`` is empty when the chord is registered, and while that is not answered yet."""

    chord: str
    problem: str = ""
    remedy: str = ""
    waits: bool = False

    @property
    def works(self) -> bool:
        """Whether a press of it reaches us."""
        return bool(self.chord) and not self.problem and not self.waits
