"""How a channel fares: keys, expiry, stray files, as values. Not for wording: see overlay/cli/channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import Key, Signed

from content.channels.publish.draft import days_of, key_name
from content.channels.publish.folder import PENDING, hashed
from content.channels.publish.reading import Repository
from content.channels.publish.roles import ROLE_OF, Role

_WARN_AT = 0.25  # of a signature's whole time


@dataclass(frozen=True, slots=True)
class RoleStatus:
    """Who may sign, and how many of them have to. ``keys`` has names and ids."""

    role: Role
    threshold: int
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Expiry:
    """How long a file of metadata holds; ``days`` are whole ones, below 0 when it is over."""

    name: str
    version: int
    expires: datetime
    days: int
    warning: bool


@dataclass(frozen=True, slots=True)
class ChannelStatus:
    """Everything but the bundles, which the manifest says. ``problems`` are in plain words."""

    roles: tuple[RoleStatus, ...]
    expiry: tuple[Expiry, ...]
    problems: tuple[str, ...]
    strange: tuple[str, ...]


def status_of(repository: Repository, now: datetime) -> ChannelStatus:
    """The state of ``repository`` at that time. Reads every bundle in it."""
    root = repository.root.signed
    roles = tuple(
        RoleStatus(role, one.threshold, tuple(sorted(_named(root.keys[keyid]) for keyid in one.keyids)))
        for role in Role
        for one in [root.roles[role.metadata[0]]]
    )
    days = days_of(root)
    signed: tuple[Signed, ...] = (
        root,
        repository.targets.signed,
        repository.snapshot.signed,
        repository.timestamp.signed,
    )
    expiry = tuple(_expiry(one, days[ROLE_OF[one.type]], now) for one in signed)
    return ChannelStatus(roles, expiry, tuple(_problems(repository, expiry)), repository.listing.strange)


def _named(key: Key) -> tuple[str, str]:
    return key_name(key), key.keyid


def _expiry(signed: Signed, whole: int, now: datetime) -> Expiry:
    left = signed.expires - now
    return Expiry(
        name=signed.type,
        version=signed.version,
        expires=signed.expires,
        days=left.days,
        warning=left.total_seconds() < whole * 86_400 * _WARN_AT,
    )


def _problems(repository: Repository, expiry: tuple[Expiry, ...]) -> list[str]:
    remedies = {
        "root": "renew it: sidecue channel rotate --role root",
        "targets": "sign it anew: sidecue channel refresh with the publishing keys",
        "snapshot": "sign it anew: sidecue channel refresh",
        "timestamp": "sign it anew: sidecue channel refresh",
    }
    found = [
        f"{one.name} expired on {one.expires:%Y-%m-%d}, so desks take nothing new; {remedies[one.name]}"
        if one.days < 0
        else f"{one.name} expires {_in(one.days)}; {remedies[one.name]}"
        for one in expiry
        if one.warning
    ]
    if repository.outdated:
        names = ", ".join(sorted(repository.outdated))
        found.append(f"{names}: signed by former keys alone; sign anew: sidecue channel refresh")
    if (repository.folder / PENDING).exists():
        found.append("a new root waits for signatures; sidecue channel sign")
    return [*found, *_damaged(repository)]


def _in(days: int) -> str:
    return {0: "within a day", 1: "in 1 day"}.get(days, f"in {days} days")


def _damaged(repository: Repository) -> Iterator[str]:
    """What desks would ask for in vain."""
    for name, target in sorted(repository.targets.signed.targets.items()):
        path = hashed(name, target.hashes["sha256"])
        try:
            with (repository.folder / path).open("rb") as stream:
                target.verify_length_and_hashes(stream)
        except LengthOrHashMismatchError:
            yield f"{path}: is not the file that was signed; restore it from a copy"
        except OSError as error:
            yield f"{path}: cannot be read: {error.strerror}; restore it from a copy"
