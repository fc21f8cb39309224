"""The publisher's commands from the first key to the last release, judged by python-tuf's own client."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from content.channels.model import MANIFEST, read_manifest
from overlay.cli.channel import signing
from tests.content.channels.publish.publisher import Desk, invited_root, served
from tests.overlay.cli.channel.conftest import PASSPHRASE
from tests.overlay.cli.conftest import Done, Sidecue
from tests.overlay.desk import write_bundle


class Terminal(io.StringIO):
    """Somebody at the keyboard, with these answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "sales")


def versions(folder: Path, state: Path, root: bytes) -> dict[str, list[str]]:
    """The releases that a desk finds, each of them fetched and verified."""
    with served(folder) as url:
        found = Desk(state, url, root).update()
    lines = read_manifest(found[MANIFEST]).bundles
    return {line.id: [release.version for release in line.releases] for line in lines}


def raise_version(bundle: Path, version: str) -> None:
    file = bundle / "bundle.yaml"
    text = re.sub(r"version: .*", f'version: "{version}"', file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_from_nothing_to_a_release_on_a_desk(
    channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
) -> None:
    root, desk = invited_root(channel), tmp_path / "desk"
    assert versions(channel, desk, root) == {}

    done = sidecue("channel", "publish", channel, bundle, "--percent", "10", "--keys", keys)

    assert done.status == 0, done.err
    signing_line, published = done.out.splitlines()
    assert re.fullmatch(
        r"Signing targets version 2 with publishing-1, valid until [0-9-]{10}; "
        r"snapshot version 2 with online-1, valid until [0-9-]{10}; "
        r"timestamp version 2 with online-1, valid until [0-9-]{10}\.",
        signing_line,
    )
    name, version = re.fullmatch(r"Published (\S+) (\S+): 10 % of the desks get .*", published).groups()  # type: ignore[union-attr]
    assert versions(channel, desk, root) == {name: [version]}


def test_what_desks_get_is_what_pack_makes(
    channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
) -> None:
    packed = tmp_path / "packed.cue"
    assert sidecue("bundle", "pack", bundle, "--out", packed).status == 0
    assert sidecue("channel", "publish", channel, packed, "--keys", keys).status == 0

    (published,) = channel.glob("targets/bundles/*.cue")
    assert published.read_bytes() == packed.read_bytes()


def test_rings_halts_and_pins(
    channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
) -> None:
    def change(*what: str) -> str:
        verb, *more = what
        done = sidecue("channel", verb, channel, name, *more, "--keys", keys)
        assert done.status == 0, done.err
        return done.out.splitlines()[1]

    raise_version(bundle, "1.0")
    published = sidecue("channel", "publish", channel, bundle, "--keys", keys).out
    name = published.splitlines()[1].split()[1]
    raise_version(bundle, "1.1")
    sidecue("channel", "publish", channel, bundle, "--percent", "10", "--keys", keys)

    assert change("ring", "50") == f"{name}: 50 % of the desks get 1.1, the others 1.0."
    assert change("halt") == f"{name}: 1.1 is halted: who has it keeps it, the others 1.0."
    assert change("resume") == f"{name}: 50 % of the desks get 1.1, the others 1.0."
    assert change("pin", "1.0") == f"{name}: every desk gets 1.0, because it is pinned."
    assert change("unpin") == f"{name}: 50 % of the desks get 1.1, the others 1.0."
    assert change("ring", "100") == f"{name}: every desk gets 1.1."
    assert change("withdraw") == f"{name}: every desk removes it."
    assert versions(channel, tmp_path / "desk", invited_root(channel)) == {}


def test_a_bundle_with_errors_and_a_version_that_did_not_grow_are_not_published(
    channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
) -> None:
    sidecue("channel", "publish", channel, bundle, "--keys", keys)
    broken = write_bundle(tmp_path / "broken", pay="---\ntitle: Pay\nwhen: {title_re: '('}\n---\nText.\n")
    before = contents(channel)

    again = sidecue("channel", "publish", channel, bundle, "--keys", keys)
    wrong = sidecue("channel", "publish", channel, broken, "--keys", keys)

    assert again.status == wrong.status == 1
    assert "is not newer than" in again.err
    assert "pay.md:3: when.title_re: has a ( that is never closed" in wrong.err
    assert contents(channel) == before


def test_it_asks_on_a_terminal_and_takes_no_for_an_answer(
    channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(channel)
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    refused = sidecue("channel", "publish", channel, bundle, "--keys", keys)
    assert (refused.status, contents(channel)) == (1, before)
    assert refused.out.endswith("Sign this? [y/N] Nothing was signed or written.\n")

    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert sidecue("channel", "publish", channel, bundle, "--keys", keys).status == 0
    assert contents(channel) != before


def test_yes_on_the_command_line_is_an_answer(
    channel: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(""))

    assert sidecue("channel", "refresh", channel, "--keys", keys / "online", "--yes").status == 0


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

        assert "Made the channel groe-ma in" in done.out

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            (("--title", "…"), "name one with --id"),
            (("--id", "Not An Id"), "choose another id"),
            (("--root-keys", "2", "--root-threshold", "3"), "3 of 2 keys cannot sign"),
            (("--poll-minutes", "1"), "choose another id, title, address or interval"),
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
        assert invited_root(channel) != root

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

    def test_files_of_others_are_named(self, channel: Path, sidecue: Sidecue) -> None:
        (channel / "notes.txt").touch()

        assert "notes.txt: is no file of the channel" in sidecue("channel", "status", channel).err

    def test_what_serve_info_lists_is_enough_for_a_desk(
        self, channel: Path, keys: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
    ) -> None:
        sidecue("channel", "publish", channel, bundle, "--keys", keys)
        (channel / "pending-root.json").touch()

        said = json.loads(sidecue("channel", "serve-info", channel, "--json").out)

        server = tmp_path / "server"
        for name in said["files"]:
            (server / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(channel / name, server / name)
        assert not {".lock", "pending-root.json"} & set(said["files"])
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
        assert sidecue("channel", "tidy", channel).out == "0 files that no desk needs any more, 0 bytes.\n"
        assert versions(channel, tmp_path / "desk", invited_root(channel)).popitem()[1] == list("76543")


class TestBadInput:
    def test_paths_that_are_not_there_are_wrong_use(self, tmp_path: Path, sidecue: Sidecue) -> None:
        for verb in ("status", "serve-info", "tidy"):
            assert sidecue("channel", verb, tmp_path / "nowhere").status == 2

    def test_a_folder_that_is_no_channel(self, tmp_path: Path, sidecue: Sidecue) -> None:
        done = sidecue("channel", "status", tmp_path)

        assert done.status == 1
        assert done.err == f"sidecue: {tmp_path}: is no channel; make one: channel init\n"

    def test_keys_of_another_channel(
        self, channel: Path, bundle: Path, sidecue: Sidecue, tmp_path: Path
    ) -> None:
        sidecue("channel", "init", tmp_path / "b", "--title", "B", "--keys", tmp_path / "b-keys")
        before = contents(channel)

        done = sidecue("channel", "publish", channel, bundle, "--keys", tmp_path / "b-keys")

        assert done.status == 1
        assert "1 of the publishing keys (publishing-1) must sign, 0 at hand" in done.err
        assert contents(channel) == before

    def test_a_folder_without_keys(self, channel: Path, tmp_path: Path, sidecue: Sidecue) -> None:
        done = sidecue("channel", "refresh", channel, "--keys", tmp_path)

        assert done.status == 1
        assert "holds no keys; name the folder with the .pem and .pub files" in done.err

    def test_an_expired_root(
        self, channel: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(signing, "now", lambda: datetime.now(UTC) + timedelta(days=400))
        monkeypatch.setattr("overlay.cli.channel.change.now", signing.now)

        done = sidecue("channel", "refresh", channel, "--keys", keys)

        assert done.status == 1
        assert "the root expired on" in done.err
        assert "renew it first: channel rotate --role root" in done.err

    def test_a_folder_that_cannot_be_written(
        self, channel: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def forbidden(*_: object) -> None:
            raise PermissionError(13, "Permission denied", "timestamp.json.new")

        before = contents(channel)
        monkeypatch.setattr(Path, "replace", forbidden)

        done = sidecue("channel", "refresh", channel, "--keys", keys)

        assert done.status == 1
        assert "timestamp.json: cannot be written: Permission denied; make room or get the right" in done.err
        assert contents(channel) == before

    def test_without_cryptography(
        self, channel: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "cryptography", None)

        done = sidecue("channel", "refresh", channel, "--keys", keys)

        assert done.status == 1
        assert 'install it with: pip install "sidecue[publish]"' in done.err
        assert sidecue("channel", "status", channel).status == 0
