"""Reads a channel's folder as its publisher: the present state, verified. Not for desks: see channels/desk.

The present state is what a desk would find: what timestamp.json names. Files of a change that was cut short
lie beside it and count for nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from content.channels.errors import ChannelError, UntrustedError
from content.channels.model import LARGEST_MANIFEST, MANIFEST, ChannelManifest, read_manifest
from content.channels.publish.folder import TIMESTAMP, Listing, hashed, list_folder, read_file, versioned

# What python-tuf's client accepts; a channel beyond that is one that no desk reads.
LARGEST = {"root": 512_000, "timestamp": 16_384, "snapshot": 2_000_000, "targets": 5_000_000}

_S = TypeVar("_S", Root, Timestamp, Snapshot, Targets)
_RESTORE = "restore it from a copy of the channel; nothing was changed"


@dataclass(frozen=True, slots=True)
class Repository:
    """A channel's present state. ``outdated`` names metadata that only a former root vouches for."""

    folder: Path
    listing: Listing
    root: Metadata[Root]
    targets: Metadata[Targets]
    snapshot: Metadata[Snapshot]
    timestamp: Metadata[Timestamp]
    manifest: ChannelManifest
    outdated: frozenset[str]

    def free_version(self, name: str) -> int:
        """The next version of targets or snapshot: one that no file has, not even a forgotten one."""
        current = self.targets if name == "targets" else self.snapshot
        return max(current.signed.version, self.listing.newest(name)) + 1


def open_repository(folder: Path) -> Repository:
    """The channel in ``folder``. Raises ChannelError when there is none or when it is damaged."""
    if not (folder / TIMESTAMP).is_file():
        begun = (folder / "metadata").is_dir()
        what = "is a channel without metadata/timestamp.json" if begun else "is no channel"
        remedy = (
            "restore it from a copy, or begin anew in an empty folder" if begun else "make one: channel init"
        )
        raise ChannelError(what, str(folder), remedy)
    listing = list_folder(folder)
    roots = _roots(folder, listing)
    outdated: set[str] = set()

    def vouched(kind: type[_S], path: str) -> Metadata[_S]:
        found = _parse(kind, folder, path)
        if not _is_vouched_for(found, roots[-1]):
            if not any(_is_vouched_for(found, former) for former in roots):
                raise UntrustedError("is not signed by the channel's keys", str(folder / path), _RESTORE)
            outdated.add(kind.type)
        return found

    timestamp = vouched(Timestamp, TIMESTAMP)
    snapshot = vouched(Snapshot, versioned("snapshot", timestamp.signed.snapshot_meta.version))
    meta = snapshot.signed.meta.get("targets.json")
    if meta is None:
        where = str(folder / versioned("snapshot", snapshot.signed.version))
        raise ChannelError("names no targets.json", where, _RESTORE)
    targets = vouched(Targets, versioned("targets", meta.version))
    manifest = _manifest(folder, targets.signed)
    return Repository(folder, listing, roots[-1], targets, snapshot, timestamp, manifest, frozenset(outdated))


def _roots(folder: Path, listing: Listing) -> list[Metadata[Root]]:
    """Every root from the first to the present one, each vouched for by the one before and by itself."""
    newest = listing.newest("root")
    if listing.versions.get("root", ()) != tuple(range(1, newest + 1)) or not newest:
        what = "lacks a version of root.json, without which desks cannot follow"
        raise ChannelError(what, str(folder / "metadata"), _RESTORE)
    roots: list[Metadata[Root]] = []
    for version in range(1, newest + 1):
        path = versioned("root", version)
        root = _parse(Root, folder, path)
        known = all(_is_vouched_for(root, voucher) for voucher in (*roots[-1:], root))
        if root.signed.version != version or not known:
            raise UntrustedError("is not signed by enough root keys", str(folder / path), _RESTORE)
        roots.append(root)
    return roots


def _parse(kind: type[_S], folder: Path, path: str) -> Metadata[_S]:
    raw = read_file(folder, path, LARGEST[kind.type])
    try:
        found: Metadata[_S] = Metadata.from_bytes(raw)
        _ = found.signed_bytes  # text that cannot be encoded shows only here
    except (RepositoryError, ValueError, RecursionError) as error:
        raise ChannelError(f"is damaged ({error})", str(folder / path), _RESTORE) from error
    if not isinstance(found.signed, kind):
        raise ChannelError(f"is not {kind.type} metadata", str(folder / path), _RESTORE)
    return found


def _is_vouched_for(found: Metadata[_S], root: Metadata[Root]) -> bool:
    name = found.signed.type
    return bool(root.signed.get_verification_result(name, found.signed_bytes, found.signatures))


def _manifest(folder: Path, targets: Targets) -> ChannelManifest:
    target = targets.targets.get(MANIFEST)
    if target is None:
        raise ChannelError(f"names no {MANIFEST}", str(folder / "metadata"), _RESTORE)
    path = hashed(MANIFEST, target.hashes.get("sha256", ""))
    raw = read_file(folder, path, LARGEST_MANIFEST)
    if hashlib.sha256(raw).hexdigest() != target.hashes.get("sha256"):
        raise UntrustedError("is not the file that was signed", str(folder / path), _RESTORE)
    return read_manifest(raw)
