"""Which release of a bundle a desk should have: rings, halts, pins as pure functions. No network, no disk."""

from __future__ import annotations

import hashlib

from content.channels.model import BundleLine, Release
from content.channels.versions import rank


def bucket(desk: str, bundle: str, version: str) -> float:
    """Where ``desk`` stands among all desks for this release: from 0 up to, but not including, 100.

    The same on every system and for ever, spread evenly, and new for each version, so that it is not always
    the same people who go first.
    """
    digest = hashlib.sha256(f"{desk}\0{bundle}\0{version}".encode()).digest()
    # 52 bits: with all 64 the largest would be rounded up to 100.
    return (int.from_bytes(digest[:8], "big") >> 12) / 2**52 * 100


def offered(line: BundleLine, desk: str) -> Release | None:
    """The newest release in whose ring ``desk`` is, None when it is in none. Pins are not looked at."""
    open_ones = line.releases[1:] if line.halted else line.releases
    return next(
        (release for release in open_ones if bucket(desk, line.id, release.version) < release.percent), None
    )


def wanted(line: BundleLine, desk: str, installed: str) -> Release | None:
    """The release that ``desk`` should have, perhaps the ``installed`` version itself ("": it has none).

    None: nothing is offered to this desk, it keeps what it has. Only a pin leads back to an older version.
    """
    if line.pinned:
        return line.release(line.pinned)
    best = offered(line, desk)
    if installed and (best is None or rank(best.version) <= rank(installed)):
        return line.release(installed)
    return best
