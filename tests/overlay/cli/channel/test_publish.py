"""Releases, rings, halts and pins by command, judged by python-tuf's own client."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from overlay.cli.channel import signing
from tests.content.channels.publish.publisher import invited_root
from tests.overlay.cli.channel.channels import Terminal, contents, raise_version, versions
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import write_bundle


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
