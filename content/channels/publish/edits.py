"""What a publisher can change in a channel's manifest, as pure functions. Not for signing: see draft.py."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from content.channels.errors import ChannelError
from content.channels.model import MANIFEST, BundleLine, ChannelManifest, Release, target_of
from content.channels.versions import rank

# Older releases are of use for halting and pinning only.
KEPT_RELEASES = 5


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A bundle to publish."""

    bundle: str
    version: str
    title: str


def add_release(manifest: ChannelManifest, new: NewRelease, percent: int) -> ChannelManifest:
    """Offer ``new`` to ``percent`` of the desks. A halted release before it stays with those who have it.

    Raises ChannelError when its version is not newer than what is there.
    """
    release = Release(new.version, target_of(new.bundle, new.version), percent)
    old = manifest.line(new.bundle)
    if old is None:
        line = BundleLine(new.bundle, new.title, (release,))
        bundles = tuple(sorted((*manifest.bundles, line), key=lambda line: line.id))
        return replace(manifest, bundles=bundles)
    newest = old.releases[0].version
    if rank(new.version) <= rank(newest):
        what = f"{new.bundle} {new.version} is not newer than {newest}, which is published already"
        raise ChannelError(what, MANIFEST, "raise the version in bundle.yaml")
    before = (replace(old.releases[0], percent=0), *old.releases[1:]) if old.halted else old.releases
    kept = [other for other in before if other.version == old.pinned or other in before[: KEPT_RELEASES - 1]]
    return _with(manifest, replace(old, title=new.title, releases=(release, *kept), halted=False))


def set_percent(manifest: ChannelManifest, bundle: str, percent: int) -> ChannelManifest:
    """Offer the newest release of ``bundle`` to ``percent`` of the desks."""
    line = _line(manifest, bundle)
    newest = replace(line.releases[0], percent=percent)
    return _with(manifest, replace(line, releases=(newest, *line.releases[1:])))


def set_halted(manifest: ChannelManifest, bundle: str, *, halted: bool) -> ChannelManifest:
    """Offer the newest release of ``bundle`` to no further desk, or to those in its ring again."""
    return _with(manifest, replace(_line(manifest, bundle), halted=halted))


def set_pin(manifest: ChannelManifest, bundle: str, version: str) -> ChannelManifest:
    """Lead every desk to ``version`` of ``bundle``; with "" the rings count again."""
    line = _line(manifest, bundle)
    if version and line.release(version) is None:
        kept = ", ".join(release.version for release in line.releases)
        raise ChannelError(f"has no release {version}", f"{MANIFEST}: {bundle}", f"there are {kept}")
    return _with(manifest, replace(line, pinned=version))


def withdraw(manifest: ChannelManifest, bundle: str) -> ChannelManifest:
    """Take ``bundle`` off every desk."""
    _line(manifest, bundle)
    return replace(manifest, bundles=tuple(line for line in manifest.bundles if line.id != bundle))


def _line(manifest: ChannelManifest, bundle: str) -> BundleLine:
    line = manifest.line(bundle)
    if line is None:
        known = ", ".join(line.id for line in manifest.bundles)
        remedy = f"there are {known}" if known else "publish one first"
        raise ChannelError(f'has no bundle "{bundle}"', MANIFEST, remedy)
    return line


def _with(manifest: ChannelManifest, line: BundleLine) -> ChannelManifest:
    """``manifest`` with ``line``, or ChannelError when that changes nothing."""
    if manifest.line(line.id) == line:
        raise ChannelError("is like this already", f"{MANIFEST}: {line.id}", "nothing to sign")
    return replace(manifest, bundles=tuple(line if line.id == old.id else old for old in manifest.bundles))
