"""Which bundles of channels are in use: those whose files are still what was verified. Light: no TUF here."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from content.channels.desk.channel_folder import ChannelFolder, channel_folders
from content.channels.desk.records import DamagedRecordError, read_record
from content.channels.desk.rows import ActiveRow, SubscriptionRow

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class ActiveBundle:
    """A packed bundle that was verified, and is unchanged since."""

    channel: str
    id: str
    title: str
    version: str
    file: Path


@dataclass(frozen=True, slots=True)
class Active:
    """The bundles to show, in order of precedence, and what is wrong with others, in plain words."""

    bundles: tuple[ActiveBundle, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def files(self) -> list[Path]:
        """Where they lie."""
        return [bundle.file for bundle in self.bundles]


def active_bundles(channels: Path) -> Active:
    """Read every byte of every active bundle again; channels come in the order of their subscriptions.

    A file that was changed is left out and reported; the next update fetches it anew.
    """
    bundles: list[ActiveBundle] = []
    problems: list[str] = []
    for folder in _in_order(channels):
        found, wrong = _of_channel(folder)
        bundles += found
        problems += wrong
    return Active(tuple(bundles), tuple(problems))


def read_active(folder: ChannelFolder) -> ActiveRow:
    """What active.json says; nothing when it is missing or damaged: the next update finds the files again."""
    try:
        return read_record(folder.active, ActiveRow) or {"bundles": {}}
    except (DamagedRecordError, OSError):
        return {"bundles": {}}


def is_whole(file: Path, sha256: str) -> bool:
    """Whether ``file`` has this hash."""
    digest = _new_sha256()
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return False
    return str(digest.hexdigest()) == sha256


def _new_sha256() -> Any:
    """Python's own, 6 ms for 1 MB: `hashlib` is faster, and loads OpenSSL, which the app would keep."""
    for module in ("_sha2", "_sha256"):  # since Python 3.12, and before
        with suppress(ImportError):
            return import_module(module).sha256()
    import hashlib

    return hashlib.sha256()


def _of_channel(folder: ChannelFolder) -> tuple[list[ActiveBundle], list[str]]:
    channel = folder.path.name
    try:
        row = read_record(folder.active, ActiveRow)
    except (DamagedRecordError, OSError):
        lost = f"The list of bundles of the channel {channel} is damaged."
        return [], [f"{lost} They are not shown; the next update puts them in order."]
    found: list[ActiveBundle] = []
    wrong: list[str] = []
    for name, bundle in sorted(row["bundles"].items() if row else ()):
        file = folder.targets / Path(bundle["file"]).name
        if is_whole(file, bundle["sha256"]):
            found.append(ActiveBundle(channel, name, bundle["title"], bundle["version"], file))
        else:
            wrong.append(
                f"The bundle {name} {bundle['version']} of the channel {channel} was changed or removed on "
                "this computer. It is not shown; the next update fetches it again."
            )
    return found, wrong


def _in_order(channels: Path) -> list[ChannelFolder]:
    """Managed channels first, then the older subscription: a newcomer cannot push another's bundle aside."""
    keyed = []
    for folder in channel_folders(channels):
        try:
            row = read_record(folder.subscription, SubscriptionRow)
        except (DamagedRecordError, OSError):
            row = None
        since = row["since"].timestamp() if row else float("inf")
        keyed.append((not (row and row["managed"]), since, folder.path.name, folder))
    return [folder for *_, folder in sorted(keyed, key=lambda entry: entry[:3])]
