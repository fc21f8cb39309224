"""Publishing as desks see it: python-tuf's own client reads every state over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.exceptions import ExpiredMetadataError

from content.channels.errors import ChannelError, UntrustedError
from content.channels.model import MANIFEST, read_manifest, target_of
from content.channels.publish.edits import set_halted, set_percent, set_pin, withdraw
from content.channels.publish.folder import TIMESTAMP, owned
from content.channels.publish.reading import open_repository
from content.channels.publish.status import status_of
from content.channels.publish.tidying import superfluous
from tests.content.channels.publish.publisher import Desk, Publisher, now

NewDesk = Callable[[], Desk]
# Whole in every other respect, but with text that has no bytes.
SURROGATE = (
    b'{"signatures": [], "signed": {"_type": "timestamp", "spec_version": "1.0.31", "version": 1, '
    b'"x": "\\ud800", "expires": "2030-01-01T00:00:00Z", "meta": {"snapshot.json": {"version": 1}}}}'
)


def test_a_new_channel_is_empty_and_trusted(publisher: Publisher, new_desk: NewDesk) -> None:
    assert new_desk().versions() == {}
    assert not status_of(open_repository(publisher.folder), now()).problems


def test_releases_arrive(publisher: Publisher, new_desk: NewDesk) -> None:
    desk = new_desk()
    publisher.publish("sales", "1")
    assert desk.versions() == {"sales": ["1"]}
    publisher.publish("sales", "2", percent=10)
    publisher.publish("stock", "1")

    assert desk.versions() == new_desk().versions() == {"sales": ["2", "1"], "stock": ["1"]}


def test_rings_halts_pins_and_withdrawals_are_part_of_what_is_signed(
    publisher: Publisher, new_desk: NewDesk
) -> None:
    publisher.publish("sales", "1")
    publisher.publish("sales", "2", percent=10)
    desk = new_desk()

    publisher.edit(lambda manifest: set_percent(manifest, "sales", 50))
    publisher.edit(lambda manifest: set_halted(manifest, "sales", halted=True))
    publisher.edit(lambda manifest: set_pin(manifest, "sales", "1"))
    line = read_manifest(desk.update()[MANIFEST]).bundles[0]
    assert (line.releases[0].percent, line.halted, line.pinned) == (50, True, "1")

    publisher.edit(lambda manifest: withdraw(manifest, "sales"))
    assert desk.versions() == {}


def test_a_release_that_the_manifest_drops_is_vouched_for_no_more(publisher: Publisher) -> None:
    for version in range(1, 8):
        publisher.publish("sales", str(version))

    targets = set(open_repository(publisher.folder).targets.signed.targets)

    assert targets == {MANIFEST} | {target_of("sales", str(version)) for version in range(3, 8)}


def test_refreshing_needs_the_online_key_alone_and_fetches_little(
    publisher: Publisher, new_desk: NewDesk
) -> None:
    publisher.publish("sales", "1")
    before = {path: path.read_bytes() for path in publisher.folder.rglob("*.json")}

    publisher.refresh("online-1")

    changed = {path for path in publisher.folder.rglob("*.json") if before.get(path) != path.read_bytes()}
    assert changed == {publisher.folder / TIMESTAMP}
    assert (publisher.folder / TIMESTAMP).stat().st_size < 1000
    assert new_desk().versions() == {"sales": ["1"]}


def test_a_snapshot_is_signed_again_in_the_second_half_of_its_time(publisher: Publisher) -> None:
    publisher.refresh("online-1", at=now() + timedelta(days=16))

    assert open_repository(publisher.folder).snapshot.signed.version == 2


def test_content_is_signed_again_in_the_second_half_of_its_time_where_its_key_is_there(
    publisher: Publisher,
) -> None:
    later = now() + timedelta(days=200)
    publisher.refresh("online-1", at=later)
    assert open_repository(publisher.folder).targets.signed.version == 1

    publisher.refresh(at=later)
    assert open_repository(publisher.folder).targets.signed.version == 2


def test_an_expired_channel_gives_nothing_until_it_is_refreshed(
    publisher: Publisher, new_desk: NewDesk
) -> None:
    publisher.refresh("online-1", at=now() - timedelta(days=31))
    with pytest.raises(ExpiredMetadataError):
        new_desk().update()
    problems = status_of(open_repository(publisher.folder), now()).problems
    assert any(problem.startswith("timestamp expired on ") for problem in problems)

    publisher.refresh("online-1")
    assert new_desk().versions() == {}


def test_nothing_is_signed_under_an_expired_root(publisher: Publisher) -> None:
    with pytest.raises(ChannelError, match=r"the root expired on .*; renew it first"):
        publisher.edit(lambda manifest: manifest, at=now() + timedelta(days=366))


@pytest.mark.parametrize("lost", ["publishing-1", "online-1"])
def test_without_a_key_nothing_is_written(publisher: Publisher, lost: str) -> None:
    del publisher.keys[lost]
    before = sorted(publisher.folder.rglob("*"))

    with pytest.raises(ChannelError, match=rf"1 of the \w+ keys \({lost}\) must sign, 0 at hand"):
        publisher.publish("sales", "1")

    assert sorted(publisher.folder.rglob("*")) == before


def test_keys_of_another_channel_do_not_help(publisher: Publisher, tmp_path: Path) -> None:
    other = Publisher(tmp_path / "other")
    other.init()
    other.folder = publisher.folder

    with pytest.raises(ChannelError, match="must sign, 0 at hand"):
        other.publish("sales", "1")


def test_files_in_the_way_are_reported_and_not_overwritten(publisher: Publisher) -> None:
    files = publisher.publication("sales", "1")
    in_the_way = publisher.folder / files[2].path
    in_the_way.write_bytes(b"somebody's")

    with pytest.raises(ChannelError, match="is there already with other content"):
        publisher.write(files)

    assert in_the_way.read_bytes() == b"somebody's"


def test_a_forgotten_version_is_passed_over(publisher: Publisher, new_desk: NewDesk) -> None:
    (publisher.folder / "metadata" / "7.targets.json").write_text("half a", encoding="utf-8")

    publisher.publish("sales", "1")

    assert open_repository(publisher.folder).targets.signed.version == 8
    assert new_desk().versions() == {"sales": ["1"]}


@pytest.mark.parametrize("file", ["1.root", "2.root", "2.snapshot", "2.targets", "timestamp"])
@pytest.mark.parametrize(
    "damage", [b"", SURROGATE, b"{}", b"[" * 200_000, b'{"signatures": [], "signed": {}}']
)
def test_damage_is_named_and_nothing_is_changed(publisher: Publisher, file: str, damage: bytes) -> None:
    publisher.publish("sales", "1")
    publisher.write(publisher.rotation_of_root())
    damaged = publisher.folder / "metadata" / f"{file}.json"
    damaged.write_bytes(damage)

    with pytest.raises(ChannelError, match=rf"{file}\.json: is "):
        publisher.publish("sales", "2")

    assert damaged.read_bytes() == damage


def test_a_signature_taken_away_is_noticed(publisher: Publisher) -> None:
    file = publisher.folder / TIMESTAMP
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"signatures": []}), encoding="utf-8")

    with pytest.raises(UntrustedError, match="is not signed by the channel's keys"):
        open_repository(publisher.folder)


def test_a_manifest_that_was_edited_by_hand_is_noticed(publisher: Publisher) -> None:
    file = next(publisher.folder.glob("targets/*.channel.json"))
    file.write_bytes(file.read_bytes().replace(b"Example", b"Another"))

    with pytest.raises(UntrustedError, match="is not the file that was signed"):
        open_repository(publisher.folder)


def test_a_root_that_is_missing_is_noticed(publisher: Publisher) -> None:
    publisher.write(publisher.rotation_of_root())
    (publisher.folder / "metadata" / "1.root.json").unlink()

    with pytest.raises(ChannelError, match="lacks a version of root"):
        open_repository(publisher.folder)


@pytest.mark.parametrize("make", [False, True])
def test_what_is_no_channel_is_called_that(tmp_path: Path, make: bool) -> None:
    if make:
        (tmp_path / "metadata").mkdir()

    with pytest.raises(ChannelError, match="is a channel without" if make else "is no channel"):
        open_repository(tmp_path)


def test_files_of_others_are_listed(publisher: Publisher) -> None:
    (publisher.folder / "notes.txt").touch()
    (publisher.folder / "targets" / "evil.cue").touch()

    assert open_repository(publisher.folder).listing.strange == ("notes.txt", "targets/evil.cue")


def test_two_publishers_at_once_are_told_apart(publisher: Publisher) -> None:
    waits = pytest.raises(ChannelError, match="another command is changing this channel")
    with owned(publisher.folder), waits, owned(publisher.folder):
        pass
    with owned(publisher.folder):
        pass


def test_tidying_leaves_all_that_desks_need(publisher: Publisher, new_desk: NewDesk) -> None:
    desk = new_desk()
    desk.update()
    for version in range(1, 8):
        publisher.publish("sales", str(version))
    publisher.write(publisher.rotation_of_root())
    (publisher.folder / "metadata" / "9.targets.json.new").touch()
    (publisher.folder / "notes.txt").touch()

    paths = superfluous(open_repository(publisher.folder))
    for path in paths:
        (publisher.folder / path).unlink()

    assert "metadata/5.targets.json" in paths
    assert "metadata/9.targets.json.new" in paths
    assert not any("root" in path or path == "notes.txt" for path in paths)
    assert desk.versions() == new_desk().versions() == {"sales": ["7", "6", "5", "4", "3"]}
    assert superfluous(open_repository(publisher.folder)) == ()
