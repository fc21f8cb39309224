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


MISSED = DetailState(
    "off",
    "the setting detail is off, and some of your cards belong to dialogs, controls or pages",
    "Switch it on in the settings if you want them.",
)
"""Switched off though cards ask for it: what a person decides, and no trouble unless a card is required."""
