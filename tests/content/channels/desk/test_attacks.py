"""Whoever holds the server, the network or some of the keys: nothing is shown, lost, or written elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import MetaFile

from tests.content.channels.desk.publisher import Publisher, tampered
from tests.content.channels.desk.siege import Siege, new_release, versions, withstood
from tests.content.memory.examples import Clock


def unsigned(siege: Siege) -> None:
    new_release(siege)
    strip(siege.metadata / "timestamp.json")


def strip(file: Path) -> None:
    said = json.loads(file.read_bytes())
    said["signatures"] = []
    file.write_bytes(json.dumps(said).encode())


def snapshot_stripped(siege: Siege) -> None:
    new_release(siege)
    strip(siege.metadata / "2.snapshot.json")


def targets_stripped(siege: Siege) -> None:
    new_release(siege)
    strip(siege.metadata / "2.targets.json")


def wrongly_signed(siege: Siege) -> None:
    new_release(siege)
    siege.publisher.write("timestamp", siege.publisher.timestamp, CryptoSigner.generate_ed25519())


def online_keys_stolen(siege: Siege) -> None:
    """The keys of snapshot and timestamp sign a list of targets too."""
    siege.publisher.keys["targets"] = siege.publisher.keys["snapshot"]
    new_release(siege)


def manifest_tampered(siege: Siege) -> None:
    new_release(siege)
    tampered(siege.publisher.file_of("channel.json"), {b'"1.1"': b'"1.9"'})


def targets_tampered(siege: Siege) -> None:
    new_release(siege)
    tampered(siege.metadata / "2.targets.json", {b"desk-1.1.cue": b"desk-1.9.cue"})


def bundle_tampered(siege: Siege) -> None:
    new_release(siege)
    tampered(siege.publisher.file_of("bundles/desk-1.1.cue"), {b"Text of": b"Evil of"})


def bundle_too_short(siege: Siege) -> None:
    new_release(siege)
    file = siege.publisher.file_of("bundles/desk-1.1.cue")
    file.write_bytes(file.read_bytes()[:-10])


def bundle_too_long(siege: Siege) -> None:
    new_release(siege)
    file = siege.publisher.file_of("bundles/desk-1.1.cue")
    file.write_bytes(file.read_bytes() + b"more")


def timestamp_rolled_back(siege: Siege) -> None:
    siege.publisher.sign_timestamp()
    siege.desk.update()
    siege.publisher.sign_timestamp(version=1)


def snapshot_rolled_back(siege: Siege) -> None:
    """A newer timestamp names a snapshot that is older than the one seen."""
    siege.publisher.publish()
    siege.desk.update()
    siege.publisher.sign_timestamp(snapshot=1, version=9)


def targets_rolled_back(siege: Siege) -> None:
    """A newer snapshot names a list of targets that is older than the one seen."""
    publisher = siege.publisher
    publisher.publish()
    siege.desk.update()
    publisher.snapshot.version = 3
    publisher.snapshot.meta["targets.json"] = MetaFile(1)
    publisher.write("snapshot", publisher.snapshot)
    publisher.sign_timestamp(snapshot=3)


def mixed_and_matched(siege: Siege) -> None:
    """An old list of targets under the name of the new one."""
    old = (siege.metadata / "1.targets.json").read_bytes()
    new_release(siege)
    (siege.metadata / "2.targets.json").write_bytes(old)


def frozen(siege: Siege) -> None:
    siege.publisher.days = -1
    siege.publisher.sign_timestamp()


def root_signed_by_too_few(siege: Siege) -> None:
    publisher = siege.publisher
    publisher.exchange("targets")
    publisher.sign_root(keys=publisher.root_keys[:1])
    new_release(siege)


def root_of_another_channel(siege: Siege) -> None:
    """All of another channel is served in place of ours, its next root included."""
    other = Publisher(siege.publisher.folder.parent / "other")
    other.sign_root()
    other.release("6.6")
    other.publish()
    other.sign_timestamp()
    siege.site.folder = other.folder


def manifest_of_another_channel(siege: Siege) -> None:
    """The publisher's own keys, in another of their channels."""
    siege.publisher.channel = "sales"
    new_release(siege)


def release_not_signed(siege: Siege) -> None:
    new_release(siege)
    del siege.publisher.targets.targets["bundles/desk-1.1.cue"]
    siege.publisher.publish()


