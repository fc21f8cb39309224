"""Metadata that is ready to be signed, and the say-so about it. Not for deciding what changes: see edits.py.

A draft is complete before anything is signed and signed completely before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from securesystemslib.signer import Key, Signer
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from content.channels.errors import ChannelError
from content.channels.model import LARGEST_MANIFEST, MANIFEST, ChannelManifest, write
from content.channels.publish.folder import TIMESTAMP, NewFile, hashed, versioned
from content.channels.publish.keys import NAME_FIELD, PublicKey
from content.channels.publish.reading import LARGEST, Repository
from content.channels.publish.roles import DAYS, ROLE_OF, Role
from content.files.names import printable

DAYS_FIELD = "x-sidecue-days"  # in the root metadata: how long each role's signatures hold

_LONGEST_NAME = 60
_SPARE = 0.9  # of what desks accept


@dataclass(frozen=True, slots=True)
class Part:
    """One file of metadata and the keys that are to sign it."""

    name: str
    metadata: Metadata[Any]
    keys: tuple[Key, ...]

    @property
    def path(self) -> str:
        """Where it goes."""
        return TIMESTAMP if self.name == "timestamp" else versioned(self.name, self.metadata.signed.version)

    def __str__(self) -> str:
        signed = self.metadata.signed
        names = ", ".join(map(key_name, self.keys)) or "no key yet"
        return f"{self.name} version {signed.version} with {names}, valid until {signed.expires:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A change to a channel: metadata in the order of writing, and files that have to be there ``before``."""

    parts: tuple[Part, ...]
    before: tuple[NewFile, ...] = ()

    def __str__(self) -> str:
        return "; ".join(map(str, self.parts))

    @property
    def keys(self) -> tuple[str, ...]:
        """The ids of the keys that are needed."""
        return tuple(dict.fromkeys(key.keyid for part in self.parts for key in part.keys))


def key_name(key: Key) -> str:
    """What people call ``key``; safe to print, because a waiting root may be anybody's."""
    return printable(str(key.unrecognized_fields.get(NAME_FIELD, key.keyid)))[:_LONGEST_NAME]


def days_of(root: Root) -> dict[Role, int]:
    """How long the signatures of each role hold in this channel."""
    said = root.unrecognized_fields.get(DAYS_FIELD)
    known = said if isinstance(said, dict) else {}
    return {role: days if isinstance(days := known.get(role), int) else DAYS[role] for role in Role}


def until(now: datetime, days: int) -> datetime:
    """When something that is signed ``now`` expires."""
    return now.replace(microsecond=0) + timedelta(days=days)


def enough(root: Root, name: str, keys: Iterable[PublicKey]) -> tuple[Key, ...]:
    """As many of ``keys`` as have to sign ``name``; none when they are too few."""
    role = root.roles[name]
    ours = tuple(root.keys[key.id] for key in keys if key.id in role.keyids)
    return ours[: role.threshold] if len(ours) >= role.threshold else ()


def at_hand(root: Root, name: str, keys: Iterable[PublicKey], where: str) -> tuple[Key, ...]:
    """As many of ``keys`` as have to sign ``name``. Raises ChannelError when they are too few."""
    role, mine = root.roles[name], tuple(keys)
    found = enough(root, name, mine)
    if not found:
        ours = [key for key in mine if key.id in role.keyids]
        needed = ", ".join(sorted(key_name(root.keys[keyid]) for keyid in role.keyids))
        what = f"{role.threshold} of the {ROLE_OF[name]} keys ({needed}) must sign, {len(ours)} at hand"
        raise ChannelError(what, where, "name the folders they lie in with --keys")
    return found


def target_files(
    manifest: ChannelManifest, bundles: Mapping[str, bytes]
) -> tuple[dict[str, TargetFile], tuple[NewFile, ...]]:
    """The manifest and ``bundles`` (target name to content) as targets, and as the files to write."""
    raw = write(manifest)
    if len(raw) > LARGEST_MANIFEST * _SPARE:
        remedy = "withdraw bundles that nobody needs, or begin a second channel"
        raise ChannelError(f"would have {len(raw):,} bytes", MANIFEST, remedy)
    targets: dict[str, TargetFile] = {}
    files: list[NewFile] = []
    for name, content in (*sorted(bundles.items()), (MANIFEST, raw)):
        targets[name] = TargetFile.from_data(name, content, ["sha256"])
        files.append(NewFile(hashed(name, targets[name].hashes["sha256"]), content))
    return targets, tuple(files)


