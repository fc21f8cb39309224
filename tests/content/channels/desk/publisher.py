"""A publisher in a few lines of python-tuf, so that tests can also do what no honest publisher would."""

from __future__ import annotations

import copy
import json
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from content.channels.desk.subscriptions import Invited
from content.channels.desk.trust import fingerprint
from content.channels.model import (
    FORMAT,
    BundleLine,
    ChannelManifest,
    Invitation,
    Release,
    read_invitation,
    target_of,
    write,
)

CARD = "---\ntitle: Pay {version}\nkeywords: [pay]\nowner: me@example.org\n---\nText of {version}.\n"
ROLES = ("targets", "snapshot", "timestamp")


def bundle_bytes(bundle: str, version: str, card: str = CARD, filler: bytes = b"") -> bytes:
    """A packed bundle with one card; ``filler`` makes it as large as a test needs."""
    files = {
        "bundle.yaml": f'id: {bundle}\nversion: "{version}"\ntitle: Desk\npublisher: Example\n',
        "cards/pay.md": card.replace("{version}", version),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
        if filler:
            packed.writestr(zipfile.ZipInfo("media/notes.txt", (1980, 1, 1, 0, 0, 0)), filler)
    return out.getvalue()


class Publisher:
    """A channel in ``folder``. ``keys`` are open for tests to steal, lose and exchange."""

    def __init__(self, folder: Path, channel: str = "treasury", days: float = 7) -> None:
        self.folder, self.channel, self.days = folder, channel, days
        self.root_keys = [CryptoSigner.generate_ed25519() for _ in range(2)]
        self.keys = {role: CryptoSigner.generate_ed25519() for role in ROLES}
        self.lines: dict[str, BundleLine] = {}
        self.root = Root(expires=self._expiry(365), consistent_snapshot=True)
        for key in self.root_keys:
            self.root.add_key(key.public_key, "root")
        self.root.roles["root"].threshold = 2
        for role, key in self.keys.items():
            self.root.add_key(key.public_key, role)
        self.targets = Targets(expires=self._expiry())
        self.snapshot = Snapshot(expires=self._expiry())
        self.timestamp = Timestamp(expires=self._expiry())
        self.sign_root(bump=False)
        self._versions = iter(range(1, 10_000))

    def invited(self, url: str = "") -> Invited:
        """The invitation as a desk gets it on a safe way."""
        data = self.invitation(url)
        found_at = (self.folder / "invitation.json").as_uri()
        return Invited(read_invitation(data), found_at, fingerprint(data))

    def invitation(self, url: str = "") -> bytes:
        """The invitation file, also laid beside the channel."""
        root = json.loads((self.folder / "metadata" / "1.root.json").read_bytes())
        data = write(Invitation(FORMAT, self.channel, "Treasury desk", url, root))
        (self.folder / "invitation.json").write_bytes(data)
        return data

    def release(
        self, version: str, data: bytes | None = None, bundle: str = "desk", percent: int = 100
    ) -> None:
        """Offer another version of a bundle; call ``publish`` to sign it."""
        self.put(target_of(bundle, version), bundle_bytes(bundle, version) if data is None else data)
        older = self.lines[bundle].releases if bundle in self.lines else ()
        release = Release(version, target_of(bundle, version), percent)
        self.lines[bundle] = BundleLine(bundle, "Desk", (release, *older))

    def change_line(self, bundle: str = "desk", **fields: Any) -> None:
        """Halt, pin and so on."""
        line = self.lines[bundle]
        kept = {name: getattr(line, name) for name in line.__struct_fields__}
        self.lines[bundle] = BundleLine(**(kept | fields))

    def put(self, target: str, data: bytes) -> None:
        """Lay a target down, by its hash, and list it."""
        info = TargetFile.from_data(target, data, ["sha256"])
        self.targets.targets[target] = info
        self.file_of(target).parent.mkdir(parents=True, exist_ok=True)
        self.file_of(target).write_bytes(data)

    def file_of(self, target: str) -> Path:
        """Where a target lies."""
        folder, _, name = target.rpartition("/")
        sha256 = self.targets.targets[target].hashes["sha256"]
        return self.folder / "targets" / folder / f"{sha256}.{name}"

    def publish(self, *, manifest: bytes | None = None) -> None:
        """Sign everything as it is now."""
        lines = tuple(self.lines.values())
        said = ChannelManifest(FORMAT, self.channel, "Treasury desk", lines)
        self.put("channel.json", manifest if manifest is not None else write(said))
        version = next(self._versions)
        self.targets.version = self.snapshot.version = version
        self.targets.expires = self.snapshot.expires = self._expiry()
        self.write("targets", self.targets)
        self.snapshot.meta["targets.json"] = MetaFile(version)
        self.write("snapshot", self.snapshot)
        self.sign_timestamp(snapshot=version)

    def sign_timestamp(self, snapshot: int | None = None, version: int | None = None) -> None:
        """What a publisher does every few days."""
        self.timestamp.version = version or (self.timestamp.version + 1 if snapshot != 1 else 1)
        self.timestamp.expires = self._expiry()
        if snapshot:
            self.timestamp.snapshot_meta = MetaFile(snapshot)
        self.write("timestamp", self.timestamp)

    def write(self, role: str, signed: Any, key: CryptoSigner | None = None) -> Path:
        """Sign and write one role, perhaps with a key that has no right to."""
        metadata: Metadata[Any] = Metadata(copy.deepcopy(signed))
        metadata.sign(key or self.keys[role])
        name = "timestamp.json" if role == "timestamp" else f"{signed.version}.{role}.json"
        return self._write(name, metadata)

    def sign_root(self, *, bump: bool = True, keys: list[CryptoSigner] | None = None) -> Path:
        """Write the next root, signed by ``keys`` or all present root keys."""
        if bump:
            self.root.version += 1
        metadata: Metadata[Any] = Metadata(copy.deepcopy(self.root))
        for key in keys or self.root_keys:
            metadata.sign(key, append=True)
        return self._write(f"{self.root.version}.root.json", metadata)

    def exchange(self, role: str) -> CryptoSigner:
        """Give ``role`` a new key and revoke the old one, which is returned."""
        old, new = self.keys[role], CryptoSigner.generate_ed25519()
        self.root.revoke_key(old.public_key.keyid, role)
        self.root.add_key(new.public_key, role)
        self.keys[role] = new
        return old

    def copy_to(self, folder: Path) -> Path:
        """The channel as it is now, for somebody to serve later or to change."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return folder

    def _write(self, name: str, metadata: Metadata[Any]) -> Path:
        file = self.folder / "metadata" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(metadata.to_bytes())
        return file

    def _expiry(self, days: float | None = None) -> datetime:
        return (datetime.now(UTC) + timedelta(days=self.days if days is None else days)).replace(
            microsecond=0
        )


def tampered(file: Path, changes: Mapping[bytes, bytes]) -> None:
    """Exchange bytes of a file that is signed."""
    data = file.read_bytes()
    for old, new in changes.items():
        assert old in data
        data = data.replace(old, new)
    file.write_bytes(data)
