"""Where the things of one channel lie in the profile. Light enough for the running app."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

POLICY = "policy.json"  # beside the channels' folders: what is wrong with those of the policy


@dataclass(frozen=True, slots=True)
class ChannelFolder:
    """Where one channel's things lie."""

    path: Path

    @property
    def subscription(self) -> Path:
        return self.path / "subscription.json"

    @property
    def root(self) -> Path:
        """The root of trust the person or the policy gave us."""
        return self.path / "root.json"

    @property
    def metadata(self) -> Path:
        """python-tuf's own."""
        return self.path / "metadata"

    @property
    def targets(self) -> Path:
        return self.path / "targets"

    @property
    def active(self) -> Path:
        return self.path / "active.json"

    @property
    def aside(self) -> Path:
        return self.path / "aside"

    @property
    def refused(self) -> Path:
        return self.aside / "refused.json"

    @property
    def checked(self) -> Path:
        return self.path / "checked.json"

    @property
    def partial(self) -> Path:
        """What is being fetched, and the copies that spare fetching."""
        return self.path / "partial"


def channel_folders(channels: Path) -> list[ChannelFolder]:
    """The folders of the channels subscribed to, in the order of their names."""
    try:
        found = sorted(path.parent for path in channels.glob("*/subscription.json"))
    except OSError:
        return []
    return [ChannelFolder(path) for path in found]
