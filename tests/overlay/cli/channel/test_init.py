"""Making a channel and its keys, and what a passphrase has to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.channels.errors import ChannelError
from tests.overlay.cli.channel.channels import contents
from tests.overlay.cli.channel.conftest import PASSPHRASE
from tests.overlay.cli.conftest import Done, Sidecue


class TestPassphrases:
    def test_asked_for_once_a_role(
        self, channel: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        answers = ["wrong", PASSPHRASE]

        def answer(prompt: str, _stream: object) -> str:
            asked.append(prompt)
            return answers.pop(0)

        monkeypatch.delenv("SIDECUE_PASSPHRASE")
        monkeypatch.setattr("getpass.getpass", answer)
        monkeypatch.setattr("overlay.cli.channel.passphrases._somebody_is_there", lambda: True)

        done = sidecue("channel", "rotate", channel, "--role", "root", "--keys", keys, "--yes")

        assert done.status == 0, done.err
        assert "the passphrase does not open it; try again" in done.err
        assert [prompt.split()[2] for prompt in asked] == ["root-1", "root-1"]

    def test_none_to_be_had(
        self, channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SIDECUE_PASSPHRASE")
        before = contents(channel)

        done = sidecue("channel", "publish", channel, bundle, "--keys", keys)

        assert done.status == 1
        assert "a passphrase is needed; set SIDECUE_PASSPHRASE, or SIDECUE_PASSPHRASE_PUBLISHING" in done.err
        assert contents(channel) == before

    def test_the_role_s_own_goes_first(
        self, channel: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SIDECUE_PASSPHRASE_ROOT", "another one")

        done = sidecue("channel", "rotate", channel, "--role", "root", "--keys", keys)

        assert done.status == 1
        assert "root-1.pem: the passphrase does not open it" in done.err

    def test_new_ones_are_long_enough(
        self, tmp_path: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SIDECUE_PASSPHRASE", "short")

        done = sidecue("channel", "init", tmp_path / "c", "--title", "A", "--keys", tmp_path / "keys")

        assert done.status == 1
        assert "the passphrase is too short" in done.err
        assert not (tmp_path / "keys").exists()
        assert not (tmp_path / "c").exists()

    def test_new_ones_are_typed_twice(
        self, tmp_path: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = ["short", PASSPHRASE, "something else", PASSPHRASE, PASSPHRASE]
        monkeypatch.setattr("getpass.getpass", lambda *_: answers.pop(0))
        monkeypatch.setattr("overlay.cli.channel.passphrases._somebody_is_there", lambda: True)
        open_ones = ("--no-passphrase", "publishing", "--no-passphrase", "online")

        done = sidecue(
            "channel", "init", tmp_path / "c", "--title", "A", "--keys", tmp_path / "keys", *open_ones
        )

        assert done.status == 0, done.err
        assert "these were two different ones" in done.err
        assert answers == []


class TestInit:
    def init(self, sidecue: Sidecue, folder: Path, keys: Path, *more: object) -> Done:
        title = () if "--title" in more else ("--title", "Größe & Maß")
        return sidecue("channel", "init", folder, *title, "--keys", keys, "--no-passphrase", "all", *more)

    def test_the_id_is_made_from_the_title(self, tmp_path: Path, keys: Path, sidecue: Sidecue) -> None:
        done = self.init(sidecue, tmp_path / "c", keys)

        assert "Made the channel grosse-mass in" in done.out

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            (("--title", "…"), "name one with --id"),
            (("--id", "Not An Id"), "the new channel: cannot have that id; write small letters"),
            (("--title", "x" * 200), "cannot have that title; write one line of at most 120 characters"),
            (("--url", "www.example.org/desk"), "is not an address that every desk finds; write https://…"),
            (("--url", "https://me:secret@example.org"), "has a name or a password in it; leave them out"),
            (("--root-keys", "2", "--root-threshold", "3"), "3 of 2 keys cannot sign"),
            (("--poll-minutes", "1"), "cannot be asked that often, or that seldom; name 5 to 10,080 minutes"),
        ],
    )
    def test_a_channel_that_cannot_be_is_not_begun(
        self, tmp_path: Path, keys: Path, sidecue: Sidecue, more: tuple[str, ...], said: str
    ) -> None:
        done = self.init(sidecue, tmp_path / "c", keys, *more)

        assert done.status == 1
        assert said in done.err
        assert not keys.exists()
        assert not (tmp_path / "c").exists()

    def test_it_can_be_begun_again_where_there_was_no_room(
        self, tmp_path: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise ChannelError("cannot be written: No space left on device", "root-1.pem", "make room")

        with monkeypatch.context() as patched:
            patched.setattr("overlay.cli.channel.init.save_key", full)
            assert self.init(sidecue, tmp_path / "c", keys).status == 1

        done = self.init(sidecue, tmp_path / "c", keys)
        assert (done.status, done.err) == (0, "")

    def test_wrong_use(self, tmp_path: Path, keys: Path, sidecue: Sidecue) -> None:
        for more in (("--expires", "root"), ("--expires", "king=3"), ("--root-keys", "0")):
            assert self.init(sidecue, tmp_path / "c", keys, *more).status == 2

    def test_keys_are_never_published_or_overwritten(
        self, channel: Path, keys: Path, tmp_path: Path, sidecue: Sidecue
    ) -> None:
        before = contents(tmp_path)

        inside = self.init(sidecue, tmp_path / "c", tmp_path / "c" / "keys")
        again = self.init(sidecue, tmp_path / "c", keys)
        full = self.init(sidecue, channel, tmp_path / "more")

        assert "lies inside of the channel; keep the keys elsewhere" in inside.err
        assert "holds keys already" in again.err
        assert "is not an empty folder" in full.err
        assert contents(tmp_path) == before
