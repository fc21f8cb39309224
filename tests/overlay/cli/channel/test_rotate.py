"""Replacing keys, also those of holders at different machines."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.content.channels.publish.publisher import invited_root
from tests.overlay.cli.channel.channels import contents, versions
from tests.overlay.cli.conftest import Sidecue


class TestRotation:
    def test_a_lost_publishing_key_is_replaced(
        self, channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
    ) -> None:
        root = invited_root(channel)
        shutil.rmtree(keys / "publishing")
        change = ("--role", "publishing", "--add", "1", "--revoke", "publishing-1")

        done = sidecue("channel", "rotate", channel, *change, "--keys", keys)

        assert done.status == 0, done.err
        assert re.search(
            r"^publishing: publishing-2 \([0-9a-f]{8}\) may sign from now on$", done.out, re.MULTILINE
        )
        assert sidecue("channel", "publish", channel, bundle, "--keys", keys).status == 0
        assert len(versions(channel, tmp_path / "desk", root)) == 1
        assert invited_root(channel) == root

    def test_holders_at_different_machines_sign_one_root(
        self, channel: Path, keys: Path, sidecue: Sidecue, tmp_path: Path
    ) -> None:
        root, sticks = invited_root(channel), {}
        for number in (1, 2, 3):
            sticks[number] = tmp_path / f"stick-{number}"
            sticks[number].mkdir()
            for file in (keys / "root").glob(f"root-{number}.*"):
                file.rename(sticks[number] / file.name)
        before = contents(channel)

        begun = sidecue(
            "channel", "rotate", channel, "--role", "root", "--revoke", "root-3", "--add-public",
            self.made_elsewhere(sidecue, tmp_path), "--keys", sticks[1],
        )  # fmt: skip
        assert begun.status == 0, begun.err
        assert "Nothing is published yet" in begun.out
        assert set(contents(channel)) - set(before) == {channel / "pending-root.json"}
        twice = sidecue("channel", "rotate", channel, "--role", "root", "--keys", sticks[1])
        assert "a root waits for signatures already" in twice.err

        carried = tmp_path / "pending-root.json"
        shutil.copy(channel / carried.name, carried)
        useless = sidecue("channel", "sign", carried, "--keys", sticks[1])
        assert (useless.status, "needs none of these keys" in useless.err) == (1, True)
        signed = sidecue("channel", "sign", carried, "--keys", sticks[2])
        assert signed.out.splitlines()[-1] == "Signed; bring it back to the channel."
        shutil.copy(carried, channel / carried.name)

        finished = sidecue("channel", "sign", channel, "--keys", keys / "online")

        assert finished.status == 0, finished.err
        assert not (channel / carried.name).exists()
        assert "The invitation is a new one; its fingerprint is " in finished.out
        assert invited_root(channel) != root
        assert versions(channel, tmp_path / "desk", root) == {}
        assert "root-1 (" in sidecue("channel", "status", channel).out.splitlines()[1]
        assert sidecue("channel", "sign", channel, "--keys", keys).err.endswith(
            "make one with channel rotate\n"
        )

    def made_elsewhere(self, sidecue: Sidecue, tmp_path: Path) -> Path:
        """Another holder's public key."""
        place = ("--title", "Any", "--keys", tmp_path / "else", "--no-passphrase", "all")
        assert sidecue("channel", "init", tmp_path / "any", *place).status == 0
        return tmp_path / "else" / "root" / "root-2.pub"

    def test_a_root_can_be_begun_where_no_root_key_is(
        self, channel: Path, keys: Path, sidecue: Sidecue
    ) -> None:
        done = sidecue("channel", "rotate", channel, "--role", "root", "--keys", keys / "publishing")
        assert done.status == 0, done.err
        assert "Signing root version 2 with no key yet, valid until" in done.out

    def test_a_waiting_root_of_another_channel_is_not_taken(
        self, channel: Path, keys: Path, sidecue: Sidecue, tmp_path: Path
    ) -> None:
        one_key = tmp_path / "stick"
        one_key.mkdir()
        for file in (keys / "root").glob("root-1.*"):
            shutil.copy(file, one_key)
        sidecue("channel", "rotate", channel, "--role", "root", "--keys", one_key)
        sidecue("channel", "init", tmp_path / "b", "--title", "B", "--keys", tmp_path / "b-keys")
        shutil.copy(channel / "pending-root.json", tmp_path / "b")

        done = sidecue("channel", "sign", tmp_path / "b", "--keys", tmp_path / "b-keys")

        assert done.status == 1
        assert "the channel has another root by now" in done.err