def draft_manifest(
    repository: Repository,
    manifest: ChannelManifest,
    bundles: Mapping[str, bytes],
    keys: Iterable[PublicKey],
    now: datetime,
) -> Draft:
    """The change to ``manifest``, with the content of the ``bundles`` new in it. Raises ChannelError."""
    targets, files = target_files(manifest, bundles)
    known = repository.targets.signed.targets
    named = [release.target for line in manifest.bundles for release in line.releases]
    kept = {name: known[name] for name in named if name in known}
    new = Targets(repository.free_version("targets"), targets=kept | targets)
    check_root(repository.root.signed, now, str(repository.folder))
    return Draft(draft_content(repository, repository.root.signed, new, tuple(keys), now), before=files)


def draft_refresh(repository: Repository, keys: Iterable[PublicKey], now: datetime) -> Draft:
    """The same content, said to be the present one for another while.

    Publishing keys are needed only after a rotation that was cut short. Where they are at hand, they sign the
    content as well in the second half of its time.
    """
    root, mine = repository.root.signed, tuple(keys)
    check_root(root, now, str(repository.folder))
    due = repository.targets.signed.expires < until(now, days_of(root)[Role.PUBLISHING] // 2)
    anew = "targets" in repository.outdated or (due and enough(root, "targets", mine))
    return Draft(draft_content(repository, root, signed_anew(repository) if anew else None, mine, now))


def signed_anew(repository: Repository) -> Targets:
    """The present content as a new version, for other keys to sign."""
    return Targets(repository.free_version("targets"), targets=dict(repository.targets.signed.targets))


def draft_content(
    repository: Repository,
    root: Root,
    targets: Targets | None,
    keys: tuple[PublicKey, ...],
    now: datetime,
    *,
    again: bool = False,
) -> tuple[Part, ...]:
    """Targets (None: those that are there), and what says that they are the present ones.

    A snapshot that says the same is signed ``again`` only in the second half of its time.
    """
    days, where = days_of(root), str(repository.folder)
    parts: list[Part] = []
    if targets is not None:
        targets.expires = until(now, days[Role.PUBLISHING])
        parts.append(Part("targets", Metadata(targets), at_hand(root, "targets", keys, where)))
    online = at_hand(root, "snapshot", keys, where)
    snapshot = repository.snapshot.signed
    half = until(now, days[Role.ONLINE] // 2)
    if again or targets is not None or snapshot.expires < half or repository.outdated:
        version = targets.version if targets is not None else repository.targets.signed.version
        snapshot = Snapshot(repository.free_version("snapshot"), meta={"targets.json": MetaFile(version)})
        snapshot.expires = until(now, days[Role.ONLINE])
        parts.append(Part("snapshot", Metadata(snapshot), online))
    timestamp = Timestamp(repository.timestamp.signed.version + 1, snapshot_meta=MetaFile(snapshot.version))
    timestamp.expires = until(now, days[Role.ONLINE])
    parts.append(Part("timestamp", Metadata(timestamp), online))
    return tuple(parts)


def check_root(root: Root, now: datetime, where: str) -> None:
    """Raise ChannelError when no desk would believe ``root`` any more."""
    if root.is_expired(now):
        remedy = "renew it first: channel rotate --role root"
        raise ChannelError(f"the root expired on {root.expires:%Y-%m-%d}", where, remedy)


def sign(draft: Draft, signers: Mapping[str, Signer]) -> tuple[NewFile, ...]:
    """``draft``, signed, as files in the order in which they have to be written. Raises ChannelError.

    The draft itself stays unsigned.
    """
    files: list[NewFile] = []
    for part in draft.parts:
        metadata = deepcopy(part.metadata)
        for key in part.keys:
            metadata.sign(signers[key.keyid], append=True)
        raw = metadata.to_bytes(JSONSerializer(compact=True))
        if len(raw) > LARGEST[part.name] * _SPARE:
            remedy = "withdraw bundles that nobody needs, or begin a second channel"
            raise ChannelError(f"would have {len(raw):,} bytes", part.path, remedy)
        files.append(NewFile(part.path, raw, again=part.name == "timestamp"))
    return (*draft.before, *files)
