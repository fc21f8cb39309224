"""What the tray icon can say, in one word each. Not for drawing it: see icon.py."""

from __future__ import annotations

from enum import StrEnum


class TrayState(StrEnum):
    """The value is the end of the icon's name."""

    ACTIVE = "active"
    PAUSED = "paused"
    NO_SOURCE = "no-source"
    PROBLEM = "problem"


WORDS = {
    TrayState.ACTIVE: "Ready to help",
    TrayState.PAUSED: "Paused",
    TrayState.NO_SOURCE: "Cannot see which window is active",
    TrayState.PROBLEM: "Needs your attention",
}


def in_words(state: TrayState, reason: str) -> str:
    """The state in plain words, with the reason if there is one."""
    if not reason:
        return WORDS[state]
    return f"{WORDS[state]}{' ' if state is TrayState.PAUSED else ': '}{reason}"
