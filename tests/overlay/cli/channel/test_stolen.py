"""The publishing and the online key are stolen: the commands of docs/security.md lead desks back."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.overlay.cli.channel.channels import raise_version
from tests.overlay.cli.channel.conftest import PASSPHRASE
from tests.overlay.cli.conftest import ROOT, Sidecue

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def commands(channel: Path, keys: Path) -> Iterator[list[str]]:
    """Those of the page up to the one that looks at the result, for this channel."""
    told = {"CHANNEL": str(channel), "/media/usb/keys": str(keys), "BUNDLE": "desk", "VERSION": "1.2"}
    for line in re.findall(r"^sidecue (channel .*)$", PAGE, re.MULTILINE):
        yield [told.get(word, word) for word in shlex.split(line)]
        if line.startswith("channel status"):
            return


def shown(sidecue: Sidecue) -> list[dict[str, str]]:
    sidecue("update")
    [channel] = json.loads(sidecue("subscribe", "--list", "--json").out)
    bundles: list[dict[str, str]] = channel["bundles"]
    return bundles


def mirror(channel: Path, site: Path) -> None:
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(channel, site)


def test_the_commands_lead_every_desk_back(
    bundle: Path, tmp_path: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIDECUE_PASSPHRASE", PASSPHRASE)
    channel, site, thief = tmp_path / "channel", tmp_path / "site", tmp_path / "thief"
    assert sidecue("channel", "init", channel, "--title", "Example desk", "--keys", keys).status == 0
    sidecue("channel", "publish", channel, bundle, "--keys", keys)
    mirror(channel, site)
    assert sidecue("subscribe", site / "invitation.json").status == 0
    assert shown(sidecue) == [{"id": "desk", "version": "1.2"}]

    for role in ("publishing", "online"):
        shutil.copytree(keys / role, thief / "keys" / role)
    shutil.copytree(channel, thief / "channel")
    raise_version(bundle, "6.6")
    for _ in range(3):
        sidecue("channel", "refresh", thief / "channel", "--keys", thief / "keys")
    sidecue("channel", "publish", thief / "channel", bundle, "--keys", thief / "keys")
    mirror(thief / "channel", site)
    assert shown(sidecue) == [{"id": "desk", "version": "6.6"}]

    for command in commands(channel, keys):
        done = sidecue(*command)
        assert done.status == 0, done.err
    mirror(channel, site)
    assert shown(sidecue) == [{"id": "desk", "version": "1.2"}]

    raise_version(bundle, "6.7")
    sidecue("channel", "publish", thief / "channel", bundle, "--keys", thief / "keys")
    for name in ("metadata", "targets"):
        shutil.copytree(thief / "channel" / name, site / name, dirs_exist_ok=True)
    done = sidecue("update")
    assert "is not signed by the publisher's keys" in done.err
    assert shown(sidecue) == [{"id": "desk", "version": "1.2"}]
