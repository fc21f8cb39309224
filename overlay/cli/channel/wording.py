"""What a channel does with a bundle, in plain words. Shared by the channel verbs; not for signing."""

from __future__ import annotations

from pathlib import Path

from content.channels.desk.trust import fingerprint
from content.channels.model import LARGEST_INVITATION, BundleLine
from content.channels.publish.folder import INVITATION, read_file


def invitation_fingerprint(folder: Path) -> str:
    """What people compare before they believe the channel's invitation. Raises ChannelError."""
    return fingerprint(read_file(folder, INVITATION, LARGEST_INVITATION))


def seen(line: BundleLine) -> str:
    """What desks will see of the bundle."""
    if line.pinned:
        return f"every desk gets {line.pinned}, because it is pinned"
    newest, before = line.releases[0], _before(line)
    others = f"the others {before}" if before else "the others nothing"
    if line.halted:
        return f"{newest.version} is halted: who has it keeps it, {others}"
    if newest.percent == 100:
        return f"every desk gets {newest.version}"
    return f"{newest.percent} % of the desks get {newest.version}, {others}"


def _before(line: BundleLine) -> str:
    """What is offered beside the newest release, "" for nothing."""
    texts: list[str] = []
    for release in line.releases[1:]:
        if release.percent:
            share = "" if release.percent == 100 else f" ({release.percent} %)"
            texts.append(f"{release.version}{share}")
        if release.percent == 100:
            break
    return ", ".join(texts)
