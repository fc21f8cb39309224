"""`sidecue channel status`: keys, expiry, bundles, and what desks will see."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from content.channels.model import BundleLine
from content.channels.publish.reading import Repository, open_repository
from content.channels.publish.status import ChannelStatus, status_of
from content.files.names import printable
from overlay.cli.channel.signing import now
from overlay.cli.channel.wording import seen
from overlay.cli.exits import FINE, PROBLEMS


def status(arguments: argparse.Namespace) -> int:
    """Exit status 1 when something has expired or soon will, so that a scheduler can tell."""
    repository = open_repository(arguments.folder)
    found = status_of(repository, now())
    if arguments.json:
        print(json.dumps(_as_json(repository, found), indent=2, ensure_ascii=False))
    else:
        _say(repository, found)
        for problem in found.problems:
            print(f"sidecue: {problem}", file=sys.stderr)
        for path in found.strange:
            print(f"sidecue: {printable(path)}: is no file of the channel; move it away", file=sys.stderr)
    return PROBLEMS if found.problems else FINE


def _say(repository: Repository, found: ChannelStatus) -> None:
    manifest = repository.manifest
    print(f"{printable(manifest.title)} ({manifest.id}), desks ask every {manifest.poll_minutes} minutes")
    for role in found.roles:
        names = ", ".join(f"{name} ({key[:8]})" for name, key in role.keys)
        print(f"  {role.role}: {role.threshold} of {len(role.keys)} must sign: {names}")
    for one in found.expiry:
        print(f"  {one.name} version {one.version}, valid until {one.expires:%Y-%m-%d}, {_days(one.days)}")
    for line in manifest.bundles:
        print(f"  {printable(line.title)} ({line.id}): {seen(line)}")
    if not manifest.bundles:
        print("  no bundles yet; publish one: sidecue channel publish")


def _days(days: int) -> str:
    if days < 0:
        return "EXPIRED"
    return "1 more day" if days == 1 else f"{days} more days"


def _as_json(repository: Repository, found: ChannelStatus) -> dict[str, Any]:
    manifest = repository.manifest
    return {
        "id": manifest.id,
        "title": manifest.title,
        "poll_minutes": manifest.poll_minutes,
        "roles": [
            {
                "role": role.role,
                "threshold": role.threshold,
                "keys": [{"name": name, "id": key} for name, key in role.keys],
            }
            for role in found.roles
        ],
        "metadata": [
            {
                "name": one.name,
                "version": one.version,
                "expires": one.expires.isoformat(),
                "days": one.days,
                "warning": one.warning,
            }
            for one in found.expiry
        ],
        "bundles": [_line(line) for line in manifest.bundles],
        "problems": list(found.problems),
        "unknown_files": list(found.strange),
    }


def _line(line: BundleLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": line.title,
        "releases": [
            {"version": release.version, "percent": release.percent, "file": release.target}
            for release in line.releases
        ],
        "halted": line.halted,
        "pinned": line.pinned,
        "desks_see": seen(line),
    }
