"""One update of one channel: fetch, verify, examine, and only then swap. What is in use stays until then."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuf.api.exceptions import DownloadError, LengthOrHashMismatchError, RepositoryError
from tuf.api.metadata import TargetFile
from tuf.ngclient import Updater

from content.channels.desk.active import is_whole, read_active
from content.channels.desk.channel_folder import ChannelFolder
from content.channels.desk.errors import RefusedBundle
from content.channels.desk.fetcher import DeskFetcher
from content.channels.desk.places import base_of, shown
from content.channels.desk.proof import Prove
from content.channels.desk.records import write_record
from content.channels.desk.refusals import Refusals
from content.channels.desk.report import Change
from content.channels.desk.rows import BundleRow
from content.channels.desk.trouble import of_update
from content.channels.desk.trust import read_root
from content.channels.errors import ChannelError, UntrustedError
from content.channels.model import LARGEST_MANIFEST, MANIFEST, BundleLine, ChannelManifest, read_manifest
from content.channels.rollout import wanted
from content.files.packed import MAX_PACKED_BYTES

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PUBLISHER = "nothing was taken over; tell the publisher"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, how often the channel may be asked, and what kept the rest from being done."""

    changes: tuple[Change, ...]
    poll_minutes: int | None
    error: ChannelError | None = None


class ChannelUpdate:
    """Works in one channel's ``folder``, of which it is the only owner while it runs."""

    def __init__(
        self,
        folder: ChannelFolder,
        address: str,
        fetcher: DeskFetcher,
        desk: str,
        prove: Prove,
        program: str,
    ) -> None:
        self._folder, self._address, self._fetcher = folder, address, fetcher
        self._desk, self._prove, self._program = desk, prove, program
        self._active = read_active(folder)["bundles"]
        self._before = self._files()
        self._changes: list[Change] = []
        self._poll_minutes: int | None = None

    def run(self, now: datetime, reached: datetime | None) -> Outcome:
        """``reached`` is when the channel was last in order: a clock that shows less is not believed."""
        error = None
        try:
            self._incoming.unlink(missing_ok=True)
            self._refusals = Refusals(self._folder, self._program)
            self._updater = self._refreshed(max(now, reached) if reached else now)
            self._obey(self._manifest())
        except (RepositoryError, DownloadError, OSError, ChannelError) as caught:
            error = of_update(caught, shown(self._address), now)
            with suppress(OSError):
                self._fetcher.forget()
        return Outcome(tuple(self._changes), self._poll_minutes, error)

    @property
    def _incoming(self) -> Path:
        return self._folder.targets / "incoming.cue"

    def _files(self) -> set[str]:
        return {row["file"] for row in self._active.values()}

    def _obey(self, manifest: ChannelManifest) -> None:
        self._poll_minutes = manifest.poll_minutes
        offered = {self._follow(line) for line in manifest.bundles}
        for bundle in sorted(self._active.keys() - {line.id for line in manifest.bundles}):
            self._withdraw(bundle)
        self._refusals.keep_only(offered - {row["sha256"] for row in self._active.values()})
        self._tidy()

    def _refreshed(self, moment: datetime) -> Updater:
        """The channel's metadata, verified as of ``moment``. The first trust is the invitation's root."""
        for folder in (self._folder.metadata, self._folder.targets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        base = base_of(self._address)
        updater = Updater(
            str(self._folder.metadata),
            f"{base}metadata/",
            str(self._folder.targets),
            f"{base}targets/",
            fetcher=self._fetcher,
            bootstrap=read_root(self._folder.root),
        )
        updater._trusted_set.reference_time = moment  # python-tuf takes the clock from nobody
        updater.refresh()
        return updater

    def _manifest(self) -> ChannelManifest:
        info = self._info(MANIFEST, LARGEST_MANIFEST)
        file = self._folder.path / MANIFEST
        if self._updater.find_cached_target(info, str(file)) is None:
            self._download(info, file)
        manifest = read_manifest(file.read_bytes())
        if manifest.id != self._folder.path.name:
            what = f'is the channel "{manifest.id}", not "{self._folder.path.name}"'
            raise UntrustedError(what, shown(self._address), _PUBLISHER)
        return manifest

    def _follow(self, line: BundleLine) -> str:
        """Bring one bundle to where the channel wants it; the hash of the file offered to us, or ""."""
        installed = self._active.get(line.id)
        before = installed["version"] if installed else ""
        release = wanted(line, self._desk, before)
        if release is None:
            return ""
        info = self._info(release.target, MAX_PACKED_BYTES)
        sha256 = info.hashes["sha256"]
        name = f"{line.id}-{release.version}-{sha256[:12]}.cue"
        file = self._folder.targets / name
        if (
            installed
            and installed["sha256"] == sha256
            and is_whole(self._folder.targets / installed["file"], sha256)
        ):
            return sha256
        try:
            self._obtain(line, release.version, info, file)
        except RefusedBundle as error:
            self._changes.append(Change(line.id, before, release.version, error.what, error.remedy))
            return sha256
        row = BundleRow(title=line.title, version=release.version, file=name, sha256=sha256)
        self._swap({**self._active, line.id: row})
        self._changes.append(Change(line.id, before, release.version))
        return sha256

    def _obtain(self, line: BundleLine, version: str, info: TargetFile, file: Path) -> None:
        """Put the examined bundle at ``file``, where nothing uses it yet. Raises RefusedBundle."""
        sha256 = info.hashes["sha256"]
        if known := self._refusals.of(sha256):
            raise known
        incoming = self._incoming
        if is_whole(file, sha256):
            file.replace(incoming)  # after a kill between two steps: all of it again, but for the network
        else:
            self._download(info, incoming)
        self._refusals.begin(sha256, line.id, version)
        try:
            self._prove(incoming, line.id, version)
        except RefusedBundle as error:
            self._refusals.refuse(sha256, incoming, error)
            raise
        incoming.replace(file)
        self._refusals.accept(sha256)

    def _download(self, info: TargetFile, file: Path) -> None:
        try:
            self._updater.download_target(info, str(file))
        except LengthOrHashMismatchError:
            if not self._fetcher.resumed:
                raise
            self._updater.download_target(info, str(file))  # the beginning, from another day, was to blame
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())

    def _info(self, target: str, largest: int) -> TargetFile:
        info = self._updater.get_targetinfo(target)
        if info is None or not _SHA256.fullmatch(info.hashes.get("sha256", "")):
            raise UntrustedError(f"names {target}, and has not signed it", shown(self._address), _PUBLISHER)
        if info.length > largest:
            what = f"offers {target} with {info.length:,} bytes; at most {largest:,} are taken"
            raise UntrustedError(what, shown(self._address), _PUBLISHER)
        return info

    def _withdraw(self, bundle: str) -> None:
        before = self._active[bundle]["version"]
        self._swap({name: row for name, row in self._active.items() if name != bundle})
        self._changes.append(Change(bundle, before, ""))

    def _swap(self, bundles: dict[str, BundleRow]) -> None:
        """The one moment at which other bundles are in use."""
        write_record(self._folder.active, {"bundles": bundles})
        self._active = bundles

    def _tidy(self) -> None:
        """Remove what earlier updates left. What this one replaced may just be read, and stays until then."""
        used = self._before | self._files()
        for file in self._folder.targets.glob("*.cue"):
            if file.name not in used:
                with suppress(OSError):  # Windows keeps a file that is open
                    file.unlink()
        for file in self._folder.metadata.glob("tmp*"):  # python-tuf's, of a write that was killed
            with suppress(OSError):
                file.unlink()
