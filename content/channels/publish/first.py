"""The first version of a channel: its keys' rights, an empty manifest, the invitation. Not for writing it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from content.channels.desk.places import require_absolute
from content.channels.errors import ChannelError
from content.channels.model import (
    FORMAT,
    LARGEST_INVITATION,
    ChannelManifest,
    Invitation,
    read_invitation,
    read_manifest,
    write,
)
from content.channels.publish.draft import DAYS_FIELD, Draft, Part, at_hand, target_files, until
from content.channels.publish.folder import INVITATION, NewFile, read_file
from content.channels.publish.keys import NewKey, PublicKey, make_key
from content.channels.publish.roles import Role, RolePlan, check_plan

_WRONG = {
    "id": ("cannot have that id", "write small letters, digits and single hyphens, at most 60 characters"),
    "title": ("cannot have that title", "write one line of at most 120 characters"),
    "poll_minutes": ("cannot be asked that often, or that seldom", "name 5 to 10,080 minutes"),
}


@dataclass(frozen=True, slots=True)
class NewChannel:
    """What a new channel is to be. ``url`` is where desks will find it, "" for beside the invitation."""

    id: str
    title: str
    url: str
    poll_minutes: int
    plans: Mapping[Role, RolePlan]


def make_keys(wanted: NewChannel) -> tuple[NewKey, ...]:
    """All keys of the channel, in memory. Raises ChannelError when there cannot be such a channel."""
    for role, plan in wanted.plans.items():
        check_plan(role, plan)
    _check(wanted)
    return tuple(
        make_key(f"{role}-{number}", role)
        for role, plan in wanted.plans.items()
        for number in range(1, plan.keys + 1)
    )


def draft_first(wanted: NewChannel, keys: Iterable[PublicKey], now: datetime) -> Draft:
    """The channel's first version, to be signed by ``keys``."""
    known = tuple(keys)
    root = _root(wanted, known, now)
    targets, before = target_files(_check(wanted), {})
    days = {role: plan.days for role, plan in wanted.plans.items()}
    online, publishing = until(now, days[Role.ONLINE]), until(now, days[Role.PUBLISHING])
    signed: dict[str, Any] = {
        "root": root,
        "targets": Targets(1, expires=publishing, targets=targets),
        "snapshot": Snapshot(1, expires=online, meta={"targets.json": MetaFile(1)}),
        "timestamp": Timestamp(1, expires=online, snapshot_meta=MetaFile(1)),
    }
    parts = tuple(
        Part(name, Metadata(signed[name]), at_hand(root, name, known, wanted.id)) for name in signed
    )
    return Draft(parts, before)


def with_invitation(files: Iterable[NewFile], name: str, title: str, url: str) -> tuple[NewFile, ...]:
    """``files``, among them a new root, and the invitation that carries it to desks."""
    listed = tuple(files)
    root = next(json.loads(new.raw) for new in listed if new.path.endswith(".root.json"))
    invitation = Invitation(FORMAT, name, title, url, root)
    return (*listed, NewFile(INVITATION, write(invitation), again=True))


def invitation_url(folder: Path) -> str:
    """Where the channel's invitation says that it lies. Raises ChannelError when that cannot be read."""
    if not (folder / INVITATION).exists():
        return ""
    return read_invitation(read_file(folder, INVITATION, LARGEST_INVITATION)).url


def _check(wanted: NewChannel) -> ChannelManifest:
    """The empty manifest, read back as desks will read it."""
    if wanted.url:
        require_absolute(wanted.url)
    manifest = ChannelManifest(FORMAT, wanted.id, wanted.title, (), wanted.poll_minutes)
    try:
        read_invitation(write(Invitation(FORMAT, wanted.id, wanted.title, wanted.url, {})))
        return read_manifest(write(manifest))
    except ChannelError as error:
        what, remedy = next(
            (words for field, words in _WRONG.items() if f"`$.{field}`" in error.what),
            (error.what, "choose another id, title, address or interval"),
        )
        raise ChannelError(what, "the new channel", remedy) from error


def _root(wanted: NewChannel, keys: tuple[PublicKey, ...], now: datetime) -> Root:
    root = Root(1, expires=until(now, wanted.plans[Role.ROOT].days), consistent_snapshot=True)
    for key in keys:
        for name in key.role.metadata:
            root.add_key(key.key, name)
    for role, plan in wanted.plans.items():
        for name in role.metadata:
            root.roles[name].threshold = plan.threshold
    root.unrecognized_fields[DAYS_FIELD] = {str(role): plan.days for role, plan in wanted.plans.items()}
    return root
