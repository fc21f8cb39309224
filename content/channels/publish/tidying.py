"""Which files of a channel no desk needs any more. Not for removing them: the caller does that."""

from __future__ import annotations

from content.channels.publish.folder import hashed, versioned
from content.channels.publish.reading import Repository

# A desk in the middle of an update still asks for the state it began with.
KEPT_VERSIONS = 3


def superfluous(repository: Repository) -> tuple[str, ...]:
    """Paths, relative to the channel: old targets and snapshots, bundles that no release names, half files.

    Every root stays: a desk that slept for years follows them one by one. So does what is not ours.
    """
    listing = repository.listing
    current = {"targets": repository.targets.signed.version, "snapshot": repository.snapshot.signed.version}
    old = [
        versioned(name, version)
        for name, newest in current.items()
        for version in listing.versions.get(name, ())
        if version <= newest - KEPT_VERSIONS
    ]
    named = {
        hashed(name, digest)
        for name, target in repository.targets.signed.targets.items()
        for digest in target.hashes.values()
    }
    return (*old, *(path for path in listing.targets if path not in named), *listing.temporary)
