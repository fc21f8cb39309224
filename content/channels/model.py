"""What a channel says, as values: its signed manifest and its invitation. Not for signatures or files.

Both are JSON, read whole or not at all: what is not understood cannot be obeyed. See docs/channels.md.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from content.bundles.manifest import LONGEST_TITLE, LONGEST_VERSION, VERSION
from content.channels.errors import ChannelError
from content.channels.versions import rank
from content.schema import ONE_LINE
from content.short_names import LONGEST, SHORT_NAME

FORMAT = 1
MANIFEST = "channel.json"  # the target's name
LARGEST_MANIFEST = 1_000_000  # bytes
LARGEST_INVITATION = 200_000

Id = Annotated[str, Meta(pattern=SHORT_NAME, max_length=LONGEST)]
Version = Annotated[str, Meta(pattern=VERSION, max_length=LONGEST_VERSION)]
Title = Annotated[str, Meta(pattern=ONE_LINE, max_length=LONGEST_TITLE)]
Percent = Annotated[int, Meta(ge=0, le=100)]

S = TypeVar("S", bound=msgspec.Struct)


class Release(msgspec.Struct, frozen=True, omit_defaults=True):
    """One version of a bundle; ``target`` is its file, and it is offered to ``percent`` of the desks."""

    version: Version
    target: Annotated[str, Meta(max_length=120)]
    percent: Percent = 100


class BundleLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One bundle of the channel; ``releases`` are ordered, the newest first.

    ``halted``: no further desk gets the newest release. ``pinned``: every desk goes to that version, also to
    an older one.
    """

    id: Id
    title: Title
    releases: Annotated[tuple[Release, ...], Meta(min_length=1, max_length=50)]
    halted: bool = False
    pinned: Annotated[str, Meta(max_length=LONGEST_VERSION)] = ""

    def release(self, version: str) -> Release | None:
        """The release of that ``version``, None when there is none."""
        return next((release for release in self.releases if release.version == version), None)


class ChannelManifest(msgspec.Struct, frozen=True):
    """All that a channel offers. ``poll_minutes``: how often desks may ask."""

    format: int
    id: Id
    title: Title
    bundles: Annotated[tuple[BundleLine, ...], Meta(max_length=1000)] = ()
    poll_minutes: Annotated[int, Meta(ge=5, le=10_080)] = 60

    def line(self, bundle: str) -> BundleLine | None:
        """The line of the bundle with that id, None when the channel has none."""
        return next((line for line in self.bundles if line.id == bundle), None)


class Invitation(msgspec.Struct, frozen=True):
    """What one needs to subscribe. ``url`` is where the channel lies, "" for beside the invitation.

    ``root`` is signed root metadata, the desk's first trust: how the invitation reaches the desk decides
    whether it can be believed.
    """

    format: int
    id: Id
    title: Title
    url: Annotated[str, Meta(pattern=r"^(\S(.*\S)?)?$(?!\n)", max_length=2000)]
    root: dict[str, Any]

    def root_bytes(self) -> bytes:
        """The root metadata as a file, for those who verify it."""
        return json.dumps(self.root, sort_keys=True, separators=(",", ":")).encode()


class _Format(msgspec.Struct):
    format: Annotated[int, Meta(ge=1)]


def read_manifest(data: bytes) -> ChannelManifest:
    """The manifest in ``data``. Raises ChannelError; whether it can be trusted has to be known before."""
    manifest = _read(data, ChannelManifest, MANIFEST, LARGEST_MANIFEST)
    seen: set[str] = set()
    for number, line in enumerate(manifest.bundles):
        fault = "is a bundle that is listed twice" if line.id in seen else line_fault(line)
        if fault:
            raise _unusable(fault, f"{MANIFEST}: bundles[{number}]")
        seen.add(line.id)
    return manifest


def read_invitation(data: bytes) -> Invitation:
    """The invitation in ``data``. Raises ChannelError. The root in it is not looked at."""
    return _read(data, Invitation, "invitation.json", LARGEST_INVITATION)


def write(value: ChannelManifest | Invitation) -> bytes:
    """``value`` as the file that the ``read_…`` functions read, laid out for people."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def target_of(bundle: str, version: str) -> str:
    """The name of a release's file. There is only this one, so that no manifest can point elsewhere."""
    return f"bundles/{bundle}-{version}.cue"


def line_fault(line: BundleLine) -> str:
    """What keeps ``line`` from meaning anything, or ""."""
    for release in line.releases:
        if release.target != target_of(line.id, release.version):
            return f"has a release whose file is not {target_of(line.id, release.version)}"
    if any(rank(newer.version) <= rank(older.version) for newer, older in pairwise(line.releases)):
        return "has releases that are not ordered from the newest to the oldest"
    if line.pinned and line.release(line.pinned) is None:
        return f'is pinned to version "{line.pinned}", which is not among its releases'
    return ""


def _read(data: bytes, kind: type[S], name: str, largest: int) -> S:
    if len(data) > largest:
        raise _unusable(f"is larger than {largest:,} bytes", name)
    try:
        found = msgspec.json.decode(data, type=_Format).format
        if found > FORMAT:
            remedy = "update Sidecue on this computer"
            raise ChannelError(f"has format {found}, and this Sidecue reads up to {FORMAT}", name, remedy)
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unusable(f"is not what it should be ({error})", name) from error


def _unusable(what: str, where: str) -> ChannelError:
    return ChannelError(what, where, "ask whoever runs the channel")
