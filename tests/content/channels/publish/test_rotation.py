"""Changing who may sign, judged by desks that knew the channel before and by those that did not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tuf.api.exceptions import UnsignedMetadataError
from tuf.api.metadata import Metadata

from content.channels.errors import ChannelError
from content.channels.publish.draft import Draft, draft_content, signed_anew
from content.channels.publish.keys import make_key
from content.channels.publish.reading import open_repository
from content.channels.publish.roles import Role
from content.channels.publish.rotation import (
    Pending,
    RootChange,
    change_root,
    differences,
    draft_rotation,
    pending_bytes,
    pending_in,
    read_pending,
    sign_pending,
    signable,
    waits_for,
)
from tests.content.channels.publish.publisher import Desk, Publisher, now

NewDesk = Callable[[], Desk]


def pending_of(publisher: Publisher, change: RootChange) -> Pending:
    root = open_repository(publisher.folder).root
    return Pending(root, Metadata(change_root(root.signed, change, now())))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("old_key_at_hand", [True, False])
def test_desks_follow_a_rotation(
    publisher: Publisher, new_desk: NewDesk, role: Role, old_key_at_hand: bool
) -> None:
    publisher.publish("sales", "1")
    early = new_desk()
    early.update()
    if not old_key_at_hand:
        del publisher.keys[f"{role}-1"]

    publisher.write(publisher.rotation(role, add=f"{role}-9", revoke=f"{role}-1"))
    publisher.keys.pop(f"{role}-1", None)
    publisher.publish("sales", "2")

    assert early.versions() == new_desk().versions() == {"sales": ["2", "1"]}


@pytest.mark.parametrize("role", [Role.PUBLISHING, Role.ONLINE])
def test_a_revoked_key_has_no_say(publisher: Publisher, new_desk: NewDesk, role: Role) -> None:
    former = open_repository(publisher.folder).root.signed
    publisher.write(publisher.rotation(role, add=f"{role}-2", revoke=f"{role}-1"))
    assert new_desk().versions() == {}
    repository = open_repository(publisher.folder)

    # Thieves do not mind our checks: they sign as if the former root still counted.
    forged = draft_content(repository, former, signed_anew(repository), tuple(publisher.public()), now())
    publisher.write(publisher.sign(Draft(forged)))

    with pytest.raises(UnsignedMetadataError):
        new_desk().update()


def test_two_of_three_root_keys_have_to_sign(publisher: Publisher) -> None:
    with pytest.raises(ChannelError, match=r"has to be signed by 1 of root-2, root-3"):
        publisher.rotation(Role.ROOT, add="root-4", revoke="root-1", at_hand=["root-1"])


def test_a_waiting_root_travels_from_holder_to_holder(publisher: Publisher, new_desk: NewDesk) -> None:
    early = new_desk()
    early.update()
    publisher.keys["root-4"] = make_key("root-4", Role.ROOT)
    change = RootChange(Role.ROOT, (publisher.keys["root-4"].public,), ("root-1",))
    pending = pending_of(publisher, change)
    assert waits_for(pending) == "2 of root-1, root-2, root-3 and 2 of root-2, root-3, root-4"

    for holder, waiting in (
        ("root-1", "1 of root-2, root-3 and 2 of root-2, root-3, root-4"),
        ("root-2", "1 of root-3, root-4"),
        ("root-4", ""),
    ):
        signing = signable(pending, publisher.public(holder))
        assert [key.keyid for key in signing] == [publisher.keys[holder].public.id]
        signers = {key.public.id: key.signer for key in publisher.keys.values()}
        pending = read_pending(pending_bytes(sign_pending(pending, signing, signers)), "file")
        assert waits_for(pending) == waiting

    assert signable(pending, publisher.public()) == ()
    repository = open_repository(publisher.folder)
    publisher.write(publisher.sign(draft_rotation(repository, pending, (), now())))
    assert open_repository(publisher.folder).root.signed.version == 2
    assert early.versions() == new_desk().versions() == {}


def test_no_more_signatures_are_made_than_are_needed(publisher: Publisher) -> None:
    pending = pending_of(publisher, RootChange(Role.ONLINE))

    assert len(signable(pending, publisher.public())) == 2


def test_a_root_is_renewed_after_it_expired(publisher: Publisher) -> None:
    root = open_repository(publisher.folder).root
    later = now() + timedelta(days=400)
    pending = Pending(root, Metadata(change_root(root.signed, RootChange(Role.ROOT), later)))

    draft_rotation(open_repository(publisher.folder), pending, publisher.public(), later)

    assert pending.root.signed.expires > later


def test_what_changes_is_said_before_it_is_signed(publisher: Publisher) -> None:
    new = make_key("publishing-2", Role.PUBLISHING).public

    said = differences(pending_of(publisher, RootChange(Role.PUBLISHING, (new,), (), threshold=2)))

    assert said[:2] == (
        f"publishing: publishing-2 ({new.id[:8]}) may sign from now on",
        "publishing: 2 of 2 have to sign, before it was 1",
    )
    assert said[2].startswith("root: valid until ")


def test_the_name_of_a_key_steers_no_terminal(publisher: Publisher) -> None:
    new = make_key("root-4\x1b[2J\n", Role.ROOT).public

    said = differences(pending_of(publisher, RootChange(Role.ROOT, (new,))))

    assert all(line.isprintable() for line in said)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (RootChange(Role.ONLINE, revoke=("online-1",)), "1 keys have to sign, and 0 would be left"),
        (RootChange(Role.PUBLISHING, threshold=2), "2 keys have to sign, and 1 would be left"),
        (RootChange(Role.ROOT, revoke=("nobody",)), '"nobody" is no key of this role; name one of root-1'),
        (RootChange(Role.ROOT, revoke=("online-1",)), '"online-1" is no key of this role'),
        (RootChange(Role.ROOT, days=100_000), "has no sensible duration"),
    ],
)
def test_a_change_that_leaves_too_few_keys_is_refused(
    publisher: Publisher, change: RootChange, why: str
) -> None:
    with pytest.raises(ChannelError, match=why):
        pending_of(publisher, change)


def test_text_that_nobody_can_sign_is_refused(publisher: Publisher) -> None:
    raw = pending_bytes(pending_of(publisher, RootChange(Role.ROOT)))

    with pytest.raises(ChannelError, match="is no root that waits for signatures"):
        read_pending(raw.replace(b'"root-1"', b'"\\ud800"'), "pending-root.json")


def test_a_root_that_came_too_late_is_refused(publisher: Publisher) -> None:
    pending = pending_of(publisher, RootChange(Role.ROOT))
    publisher.write(publisher.rotation_of_root())

    with pytest.raises(ChannelError, match="the channel has another root by now"):
        pending_in(open_repository(publisher.folder), pending)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\xff", b'{"previous": {}, "root": {}}', b"[" * 100_000])
def test_what_is_no_waiting_root_is_refused(raw: bytes) -> None:
    with pytest.raises(ChannelError, match="is no root that waits for signatures"):
        read_pending(raw, "pending-root.json")


def test_other_metadata_is_no_waiting_root(publisher: Publisher) -> None:
    repository = open_repository(publisher.folder)
    timestamp = repository.timestamp.to_dict()
    raw = str({"previous": timestamp, "root": timestamp}).replace("'", '"').encode()

    with pytest.raises(ChannelError, match="is no root that waits"):
        read_pending(raw, "pending-root.json")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_waiting_root_does_more_than_be_refused(publisher: Publisher, data: st.DataObject) -> None:
    """One part of a good file is replaced, wherever it is."""
    whole = json.loads(pending_bytes(pending_of(publisher, RootChange(Role.ROOT))))
    place, key = whole, data.draw(st.sampled_from(["previous", "root"]))
    while isinstance(place[key], dict) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place)))
    place[key] = data.draw(st.none() | st.integers() | st.text(max_size=5) | st.lists(st.none(), max_size=2))
    try:
        pending = read_pending(json.dumps(whole).encode(), "pending-root.json")
    except ChannelError:
        return
    differences(pending)
    waits_for(pending, signable(pending, publisher.public()))
