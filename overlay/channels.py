"""What the app knows of its channels, and how long it waits before it asks again. No Qt and no network."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.channels.desk.report import ChannelState

_SPREAD = 0.2  # so that a company's desks do not all ask at the same moment
_LONGEST_WAIT = 86_400.0
_NEWS = {None: "", False: ": nothing new", True: ": new bundles"}


@dataclass(frozen=True, slots=True)
class Channels:
    """What the person is told of their channels, and where the bundles lie that are in use."""

    states: tuple[ChannelState, ...] = ()
    files: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()
    next_check: datetime | None = None
    checking: bool = False
    news: bool | None = None
    """Whether the last check brought other bundles; None before the first one since the start."""

    @property
    def any(self) -> bool:
        """Whether there is anything to check, channels that a policy promises included."""
        return bool(self.states) or self.checking or self.next_check is not None


def read_channels(folder: Path) -> Channels:
    """What lies in ``folder``; every bundle in use is read and hashed again."""
    if not folder.is_dir():
        return Channels()
    # Only a desk with a channel pays for these.
    from content.channels.desk.active import active_bundles
    from content.channels.desk.states import channel_states, policy_problems

    active = active_bundles(folder)
    problems = (*active.problems, *policy_problems(folder))
    return Channels(channel_states(folder), tuple(active.files), problems)


def last_check(channels: Channels, now: datetime) -> str:
    """How the last look for new bundles went, in one short line; "" where there is nothing to check."""
    if channels.checking:
        return "Checking for new bundles…"
    moments = [state.checked for state in channels.states if state.checked]
    if not moments:
        return "Not checked for new bundles yet" if channels.any else ""
    moment, found = moment_in_words(max(moments), now), {state.state for state in channels.states}
    if found & {"failing", "unusable"}:
        return f"Could not check everything {moment}"
    if "refused" in found:
        return f"Checked {moment}: a bundle was set aside"
    return f"Checked {moment}{_NEWS[channels.news]}"


def moment_in_words(moment: datetime, now: datetime) -> str:
    """ "at 14:05" for a moment of today, "on 20 Nov at 14:05" for others, in the person's time."""
    local = moment.astimezone(now.tzinfo)
    day = "" if local.date() == now.date() else f"on {local.day} {local:%b} "
    return f"{day}at {local:%H:%M}"


def next_wait(poll_minutes: int, failures: int, chance: float) -> float:
    """Seconds until the channels are asked again; ``chance`` is from 0 to 1.

    Each failure doubles the wait, up to a day, or to what the channel asks for if that is more.
    """
    usual = poll_minutes * 60.0
    wait = min(usual * 2.0 ** min(failures, 20), max(usual, _LONGEST_WAIT))
    return wait * (1 - _SPREAD + 2 * _SPREAD * chance)


def any_chance() -> float:
    """A number from 0 to 1; the module `random` would be loaded for this alone."""
    return int.from_bytes(os.urandom(4), "big") / 0xFFFFFFFF
