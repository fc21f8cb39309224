"""Whatever a server, a stick or a damaged disk holds: each reader has its answer, or its own error."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from content.channels.desk.active import active_bundles
from content.channels.desk.copies import keep_copy, questions_after, read_copy
from content.channels.desk.errors import FetchError
from content.channels.desk.folders import open_file
from content.channels.desk.invitations import find_invitation
from content.channels.desk.places import address_of, base_of, redirected, shown
from content.channels.desk.states import channel_states
from content.channels.desk.transports import Transports
from content.channels.errors import ChannelError

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
ROW = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON,
        "bundles": st.dictionaries(
            st.text(max_size=5),
            st.fixed_dictionaries({"title": JSON, "version": JSON, "file": st.text() | JSON, "sha256": JSON}),
            max_size=2,
        ),
        "refused": JSON,
        "checked": st.just("2026-11-21T07:00:00+00:00") | JSON,
        "managed": JSON,
    },
)


@given(st.text() | st.from_regex(r"(https?|file|ftp):/{0,3}[^/]*/.*"))
@settings(max_examples=300)
def test_any_text_is_an_address_or_a_refusal(what: str) -> None:
    with suppress(ChannelError):
        address = base_of(address_of(what))
        assert address.startswith(("https://", "http://", "file://"))
        assert shown(address)


@given(st.text() | st.from_regex(r"[a-z]{0,8}:?/{0,3}\[?.*"))
@settings(max_examples=300)
def test_no_redirection_leads_to_anything_but_the_web(location: str) -> None:
    with suppress(FetchError):
        assert redirected("https://a.example/x", location).startswith("https://")


@given(st.text())
@settings(max_examples=100)
def test_any_name_in_a_folder_is_read_or_missing(name: str) -> None:
    with TemporaryDirectory() as folder, suppress(FetchError):
        assert open_file(f"{Path(folder).as_uri()}/metadata/{name}").status in (200, 404)


@given(st.binary() | ROW.map(lambda row: json.dumps(row).encode()))
@settings(max_examples=150, deadline=None)
def test_any_record_is_read_or_reported(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        channel = Path(folder, "treasury")
        (channel / "aside").mkdir(parents=True)
        for name in ("subscription.json", "active.json", "checked.json", "aside/refused.json"):
            (channel / name).write_bytes(raw)

        assert active_bundles(Path(folder)).bundles == ()
        assert len(channel_states(Path(folder))) == 1


@given(st.binary())
@settings(max_examples=100, deadline=None)
def test_anything_is_an_invitation_or_a_refusal(raw: bytes) -> None:
    with TemporaryDirectory() as folder, suppress(ChannelError):
        file = Path(folder, "invitation.json")
        file.write_bytes(raw)
        find_invitation(str(file), Transports())


@given(st.dictionaries(st.sampled_from(["etag", "last-modified", "date"]), st.text()), st.binary())
@settings(max_examples=100, deadline=None)
def test_a_copy_comes_back_as_it_was_kept(headers: dict[str, str], body: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "timestamp.json")
        keep_copy(file, "https://a.example/t", headers, body, NOW)
        copy = read_copy(file, "https://a.example/t", NOW)

        questions = questions_after(headers)
        assert (copy.body, dict(copy.questions)) == (body, questions) if copy else not questions
        assert read_copy(file, "https://b.example/t", NOW) is None


@given(st.binary())
@settings(max_examples=100, deadline=None)
def test_a_damaged_copy_is_none(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "timestamp.json")
        file.write_bytes(raw)
        assert read_copy(file, "https://a.example/t", NOW) is None
