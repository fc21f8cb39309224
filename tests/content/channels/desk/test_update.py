"""An honest channel in all its states: what a desk shows, keeps, sets aside and lets go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.channels.desk.desk import Desk
from content.channels.desk.errors import BusyError, RefusedBundle
from content.channels.desk.report import Change
from content.channels.desk.transports import Transports
from content.memory.lock import FolderLock
from tests.content.channels.desk.publisher import Publisher, bundle_bytes
from tests.content.channels.desk.siege import versions
from tests.content.memory.examples import Clock


def changes(desk: Desk) -> tuple[Change, ...]:
    [report] = desk.update()
    assert report.problem == ""
    return report.changes


def test_the_first_update_brings_what_the_channel_offers(desk: Desk) -> None:
    assert changes(desk) == (Change("desk", "", "1.0"),)
    assert versions(desk) == {"desk": "1.0"}


def test_nothing_new_changes_nothing(desk: Desk, profile: Path) -> None:
    desk.update()
    before = (profile / "treasury" / "active.json").stat()

    assert changes(desk) == ()
    assert (profile / "treasury" / "active.json").stat() == before


def test_a_new_version_takes_the_place_of_the_old_one(desk: Desk, publisher: Publisher) -> None:
    desk.update()
    publisher.release("1.1")
    publisher.publish()

    assert changes(desk) == (Change("desk", "1.0", "1.1"),)
    assert versions(desk) == {"desk": "1.1"}


def test_the_file_before_stays_until_the_update_after(
    desk: Desk, publisher: Publisher, profile: Path
) -> None:
    desk.update()
    [old] = desk.active().files
    publisher.release("1.1")
    publisher.publish()
    desk.update()
    assert old.exists()  # whoever was just reading it reads on

    desk.update()
    assert [file.name for file in old.parent.iterdir()] == [file.name for file in desk.active().files]


def test_a_withdrawn_bundle_goes(desk: Desk, publisher: Publisher) -> None:
    desk.update()
    publisher.lines.clear()
    publisher.publish()

    assert changes(desk) == (Change("desk", "1.0", ""),)
    assert versions(desk) == {}


def test_a_halted_release_reaches_nobody_else(desk: Desk, publisher: Publisher) -> None:
    desk.update()
    publisher.release("1.1")
    publisher.change_line(halted=True)
    publisher.publish()

    assert changes(desk) == ()


def test_a_pin_leads_back_to_an_older_version(desk: Desk, publisher: Publisher) -> None:
    publisher.release("1.1")
    publisher.publish()
    desk.update()
    publisher.change_line(pinned="1.0")
    publisher.publish()

    assert changes(desk) == (Change("desk", "1.1", "1.0"),)
    assert versions(desk) == {"desk": "1.0"}


def test_other_bytes_under_the_same_version_are_taken_over(desk: Desk, publisher: Publisher) -> None:
    desk.update()
    [before] = desk.active().files
    publisher.put("bundles/desk-1.0.cue", bundle_bytes("desk", "1.0", filler=b"more"))
    publisher.publish()

    assert changes(desk) == (Change("desk", "1.0", "1.0"),)
    assert desk.active().files != [before]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip at all", ""),
        (bundle_bytes("desk", "9"), "says it is desk 9, and the channel calls it desk 1.1"),
        (bundle_bytes("other", "1.1"), "says it is other 1.1"),
        (bundle_bytes("desk", "1.1", "---\ntitle: [\n---\nText.\n"), "cards/pay.md:"),
    ],
)
def test_a_bad_bundle_is_set_aside_and_the_good_one_stays(
    desk: Desk, publisher: Publisher, profile: Path, data: bytes, reason: str
) -> None:
    desk.update()
    publisher.release("1.1", data)
    publisher.publish()

    [change] = changes(desk)

    assert (change.before, change.after) == ("1.0", "1.1")
    assert change.refused.startswith(reason)
    assert str(profile) not in change.refused
    assert versions(desk) == {"desk": "1.0"}
    assert [file.read_bytes() for file in (profile / "treasury" / "aside").glob("*.cue")] == [data]
    [state] = desk.states()
    assert (state.state, state.reason) == ("refused", f"desk 1.1: {change.refused}")


def test_what_takes_nothing_away_is_left_to_the_publisher(desk: Desk, publisher: Publisher) -> None:
    items = "- [ ] tick\n" * 13
    publisher.release("1.1", bundle_bytes("desk", "1.1", f"---\ntitle: Too many lines\n---\n{items}"))
    publisher.publish()

    assert changes(desk) == (Change("desk", "", "1.1"),)


def test_a_bad_bundle_is_not_fetched_again_until_there_is_another(
    desk: Desk, publisher: Publisher, profile: Path
) -> None:
    publisher.release("1.1", b"bad")
    publisher.publish()
    first = changes(desk)
    publisher.file_of("bundles/desk-1.1.cue").unlink()  # asking for it would fail now

    assert changes(desk) == first

    publisher.release("1.2")
    publisher.publish()
    assert changes(desk) == (Change("desk", "", "1.2"),)
    assert list((profile / "treasury" / "aside").glob("*.cue")) == []
    assert desk.states()[0].state == "active"


def test_another_version_of_sidecue_tries_a_refused_bundle_anew(
    publisher: Publisher, profile: Path, transports: Transports, clock: Clock
) -> None:
    def too_new(_file: Path, _bundle: str, _version: str) -> None:
        raise RefusedBundle("is of a later format", "renew Sidecue")

    before = Desk(profile, transports, clock, prove=too_new, program="1.0")
    before.subscribe(publisher.invited())
    assert changes(before)[0].refused
    assert changes(Desk(profile, transports, clock, program="1.0"))[0].refused

    after = Desk(profile, transports, clock, program="1.1")

    assert changes(after) == (Change("desk", "", "1.0"),)
    assert after.states()[0].state == "active"
    assert list((profile / "treasury" / "aside").glob("*.cue")) == []


def test_a_bundle_whose_examination_never_ends_is_given_up(
    publisher: Publisher, profile: Path, transports: Transports, clock: Clock
) -> None:
    def crash(_file: Path, _bundle: str, _version: str) -> None:
        raise KeyboardInterrupt  # what a killed process leaves behind is the same

    desk = Desk(profile, transports, clock, prove=crash)
    desk.subscribe(publisher.invited())
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            desk.update()

    [change] = changes(desk)
    assert change.refused == "examining it ended the program 3 times"
    assert desk.states()[0].state == "refused"


def test_one_bad_bundle_keeps_no_other_away(desk: Desk, publisher: Publisher) -> None:
    publisher.release("1.1", b"bad")
    publisher.release("2.0", bundle="other")
    publisher.publish()

    desk.update()

    assert versions(desk) == {"other": "2.0"}


def test_a_bundle_changed_on_disk_is_not_shown_and_is_fetched_anew(desk: Desk) -> None:
    desk.update()
    [file] = desk.active().files
    file.write_bytes(file.read_bytes()[:-1] + b"X")

    active = desk.active()
    assert active.bundles == ()
    [problem] = active.problems
    assert problem.startswith("The bundle desk 1.0 of the channel treasury was changed or removed")

    assert changes(desk) == (Change("desk", "1.0", "1.0"),)
    assert versions(desk) == {"desk": "1.0"}


@pytest.mark.parametrize("damage", [b"", b"{", b'{"bundles": 3}', b"\xff\xfe", b"[" * 100_000])
@pytest.mark.parametrize("record", ["active.json", "checked.json", "aside/refused.json", "channel.json"])
def test_damaged_records_are_put_in_order(desk: Desk, profile: Path, record: str, damage: bytes) -> None:
    desk.update()
    file = profile / "treasury" / record
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(damage)
    problems = desk.active().problems
    assert len(problems) == (1 if record == "active.json" else 0)

    desk.update()

    assert versions(desk) == {"desk": "1.0"}
    assert desk.active().problems == ()


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json", "root.json"])
def test_damaged_metadata_is_fetched_again(
    desk: Desk, profile: Path, publisher: Publisher, name: str
) -> None:
    desk.update()
    (profile / "treasury" / "metadata" / name).write_bytes(b"garbage")
    publisher.release("1.1")
    publisher.publish()

    assert changes(desk) == (Change("desk", "1.0", "1.1"),)


def test_a_damaged_root_of_trust_is_told_apart_from_an_attack(desk: Desk, profile: Path) -> None:
    desk.update()
    (profile / "treasury" / "root.json").write_bytes(b"{}")

    [report] = desk.update()

    assert "root.json: is damaged: the root of trust" in report.problem
    assert report.remedy == "unsubscribe and subscribe again with the publisher's invitation"
    assert versions(desk) == {"desk": "1.0"}


def test_two_updates_at_once_are_one_after_the_other(desk: Desk, profile: Path) -> None:
    lock = FolderLock(profile / "lock")
    try:
        with pytest.raises(BusyError, match="another update is under way; wait until it has ended"):
            desk.update()
    finally:
        lock.close()
    assert changes(desk) == (Change("desk", "", "1.0"),)


def test_one_channel_that_fails_keeps_no_other_from_being_updated(
    desk: Desk, publisher: Publisher, tmp_path: Path
) -> None:
    second = Publisher(tmp_path / "second", "aaa")
    second.release("3.0", bundle="other")
    second.publish()
    desk.subscribe(second.invited())
    (second.folder / "metadata" / "timestamp.json").unlink()

    failed, fine = desk.update()

    assert (failed.problem, failed.remedy) == (
        f"{second.folder}: there is no channel here",
        "check the address, or ask the publisher for it",
    )
    assert fine.fine
    assert versions(desk) == {"desk": "1.0"}


def test_the_channel_that_was_there_first_comes_first(
    desk: Desk, clock: Clock, publisher: Publisher, tmp_path: Path
) -> None:
    second = Publisher(tmp_path / "second", "aaa")
    second.release("3.0")
    second.publish()
    clock.move(minutes=1)
    desk.subscribe(second.invited())
    desk.update()

    assert [(bundle.channel, bundle.version) for bundle in desk.active().bundles] == [
        ("treasury", "1.0"),
        ("aaa", "3.0"),
    ]


def test_only_one_channel_can_be_asked(desk: Desk) -> None:
    assert [report.channel for report in desk.update("treasury")] == ["treasury"]
    with pytest.raises(Exception, match="other: is not a channel you are subscribed to; there is treasury"):
        desk.update("other")


def test_the_state_says_when_and_how_it_went(desk: Desk, clock: Clock, publisher: Publisher) -> None:
    assert desk.states()[0].state == "new"
    desk.update()
    looked = clock()
    clock.move(hours=1)
    (publisher.folder / "metadata" / "timestamp.json").write_bytes(b"<html>Please log in</html>")
    desk.update()

    [state] = desk.states()

    assert (state.state, state.reached, state.checked) == ("failing", looked, clock())
    assert "answers with something that is no channel, perhaps a network's login page" in state.reason
    assert state.bundles == (("desk", "1.0"),)


def test_the_desk_keeps_one_number_for_all_rings(desk: Desk, profile: Path) -> None:
    desk.update()
    first = json.loads((profile / "desk.json").read_text())
    desk.update()
    assert json.loads((profile / "desk.json").read_text()) == first
    assert len(first["id"]) == 32
