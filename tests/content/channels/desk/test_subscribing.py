"""Who is believed when a channel is named: a file, an address with a fingerprint, a policy."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from content.channels.desk.desk import Desk
from content.channels.desk.invitations import demand, find_invitation
from content.channels.desk.places import address_of, base_of, folder_of, require_absolute, shown
from content.channels.desk.states import policy_problems
from content.channels.desk.transports import Transports
from content.channels.desk.trust import grouped, same_fingerprint
from content.channels.errors import ChannelError, UntrustedError
from content.policy.model import NO_POLICY, Policy, PolicyChannel
from content.problems import Problem
from tests.content.channels.desk.publisher import Publisher
from tests.content.channels.desk.server import serving
from tests.content.channels.desk.siege import versions


@pytest.mark.parametrize(
    ("what", "address"),
    [
        ("https://cards.example.org/treasury", "https://cards.example.org/treasury"),
        ("HTTP://cards.example.org", "http://cards.example.org"),
        ("https://cards.example.org/a b?x=1#y", "https://cards.example.org/a%20b"),
        ("file:///srv/a%20b", "file:///srv/a%20b"),
    ],
)
def test_what_people_write_is_one_kind_of_address(what: str, address: str) -> None:
    assert address_of(what) == address


@pytest.mark.skipif(sys.platform == "win32", reason="paths are written in another way there")
def test_a_path_is_an_address_too(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert address_of("#1 & 50%") == f"{tmp_path.as_uri()}/%231%20%26%2050%25"
    assert folder_of(address_of("#1 & 50%")) == tmp_path / "#1 & 50%"
    assert folder_of(address_of("~/usb")) == home / "usb"


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("ftp://x.example/", "is no kind of address"),
        ("javascript:alert(1)", "is no kind of address"),
        ("https:///nowhere", "names no server"),
        ("https://we:secret@x.example/", "has a name or a password in it"),
        ("x" * 3000, "is too long"),
    ],
)
def test_other_things_are_refused(what: str, reason: str) -> None:
    with pytest.raises(ChannelError, match=reason) as refused:
        address_of(what)
    assert "secret" not in str(refused.value).partition(";")[0]


@pytest.mark.parametrize(
    "what",
    ["https://x.example/a", "file:///srv/a", "/srv/a", r"\\server\cards", r"E:\cards"],
)
def test_these_are_found_from_every_desk(what: str) -> None:
    require_absolute(what)


@pytest.mark.parametrize(
    "what", ["cards", "not a url", "./cards", "www.example.org/cards", "ftp://x.example/"]
)
def test_these_are_not(what: str) -> None:
    with pytest.raises(ChannelError, match="address"):
        require_absolute(what)


@pytest.mark.skipif(sys.platform == "win32", reason="there it is a share")
def test_a_share_of_windows_has_to_be_mounted_elsewhere() -> None:
    with pytest.raises(ChannelError, match="mount it"):
        address_of("file://server/share")


def test_addresses_are_shown_as_people_know_them(tmp_path: Path) -> None:
    assert shown(base_of(tmp_path.as_uri())) == str(tmp_path)
    assert shown("https://a.example/x") == "https://a.example/x"


def test_a_file_is_handed_over_and_a_folder_is_not(publisher: Publisher, transports: Transports) -> None:
    publisher.invitation()

    from_file = find_invitation(str(publisher.folder / "invitation.json"), transports)
    from_folder = find_invitation(str(publisher.folder), transports)

    assert (from_file.handed, from_folder.handed) == (True, False)
    assert from_file.invited == from_folder.invited
    assert from_file.invited.address == base_of(publisher.folder.as_uri())


def test_an_address_is_never_handed_over(publisher: Publisher, transports: Transports) -> None:
    publisher.invitation()
    with serving(publisher.folder) as site:
        by_channel = find_invitation(site.address, transports)
        by_file = find_invitation(f"{site.address}/invitation.json", transports)
        with pytest.raises(ChannelError, match="there is no channel here; check the address"):
            find_invitation(f"{site.address}/elsewhere", transports)

    assert not by_channel.handed
    assert not by_file.handed
    assert by_channel.invited.address == f"{site.address}/"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b"x" * 300_000])
def test_what_is_no_invitation_is_refused(tmp_path: Path, transports: Transports, data: bytes) -> None:
    file = tmp_path / "invitation.json"
    file.write_bytes(data)
    with pytest.raises(ChannelError, match=r"invitation\.json"):
        find_invitation(str(file), transports)


def test_what_is_no_invitation_is_named_as_the_person_did(tmp_path: Path, transports: Transports) -> None:
    file = tmp_path / "bundle.yaml"
    file.write_text("id: desk")
    with pytest.raises(ChannelError, match=r"bundle\.yaml: is not what it should be"):
        find_invitation(str(file), transports)


def test_a_fingerprint_is_compared_whole_however_it_is_written(publisher: Publisher) -> None:
    invited = publisher.invited()
    for written in (grouped(invited.fingerprint), f"SHA256:{invited.fingerprint.upper()}"):
        demand(invited, written)
    for written in ("", invited.fingerprint[:-1], "0" * 64):
        assert not same_fingerprint(written, invited.fingerprint)
        with pytest.raises(UntrustedError, match="not the one demanded"):
            demand(invited, written)


def test_a_channel_that_moved_is_followed_to_its_new_place(
    desk: Desk, publisher: Publisher, tmp_path: Path
) -> None:
    desk.update()
    publisher.copy_to(tmp_path / "new")
    publisher.folder.rename(tmp_path / "old")

    publisher.folder = tmp_path / "new"
    assert desk.subscribe(publisher.invited()) is False
    [report] = desk.update()

    assert report.fine
    assert desk.states()[0].address == base_of((tmp_path / "new").as_uri())


def test_an_invitation_of_after_an_exchange_of_keys_is_the_same_channel(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.exchange("targets")
    publisher.sign_root()
    publisher.publish()
    desk.update()
    newer = (publisher.folder / "metadata" / "2.root.json").read_bytes()
    invited = publisher.invited()
    invited = replace(
        invited, invitation=type(invited.invitation)(1, "treasury", "Treasury", "", json.loads(newer))
    )

    assert desk.subscribe(invited) is False
    assert desk.states()[0].title == "Treasury"


def test_unsubscribing_leaves_nothing_behind(desk: Desk, profile: Path) -> None:
    desk.update()
    desk.unsubscribe("treasury")

    assert desk.active().bundles == ()
    assert not (profile / "treasury").exists()
    with pytest.raises(ChannelError, match="treasury: is not a channel you are subscribed to; there is none"):
        desk.unsubscribe("treasury")


def policy(*channels: PolicyChannel, broken: bool = False) -> Policy:
    problems = (Problem("policy.yaml", 1, "", "is broken", "mend it"),) if broken else ()
    return Policy("policy.yaml", channels=channels, problems=problems)


@pytest.fixture
def managed(publisher: Publisher) -> PolicyChannel:
    publisher.invitation()
    return PolicyChannel(invitation=str(publisher.folder / "invitation.json"))


@pytest.fixture
def bare(profile: Path, transports: Transports, clock: object) -> Desk:
    return Desk(profile, transports, clock)  # type: ignore[arg-type]  # the fixture of conftest.py


def test_a_policy_subscribes_and_only_it_can_undo_that(bare: Desk, managed: PolicyChannel) -> None:
    assert bare.ensure_subscribed(policy(managed)) == []
    bare.update()
    assert versions(bare) == {"desk": "1.0"}

    with pytest.raises(ChannelError, match="treasury: is set by your organisation's policy"):
        bare.unsubscribe("treasury")

    bare.ensure_subscribed(policy())
    assert bare.states() == ()


def test_a_policy_that_is_broken_takes_no_channel_away(bare: Desk, managed: PolicyChannel) -> None:
    bare.ensure_subscribed(policy(managed))
    bare.ensure_subscribed(policy(broken=True))

    assert [state.managed for state in bare.states()] == [True]


def test_without_a_policy_the_person_decides_again(bare: Desk, managed: PolicyChannel) -> None:
    bare.ensure_subscribed(policy(managed))
    bare.ensure_subscribed(NO_POLICY)
    assert [state.managed for state in bare.states()] == [False]

    bare.unsubscribe("treasury")
    assert bare.states() == ()


def test_what_the_person_subscribed_to_stays_under_any_policy(desk: Desk, tmp_path: Path) -> None:
    other = Publisher(tmp_path / "other", "sales")
    other.publish()
    other.invitation()
    desk.ensure_subscribed(policy(PolicyChannel(invitation=str(other.folder / "invitation.json"))))
    desk.ensure_subscribed(policy())

    assert [state.id for state in desk.states()] == ["treasury"]


def test_an_address_in_a_policy_is_fetched_once_and_must_have_the_fingerprint(
    bare: Desk, publisher: Publisher, profile: Path
) -> None:
    with serving(publisher.folder) as site:
        publisher.invitation(site.address)
        url, digits = f"{site.address}/invitation.json", publisher.invited(site.address).fingerprint

        [error] = bare.ensure_subscribed(policy(PolicyChannel(url=url, fingerprint="0" * 64)))
        assert "not the one demanded" in str(error)
        assert bare.states() == ()
        [told] = policy_problems(profile)
        assert told.startswith("A channel that your organisation set cannot be followed: ")

        for _ in range(2):
            assert bare.ensure_subscribed(policy(PolicyChannel(url=url, fingerprint=digits))) == []
        assert site.asked == ["/invitation.json"] * 2
        assert policy_problems(profile) == ()


def test_a_policy_may_exchange_the_root_of_trust(
    bare: Desk, managed: PolicyChannel, publisher: Publisher, tmp_path: Path
) -> None:
    """The root keys were lost: administrators hand out a new invitation on their own way."""
    bare.ensure_subscribed(policy(managed))
    bare.update()
    anew = Publisher(tmp_path / "anew")
    anew.release("3.0")
    anew.publish()
    anew.invitation()
    bare.ensure_subscribed(policy(PolicyChannel(invitation=str(anew.folder / "invitation.json"))))
    assert versions(bare) == {"desk": "1.0"}

    bare.update()

    assert versions(bare) == {"desk": "3.0"}
