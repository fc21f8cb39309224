"""What the reading verbs say of a channel, and what may be copied and removed."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.content.channels.publish.publisher import invited_root
from tests.overlay.cli.channel.channels import contents, raise_version, versions
from tests.overlay.cli.conftest import Sidecue


class TestReading:
    def test_the_status_in_json(self, channel: Path, keys: Path, bundle: Path, sidecue: Sidecue) -> None:
        sidecue("channel", "publish", channel, bundle, "--percent", "10", "--keys", keys)

        said = json.loads(sidecue("channel", "status", channel, "--json").out)

        assert (said["id"], said["title"], said["problems"]) == ("example-desk", "Example desk", [])
        assert [(role["role"], role["threshold"], len(role["keys"])) for role in said["roles"]] == [
            ("root", 2, 3),
            ("publishing", 1, 1),
            ("online", 1, 1),
        ]
        assert [one["name"] for one in said["metadata"]] == ["root", "targets", "snapshot", "timestamp"]
        assert said["bundles"][0]["releases"][0]["percent"] == 10
        assert said["bundles"][0]["desks_see"].startswith("10 % of the desks get ")

    @pytest.mark.parametrize(
        ("days", "said"), [(25, "timestamp expires in 4 days"), (31, "timestamp expired on")]
    )
    def test_what_expires_is_said_in_time(
        self, channel: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch, days: int, said: str
    ) -> None:
        assert sidecue("channel", "status", channel).status == 0
        later = datetime.now(UTC) + timedelta(days=days)
        monkeypatch.setattr("overlay.cli.channel.status.now", lambda: later)

        done = sidecue("channel", "status", channel)

        assert done.status == 1
        assert said in done.err

    def test_a_bundle_that_was_changed_or_lost_is_named(
        self, channel: Path, keys: Path, bundle: Path, sidecue: Sidecue
    ) -> None:
        sidecue("channel", "publish", channel, bundle, "--keys", keys)
        (packed,) = channel.glob("targets/bundles/*.cue")

        packed.write_bytes(packed.read_bytes()[::-1])
        changed = sidecue("channel", "status", channel)
        packed.unlink()
        lost = sidecue("channel", "status", channel)

        assert (changed.status, lost.status) == (1, 1)
        assert f"{packed.name}: is not the file that was signed; restore it from a copy" in changed.err
        assert f"{packed.name}: cannot be read: No such file or directory" in lost.err

    def test_files_of_others_are_named(self, channel: Path, sidecue: Sidecue) -> None:
        (channel / "notes.txt").touch()

        assert "notes.txt: is no file of the channel" in sidecue("channel", "status", channel).err

    def test_what_serve_info_lists_is_enough_for_a_desk(
        self, channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
    ) -> None:
        sidecue("channel", "publish", channel, bundle, "--keys", keys)
        private = {"pending-root.json", "notes.txt", "metadata/9.targets.json.new", ".lock"}
        for name in private:
            (channel / name).touch()

        said = json.loads(sidecue("channel", "serve-info", channel, "--json").out)

        assert said["fingerprint"] == hashlib.sha256((channel / "invitation.json").read_bytes()).hexdigest()
        server = tmp_path / "server"
        for name in said["files"]:
            (server / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(channel / name, server / name)
        assert not private & set(said["files"])
        assert sum(file.stat().st_size for file in server.rglob("*") if file.is_file()) == said["bytes"]
        assert len(versions(server, tmp_path / "desk", invited_root(server))) == 1

    def test_serve_info_knows_the_usual_servers(self, channel: Path, sidecue: Sidecue) -> None:
        said = sidecue("channel", "serve-info", channel).out

        for word in ("nginx", "Apache", "IIS", "File share or USB stick", "Cache-Control", "rsync"):
            assert word in said
        assert "sidecue subscribe https://example.org/desk/invitation.json" in said

    def test_tidying_removes_what_nobody_needs(
        self, channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
    ) -> None:
        for version in range(1, 8):
            raise_version(bundle, str(version))
            sidecue("channel", "publish", channel, bundle, "--keys", keys)
        before = len(contents(channel))

        done = sidecue("channel", "tidy", channel)

        removed = before - len(contents(channel))
        assert done.out.startswith(f"{removed} files that no desk needs any more, ")
        assert done.out.endswith(" bytes.\nRemoved.\n")
        assert sidecue("channel", "tidy", channel).out == "0 files that no desk needs any more, 0 bytes.\n"
        assert versions(channel, tmp_path / "desk", invited_root(channel)).popitem()[1] == list("76543")
