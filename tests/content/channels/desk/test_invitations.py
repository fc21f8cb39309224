"""Invitations and folders that are not what they seem."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from content.channels.desk.desk import Desk
from content.channels.desk.invitations import find_invitation
from content.channels.desk.transports import Transports
from content.channels.errors import ChannelError, UntrustedError
from tests.content.channels.desk.publisher import Publisher
from tests.content.channels.desk.siege import versions


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
