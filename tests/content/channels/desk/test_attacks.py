"""Whoever holds the server, the network or some of the keys: nothing is shown, lost, or written elsewhere."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import MetaFile

from content.channels.desk.desk import Desk
from content.channels.desk.invitations import find_invitation
from content.channels.desk.transports import Transports
from content.channels.errors import ChannelError, UntrustedError
from tests.content.channels.desk.conftest import versions
from tests.content.channels.desk.publisher import Publisher, tampered
from tests.content.channels.desk.server import Handler, Site, serving
from tests.content.memory.examples import Clock


@dataclass
class Siege:
    """A desk that has version 1.0, and a server on which an attacker does as they please."""

    desk: Desk
    publisher: Publisher
    site: Site
    folder: Path

    @property
    def metadata(self) -> Path:
        return self.publisher.folder / "metadata"


@pytest.fixture
def siege(tmp_path: Path, publisher: Publisher, clock: Clock, transports: Transports) -> Iterator[Siege]:
    with serving(publisher.folder) as site:
        desk = Desk(tmp_path / "profile" / "channels", transports, clock)
        desk.subscribe(publisher.invited(site.address))
        desk.update()
        assert versions(desk) == {"desk": "1.0"}
        yield Siege(desk, publisher, site, tmp_path / "profile")


def files_outside(folder: Path) -> set[Path]:
    """Everything around ``folder``, which an update must leave alone."""
    return {path for path in folder.parent.rglob("*") if not path.is_relative_to(folder)}


def withstood(siege: Siege) -> str:
    """Update, see that all stays as it is, that an honest publisher is heard again; what the desk said."""
    outside = files_outside(siege.folder)

    [report] = siege.desk.update()

    assert report.changes == ()
    assert report.problem
    assert versions(siege.desk) == {"desk": "1.0"}
    assert siege.desk.active().problems == ()
    assert files_outside(siege.folder) == outside
    assert not list(siege.folder.rglob("*.new"))
    return report.problem


def new_release(siege: Siege) -> None:
    siege.publisher.release("1.1")
    siege.publisher.publish()


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


def endless(handler: Handler, _path: str) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"x" * 65536)


def server_error(handler: Handler, _path: str) -> None:
    handler.say(500, b"broken")


def to_a_local_file(handler: Handler, _path: str) -> None:
    handler.say(302, b"", Location=Path("/etc/passwd").as_uri())


def round_and_round(handler: Handler, path: str) -> None:
    handler.say(302, b"", Location=path)


def cut_short(handler: Handler, _path: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.close_connection = True


def no_http(handler: Handler, _path: str) -> None:
    handler.wfile.write(b"\x00\xff" * 100)
    handler.close_connection = True


def packed_bomb(handler: Handler, path: str) -> None:
    import gzip

    bomb = gzip.compress(b"\0" * 10_000_000)
    handler.say(200, bomb, **{"Content-Encoding": "gzip"})


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (endless, "sends more than was signed"),
        (server_error, "answers with status 500"),
        (to_a_local_file, 'sends us on to an address that begins with "file:", which is not followed'),
        (round_and_round, "sends us on without end"),
        (cut_short, "broke the connection"),
        (no_http, "broke the connection"),
        (packed_bomb, "perhaps a network's login page"),
    ],
)
@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "desk-1.1.cue"])
def test_a_server_out_of_its_mind_shows_and_loses_nothing(
    siege: Siege, answer: Callable[[Handler, str], None], said: str, name: str
) -> None:
    def take_over(handler: Handler, path: str) -> bool:
        if path.endswith(name):
            answer(handler, path)
        return path.endswith(name)

    new_release(siege)
    siege.site.answer = take_over
    told = withstood(siege)
    if answer is not packed_bomb:
        assert said in told

    siege.site.answer = None
    siege.desk.update()
    assert versions(siege.desk) == {"desk": "1.1"}


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


def test_an_invitation_with_another_key_in_it_is_refused(
    desk: Desk, publisher: Publisher, transports: Transports
) -> None:
    other = Publisher(publisher.folder.parent / "other").invited()
    ours, theirs = publisher.invited().invitation.root, other.invitation.root
    ours["signed"]["keys"] = theirs["signed"]["keys"]
    ours["signed"]["roles"] = theirs["signed"]["roles"]
    file = publisher.folder / "invitation.json"
    said = json.loads(file.read_bytes())
    file.write_bytes(json.dumps(said | {"root": ours, "id": "evil"}).encode())

    with pytest.raises(UntrustedError, match="carries a root of trust that its own keys have not signed"):
        desk.subscribe(find_invitation(str(file), transports).invited)
    assert [state.id for state in desk.states()] == ["treasury"]


def test_an_invitation_to_another_channel_of_the_same_name_takes_nothing_over(
    desk: Desk, publisher: Publisher
) -> None:
    desk.update()
    other = Publisher(publisher.folder.parent / "other")
    other.release("6.6")
    other.publish()

    with pytest.raises(UntrustedError, match=r'calls itself "treasury" too; .* unsubscribe'):
        desk.subscribe(other.invited())
    desk.update()
    assert versions(desk) == {"desk": "1.0"}


def test_an_invitation_that_leads_elsewhere_brings_nothing_unsigned(
    publisher: Publisher, desk: Desk, transports: Transports
) -> None:
    desk.update()
    other = Publisher(publisher.folder.parent / "other")
    other.sign_root()
    other.release("6.6")
    other.publish()
    other.sign_timestamp()
    desk.subscribe(publisher.invited(other.folder.as_uri()))

    [report] = desk.update()

    assert "is not signed by the publisher's keys" in report.problem
    assert versions(desk) == {"desk": "1.0"}


@pytest.mark.parametrize("name", ["../evil", "a/b", "", "CON..", "x" * 61, "Ä"])
def test_an_invitation_cannot_choose_a_folder(
    desk: Desk, publisher: Publisher, transports: Transports, name: str
) -> None:
    publisher.invited()
    file = publisher.folder / "invitation.json"
    file.write_bytes(json.dumps(json.loads(file.read_bytes()) | {"id": name}).encode())

    with pytest.raises(ChannelError, match=r"invitation\.json"):
        find_invitation(str(file), transports)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["timestamp.json", "2.snapshot.json"])
def test_a_pipe_on_a_stick_keeps_nobody_waiting(desk: Desk, publisher: Publisher, name: str) -> None:
    desk.update()
    publisher.publish()
    file = publisher.folder / "metadata" / name
    file.unlink()
    os.mkfifo(file)

    [report] = desk.update()

    assert f"{file}: is not a file" in report.problem
    assert versions(desk) == {"desk": "1.0"}


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no endless files")
def test_a_link_to_something_endless_on_a_share_ends(desk: Desk, publisher: Publisher) -> None:
    publisher.publish()
    file = publisher.folder / "metadata" / "timestamp.json"
    file.unlink()
    file.symlink_to("/dev/zero")

    [report] = desk.update()

    assert "is not a file" in report.problem
