"""A channel's state in the words of the settings window. Pure. For the terminal: overlay/cli/subscribe.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from overlay.channels import Channels, moment_in_words

if TYPE_CHECKING:
    from content.channels.desk.report import ChannelState


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """``state``: when it was looked at. ``bundles``: what it brought. ``trouble``: what is wrong, or ""."""

    state: str
    bundles: str
    trouble: str


def in_words(
    state: ChannelState, channels: Channels, titles: Mapping[str, str], now: datetime
) -> ChannelWords:
    """``titles`` gives the title of each bundle that was read, by id."""
    bundles = ", ".join(f"{titles.get(name, name)} {version}" for name, version in state.bundles)
    return ChannelWords(_checked(state, channels, now), bundles or "No bundles yet", _trouble(state, now))


def _checked(state: ChannelState, channels: Channels, now: datetime) -> str:
    if channels.checking:
        return "Checking now…"
    fine = "Up to date, checked" if state.state == "active" else "Checked"
    said = f"{fine} {moment_in_words(state.checked, now)}" if state.checked else "Not checked yet"
    if channels.next_check is not None:
        said += f"; next check {moment_in_words(channels.next_check, now)}"
    return f"{said}."


def _trouble(state: ChannelState, now: datetime) -> str:
    if state.state in ("active", "new"):
        return ""
    said = sentence(state.reason)
    if state.state == "refused":
        return f"Set aside: {state.reason.rstrip('.')}. What you had before stays in use."
    if state.state == "failing":
        seen = f"Last in order {moment_in_words(state.reached, now)}. " if state.reached else ""
        return f"{said} {seen}What you have stays in use."
    return said


def sentence(words: str) -> str:
    """``words`` as a sentence. One that begins with an address, a path or a name keeps its first letter."""
    begins_with_a_word = words.split(" ", 1)[0].isalpha()
    said = words[:1].upper() + words[1:] if begins_with_a_word else words
    return said if said.endswith((".", "!", "?")) else f"{said}."
