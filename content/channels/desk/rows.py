"""What each small file of a desk's channels holds. Not for reading them: see records.py."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict


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
    """Why a bundle was not taken by the version ``program`` of Sidecue.

    ``tries``: examinations that began; ``ended``: the last one did.
    """

    bundle: str
    version: str
    message: str
    remedy: str
    tries: int
    ended: bool
    program: str


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
