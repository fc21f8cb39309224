"""What an update did, as values. Not for wording it: see overlay/cli/update.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One bundle; ``before`` and ``after`` are versions or "". ``refused``: why ``after`` was not taken.

    A refused bundle leaves ``before`` in use.
    """

    bundle: str
    before: str
    after: str
    refused: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """One channel. ``problem`` says why nothing new could be had; "" when the channel was found in order."""

    channel: str
    title: str
    changes: tuple[Change, ...] = ()
    problem: str = ""
    remedy: str = ""

    @property
    def changed(self) -> bool:
        """Whether other bundles are in use than before."""
        return any(not change.refused for change in self.changes)

    @property
    def fine(self) -> bool:
        """Whether all that the channel offers is in use."""
        return not self.problem and not any(change.refused for change in self.changes)


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a subscribed channel fares. ``state``: "new", "active", "refused", "failing" or "unusable"."""

    id: str
    title: str
    address: str
    state: str
    reason: str
    managed: bool
    since: datetime | None
    checked: datetime | None
    reached: datetime | None
    poll_minutes: int
    bundles: tuple[tuple[str, str], ...]
    """Id and version of those in use."""
