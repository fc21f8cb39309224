from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.channels.errors import ChannelError
from content.channels.model import (
    LARGEST_INVITATION,
    LARGEST_MANIFEST,
    BundleLine,
    ChannelManifest,
    Invitation,
    Release,
    read_invitation,
    read_manifest,
    target_of,
    write,
)

SALES = BundleLine(
    "sales",
    "Sales desk",
    (Release("2", "bundles/sales-2.cue", 10), Release("1.9", "bundles/sales-1.9.cue")),
    pinned="1.9",
)
MANIFEST = ChannelManifest(1, "example-desk", "Example desk", (SALES,))
INVITATION = Invitation(1, "example-desk", "Example desk", "https://example.org/desk/", {"signed": {"a": 1}})


def changed(**fields: Any) -> bytes:
    """A good manifest with these fields; those of its one bundle are given as ``bundle``."""
    whole = json.loads(write(MANIFEST))
    whole["bundles"][0] |= fields.pop("bundle", {})
    return json.dumps(whole | fields).encode()


def why_not(data: bytes) -> str:
    with pytest.raises(ChannelError) as refused:
        read_manifest(data)
    return str(refused.value)


def test_what_is_written_is_read_again() -> None:
    assert read_manifest(write(MANIFEST)) == MANIFEST
    assert read_invitation(write(INVITATION)) == INVITATION


def test_a_manifest_is_laid_out_for_people() -> None:
    assert b'\n  "bundles": [\n    {\n      "id": "sales",' in write(MANIFEST)


def test_lines_and_releases_are_found_by_name() -> None:
    assert MANIFEST.line("sales") is SALES
    assert MANIFEST.line("other") is None
    assert SALES.release("2") == SALES.releases[0]
    assert SALES.release("3") is None


def test_a_newer_format_is_named_before_anything_else_is_judged() -> None:
    said = why_not(b'{"format": 2, "bundles": "of another shape"}')

    assert (
        said == "channel.json: has format 2, and this Sidecue reads up to 1; update Sidecue on this computer"
    )


def test_a_field_of_a_later_version_does_no_harm() -> None:
    assert read_manifest(changed(banner="hello", bundle={"colour": "red"})) == MANIFEST


@pytest.mark.parametrize(
    ("fault", "data"),
    [
        ("listed twice", changed(bundles=[json.loads(write(MANIFEST))["bundles"][0]] * 2)),
        ("whose file is not", changed(bundle={"releases": [{"version": "1.9", "target": "../../x.cue"}]})),
        (
            "whose file is not",
            changed(bundle={"releases": [{"version": "1.9", "target": "bundles/other-1.9.cue"}]}),
        ),
        (
            "ordered",
            changed(bundle={"releases": json.loads(write(MANIFEST))["bundles"][0]["releases"][::-1]}),
        ),
        ("is pinned to version", changed(bundle={"pinned": "1"})),
        ("is not what it should be", changed(bundle={"releases": []})),
        ("is not what it should be", changed(bundle={"id": "../x"})),
        ("is not what it should be", changed(bundle={"title": "two\nlines"})),
        ("is not what it should be", changed(id="Big")),
        ("is not what it should be", changed(id="line\n")),
        ("is not what it should be", changed(poll_minutes=1)),
        ("is not what it should be", changed(format=0)),
        ("is not what it should be", changed(format="1")),
        ("is not what it should be", b""),
        ("is not what it should be", b"[]"),
        ("is not what it should be", b"\xff" * 40),
        ("is not what it should be", b'{"format": 1, "x": ' + b"[" * 100_000),
        ("is larger than", b" " * (LARGEST_MANIFEST + 1)),
    ],
)
def test_a_manifest_that_means_nothing_is_refused_whole(fault: str, data: bytes) -> None:
    assert fault in why_not(data)


def test_equal_versions_are_no_order() -> None:
    twice = [{"version": version, "target": target_of("sales", version)} for version in ("1.9", "1.9.0")]

    assert "ordered" in why_not(changed(bundle={"releases": twice}))


@pytest.mark.parametrize("url", ["", "https://example.org/x", "//server/share/desk", r"\\server\share"])
def test_an_invitation_names_an_address_or_none(url: str) -> None:
    made = Invitation(1, "a", "A", url, {})

    assert read_invitation(write(made)).url == url


@pytest.mark.parametrize("data", [b"", b"{}", b'{"format": 1}', b" " * (LARGEST_INVITATION + 1)])
def test_a_broken_invitation_is_refused(data: bytes) -> None:
    with pytest.raises(ChannelError):
        read_invitation(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(
    ["format", "id", "title", "bundles", "poll_minutes", "url", "root", "releases", "pinned"]
)


@settings(max_examples=200)
@given(st.dictionaries(fields, json_values), st.dictionaries(fields, json_values), st.binary(max_size=40))
def test_no_input_does_more_than_be_refused(
    whole: dict[str, Any], bundle: dict[str, Any], noise: bytes
) -> None:
    for data in (changed(**whole), changed(bundle=bundle), noise, json.dumps(whole).encode()):
        for read in (read_manifest, read_invitation):
            try:
                again = read(data)
            except ChannelError:
                continue
            assert read(write(again)) == again
