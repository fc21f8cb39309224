"""The small files in which a desk remembers its channels, and their places. Light enough for the app.

Each is JSON, written whole to a file beside it and renamed, so that a kill leaves the old or the new one.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from content.memory.shape import ShapeError, shaped

R = TypeVar("R")

POLICY = "policy.json"
MAX_BYTES = 4_000_000  # a record of ours is far smaller


class SubscriptionRow(TypedDict):
    """subscription.json: written last when a channel is subscribed to; without it there is no channel."""

    id: str
    title: str
    address: str
    since: datetime
    managed: bool
    fingerprint: str


class BundleRow(TypedDict):
    """One bundle in use; ``file`` is a name in targets/."""

    title: str
    version: str
    file: str
    sha256: str


class ActiveRow(TypedDict):
    """active.json: by bundle id."""

    bundles: dict[str, BundleRow]


class RefusalRow(TypedDict):
    """Why a bundle was not taken. ``tries``: examinations that began; ``ended``: the last one did."""

    bundle: str
    version: str
    message: str
    remedy: str
    tries: int
    ended: bool


class AsideRow(TypedDict):
    """aside/refused.json: by SHA-256 of the file."""

    refused: dict[str, RefusalRow]


class CheckedRow(TypedDict):
    """checked.json: how the last update went; ``reached`` is when the channel was last found in order."""

    checked: datetime
    reached: datetime | None
    message: str
    remedy: str
    poll_minutes: int


class DeskRow(TypedDict):
    """desk.json: a random number that puts this desk into a ring; it is never sent anywhere."""

    id: str


class PolicyRow(TypedDict):
    """policy.json: what kept a channel of the policy from being subscribed to."""

    problems: list[str]


class DamagedRecordError(Exception):
    """A record is there, and cannot be read."""


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


def read_record(file: Path, kind: type[R]) -> R | None:
    """The record in ``file``, None when there is none. Raises DamagedRecordError, OSError."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES)
    except FileNotFoundError:
        return None
    try:
        record: R = shaped(json.loads(raw), kind)
    except (ShapeError, ValueError, RecursionError) as error:
        raise DamagedRecordError(f"{file} is damaged: {error}") from error
    return record


def write_record(file: Path, record: Any) -> None:
    """Make ``record`` the content of ``file``, now or not at all. Raises OSError."""
    text = json.dumps(record, ensure_ascii=False, indent=1, default=datetime.isoformat)
    write_whole(file, text.encode("utf-8", "replace"))


def write_whole(file: Path, raw: bytes) -> None:
    """Make ``raw`` the content of ``file``, now or not at all. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    binary = getattr(os, "O_BINARY", 0)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | binary, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