def manifest_of_a_newer_format(siege: Siege) -> None:
    siege.publisher.publish(manifest=b'{"format": 99}')


def a_bundle_larger_than_any(siege: Siege) -> None:
    siege.publisher.release("1.1")
    siege.publisher.targets.targets["bundles/desk-1.1.cue"].length = 10**12
    siege.publisher.publish()


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        (unsigned, "is not signed by the publisher's keys"),
        (snapshot_stripped, "is not signed by the publisher's keys"),
        (targets_stripped, "is not signed by the publisher's keys"),
        (wrongly_signed, "is not signed by the publisher's keys"),
        (online_keys_stolen, "is not signed by the publisher's keys"),
        (manifest_tampered, "sends something else than was signed"),
        (targets_tampered, "is not signed by the publisher's keys"),
        (bundle_tampered, "sends something else than was signed"),
        (bundle_too_short, "the connection broke after"),
        (bundle_too_long, "sends more than was signed"),
        (timestamp_rolled_back, "offers an older state than this desk has seen"),
        (snapshot_rolled_back, "offers an older state than this desk has seen"),
        (targets_rolled_back, "offers an older state than this desk has seen"),
        (mixed_and_matched, "offers an older state than this desk has seen"),
        (frozen, "is out of date by this computer's clock"),
        (root_signed_by_too_few, "is not signed by the publisher's keys"),
        (root_of_another_channel, "is not signed by the publisher's keys"),
        (manifest_of_another_channel, 'is the channel "sales", not "treasury"'),
        (release_not_signed, "names bundles/desk-1.1.cue, and has not signed it"),
        (manifest_of_a_newer_format, "this Sidecue reads up to 1"),
        (a_bundle_larger_than_any, "bytes; at most"),
    ],
)
def test_an_attack_shows_and_loses_nothing(siege: Siege, attack: Callable[[Siege], None], said: str) -> None:
    attack(siege)

    assert said in withstood(siege)


def test_a_desk_that_slept_through_a_theft_and_the_exchange_of_keys_goes_on(siege: Siege) -> None:
    publisher = siege.publisher
    stolen = {role: publisher.exchange(role) for role in ("targets", "snapshot", "timestamp")}
    publisher.sign_root()
    lost = publisher.root_keys.pop()
    publisher.root.revoke_key(lost.public_key.keyid, "root")
    publisher.root_keys.append(CryptoSigner.generate_ed25519())
    publisher.root.add_key(publisher.root_keys[-1].public_key, "root")
    publisher.sign_root(keys=[*publisher.root_keys, lost])
    new_release(siege)

    [report] = siege.desk.update()
    assert report.fine
    assert versions(siege.desk) == {"desk": "1.1"}

    publisher.release("6.6")
    publisher.keys = stolen
    publisher.publish()
    [report] = siege.desk.update()
    assert "is not signed by the publisher's keys" in report.problem
    assert versions(siege.desk) == {"desk": "1.1"}


def test_a_thief_who_counted_on_is_left_behind_by_an_exchange_of_keys(siege: Siege) -> None:
    """Versions far ahead, signed with stolen keys, would keep every honest one away for ever."""
    publisher = siege.publisher
    honest = publisher.timestamp.version
    publisher.sign_timestamp(version=1_000_000)
    siege.desk.update()

    publisher.exchange("timestamp")
    publisher.exchange("snapshot")
    publisher.sign_root()
    publisher.release("1.1")
    publisher.timestamp.version = honest
    publisher.publish()

    [report] = siege.desk.update()
    assert report.fine
    assert versions(siege.desk) == {"desk": "1.1"}


def test_an_expired_channel_shows_what_it_has_for_ever(siege: Siege, clock: Clock) -> None:
    clock.move(days=4000)

    assert "by this computer's clock, which shows 2037" in withstood(siege)
    [state] = siege.desk.states()
    assert (state.state, state.bundles) == ("failing", (("desk", "1.0"),))


def test_a_clock_that_went_back_makes_nothing_old_new(siege: Siege, clock: Clock) -> None:
    clock.move(days=6)
    siege.publisher.days = 20
    siege.publisher.publish()
    siege.desk.update()
    siege.publisher.days = 5
    siege.publisher.publish()  # good for 5 days only, and the desk was last content on day 6
    clock.move(days=-3000)

    assert "is out of date by this computer's clock" in withstood(siege)
