"""What each stolen key is good for, alone and with others, and how an exchange of keys ends it."""

from __future__ import annotations

import copy

import pytest
from securesystemslib.signer import CryptoSigner

from tests.content.channels.desk.publisher import ROLES, Publisher
from tests.content.channels.desk.siege import Siege, versions, withstood

ONLINE = ("snapshot", "timestamp")


def thief_of(publisher: Publisher, *roles: str) -> Publisher:
    """Somebody who has the whole channel and the keys of ``roles``, and makes up the others."""
    thief = copy.copy(publisher)
    made_up = {role: CryptoSigner.generate_ed25519() for role in ROLES}
    thief.keys = made_up | {role: publisher.keys[role] for role in roles}
    thief.lines = dict(publisher.lines)
    for role in ROLES:
        setattr(thief, role, copy.deepcopy(getattr(publisher, role)))
    thief._versions = iter(range(1_000, 2_000))  # far ahead of every honest one
    return thief


@pytest.mark.parametrize(
    "roles", [(), ONLINE, ("targets",), ("targets", "snapshot"), ("targets", "timestamp")]
)
def test_no_word_of_a_thief_is_shown_without_all_the_keys_of_a_release(
    siege: Siege, roles: tuple[str, ...]
) -> None:
    thief = thief_of(siege.publisher, *roles)
    thief.release("6.6")
    thief.publish()

    assert "is not signed by the publisher's keys" in withstood(siege)


def test_a_thief_of_the_online_key_can_keep_desks_waiting_and_no_more(siege: Siege) -> None:
    thief = thief_of(siege.publisher, *ONLINE)
    siege.publisher.release("1.1")
    siege.publisher.publish()
    thief.sign_timestamp()  # the state before, once more

    [report] = siege.desk.update()

    assert (report.changes, versions(siege.desk)) == ((), {"desk": "1.0"})


def test_one_root_key_of_two_is_good_for_nothing(siege: Siege) -> None:
    publisher = siege.publisher
    honest = copy.deepcopy(publisher.root)
    stolen = [publisher.root_keys[0]]
    publisher.exchange("targets")
    publisher.sign_root(keys=stolen)
    publisher.release("6.6")
    publisher.publish()
    publisher.root = honest

    assert "is not signed by the publisher's keys" in withstood(siege)


def test_a_thief_of_publishing_and_online_key_is_believed_until_keys_and_pin_end_it(siege: Siege) -> None:
    """Not a wall, but a way back: nothing is left of what they showed. The pin is needed, see rollout.py."""
    publisher = siege.publisher
    thief = thief_of(publisher, *ROLES)
    thief.release("6.6")
    thief.release("1.0", bundle="more")
    thief.publish()
    siege.desk.update()
    assert versions(siege.desk) == {"desk": "6.6", "more": "1.0"}

    for role in ROLES:
        publisher.exchange(role)
    publisher.sign_root()
    publisher.change_line(pinned="1.0")
    publisher.publish()
    [report] = siege.desk.update()
    assert report.fine
    assert versions(siege.desk) == {"desk": "1.0"}

    thief.release("6.7")
    thief.publish()
    [report] = siege.desk.update()
    assert "is not signed by the publisher's keys" in report.problem
    assert versions(siege.desk) == {"desk": "1.0"}
