"""How it stands with what windows show beyond their titles, as tray and status tell it. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DetailState:
    """How it stands: "off", "resting" while nothing needs it, "on", or "unavailable", because ..."""

    state: str = "off"
    reason: str = "the setting detail is off"
    remedy: str = ""
    name: str = "none"
