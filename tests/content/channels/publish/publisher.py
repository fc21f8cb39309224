"""A publisher for tests: real keys, real files, and python-tuf's own client as the judge. No test itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tuf.api.metadata import Metadata
from tuf.ngclient import Updater

from content.channels.model import MANIFEST, ChannelManifest, read_invitation, read_manifest, target_of
from content.channels.publish.draft import Draft, draft_manifest, draft_refresh, sign
from content.channels.publish.edits import NewRelease, add_release
from content.channels.publish.first import NewChannel, draft_first, invitation_url, make_keys, with_invitation
from content.channels.publish.folder import INVITATION, NewFile, write_all
from content.channels.publish.keys import NewKey, PublicKey, make_key
from content.channels.publish.reading import open_repository
from content.channels.publish.roles import Role, RolePlan
from content.channels.publish.rotation import Pending, RootChange, change_root, draft_rotation
from content.progress import NoProgress, Progress

PLANS = {
    Role.ROOT: RolePlan(3, 2, 365),
    Role.PUBLISHING: RolePlan(1, 1, 365),
    Role.ONLINE: RolePlan(1, 1, 30),
}


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Publisher:
    """``keys`` are those at hand, by name."""

    folder: Path
    keys: dict[str, NewKey] = field(default_factory=dict)
    progress: Progress = field(default_factory=NoProgress)

    def init(self, **plans: RolePlan) -> None:
        wanted = NewChannel(
            "example-desk", "Example desk", "", 60, PLANS | {Role(name): plan for name, plan in plans.items()}
        )
        for key in make_keys(wanted):
            self.keys[key.public.name] = key
        draft = draft_first(wanted, self.public(), now())
        self.folder.mkdir(exist_ok=True)
        self.write(with_invitation(self.sign(draft), wanted.id, wanted.title, wanted.url))

    def public(self, *names: str) -> list[PublicKey]:
        return [key.public for name, key in self.keys.items() if not names or name in names]

    def sign(self, draft: Draft) -> tuple[NewFile, ...]:
        return sign(draft, {key.public.id: key.signer for key in self.keys.values()})

    def write(self, files: Iterable[NewFile]) -> None:
        write_all(self.folder, files, self.progress)

    def edit(self, edit: Callable[[ChannelManifest], ChannelManifest], at: datetime | None = None) -> None:
        repository = open_repository(self.folder)
        self.write(
            self.sign(draft_manifest(repository, edit(repository.manifest), {}, self.public(), at or now()))
        )

    def publication(self, bundle: str, version: str, percent: int = 100) -> tuple[NewFile, ...]:
        repository = open_repository(self.folder)
        manifest = add_release(repository.manifest, NewRelease(bundle, version, bundle.title()), percent)
        contents = {target_of(bundle, version): content(bundle, version)}
        return self.sign(draft_manifest(repository, manifest, contents, self.public(), now()))

    def publish(self, bundle: str, version: str, percent: int = 100) -> None:
        self.write(self.publication(bundle, version, percent))

    def refresh(self, *keys: str, at: datetime | None = None) -> None:
        self.write(self.sign(draft_refresh(open_repository(self.folder), self.public(*keys), at or now())))

    def rotation(
        self, role: Role, add: str = "", revoke: str = "", at_hand: Iterable[str] = ()
    ) -> tuple[NewFile, ...]:
        """The files of a rotation that makes the key ``add`` and takes ``revoke`` its rights."""
        repository = open_repository(self.folder)
        if add:
            self.keys[add] = make_key(add, role)
        new = (self.keys[add].public,) if add else ()
        change = RootChange(role, new, (revoke,) if revoke else ())
        root = change_root(repository.root.signed, change, now())
        pending = Pending(repository.root, Metadata(root))
        draft = draft_rotation(repository, pending, self.public(*at_hand), now())
        return with_invitation(self.sign(draft), "example-desk", "Example desk", invitation_url(self.folder))

    def rotation_of_root(self) -> tuple[NewFile, ...]:
        """The files of a root that is the same but for its version and date."""
        return self.rotation(Role.ROOT)


@dataclass
class Desk:
    """A desk of somebody else's make: python-tuf's client, which trusts nothing but the invitation's root."""

    state: Path
    url: str
    root: bytes

    def update(self) -> dict[str, bytes]:
        """Every target that the manifest names, by name. Raises as python-tuf does."""
        metadata, targets = self.state / "metadata", self.state / "targets"
        for folder in (metadata, targets):
            folder.mkdir(parents=True, exist_ok=True)
        updater = Updater(
            str(metadata), f"{self.url}/metadata/", str(targets), f"{self.url}/targets/", bootstrap=self.root
        )
        updater.refresh()

        def fetched(name: str) -> bytes:
            info = updater.get_targetinfo(name)
            assert info is not None, name
            return Path(updater.find_cached_target(info) or updater.download_target(info)).read_bytes()

        found = {MANIFEST: fetched(MANIFEST)}
        for line in read_manifest(found[MANIFEST]).bundles:
            for release in line.releases:
                found[release.target] = fetched(release.target)
        return found

    def versions(self) -> dict[str, list[str]]:
        """The releases of every bundle, after an update in which all of them arrived as published."""
        found = self.update()
        manifest = read_manifest(found[MANIFEST])
        for line in manifest.bundles:
            for release in line.releases:
                assert found[release.target] == content(line.id, release.version)
        return {line.id: [release.version for release in line.releases] for line in manifest.bundles}


def content(bundle: str, version: str) -> bytes:
    """What stands for the packed bundle."""
    return f"{bundle} {version}".encode() * 50


def invited_root(folder: Path) -> bytes:
    return read_invitation((folder / INVITATION).read_bytes()).root_bytes()


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a plain web server for ``folder``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
