from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.channels.errors import ChannelError
from content.channels.model import ChannelManifest, Release, read_manifest, target_of, write
from content.channels.publish.edits import (
    KEPT_RELEASES,
    NewRelease,
    add_release,
    set_halted,
    set_percent,
    set_pin,
    withdraw,
)

EMPTY = ChannelManifest(1, "example-desk", "Example desk")


def published(*versions: str, start: ChannelManifest = EMPTY, percent: int = 100) -> ChannelManifest:
    for version in versions:
        start = add_release(start, NewRelease("sales", version, f"Sales {version}"), percent)
    return start


def releases(manifest: ChannelManifest) -> list[tuple[str, int]]:
    return [(release.version, release.percent) for release in manifest.bundles[0].releases]


def test_a_bundle_is_added_in_the_order_of_ids() -> None:
    manifest = add_release(published("1"), NewRelease("about", "1", "About"), 100)

    assert [line.id for line in manifest.bundles] == ["about", "sales"]


def test_a_newer_release_goes_before_the_others_and_brings_its_title() -> None:
    manifest = published("1", "2", percent=10)

    assert manifest.bundles[0].releases == (
        Release("2", target_of("sales", "2"), 10),
        Release("1", target_of("sales", "1"), 10),
    )
    assert manifest.bundles[0].title == "Sales 2"


@pytest.mark.parametrize("version", ["1", "2", "2.0", "2-beta"])
def test_a_version_that_did_not_grow_is_refused(version: str) -> None:
    with pytest.raises(ChannelError, match="is not newer than 2"):
        published(version, start=published("1", "2"))


def test_only_some_older_releases_are_kept_and_the_pinned_one_with_them() -> None:
    versions = [str(number) for number in range(1, 12)]
    manifest = set_pin(published(*versions[:3]), "sales", "1")

    kept = [version for version, _ in releases(published(*versions[3:], start=manifest))]

    assert kept == [*versions[: -KEPT_RELEASES - 1 : -1], "1"]


def test_a_halted_release_is_not_offered_again_by_the_next_one() -> None:
    halted = set_halted(published("1", "2"), "sales", halted=True)

    manifest = published("3", start=halted, percent=10)

    assert releases(manifest) == [("3", 10), ("2", 0), ("1", 100)]
    assert not manifest.bundles[0].halted


def test_rings_halts_and_pins_are_set_and_taken_back() -> None:
    manifest = published("1", "2", percent=10)

    assert releases(set_percent(manifest, "sales", 50)) == [("2", 50), ("1", 10)]
    halted = set_halted(manifest, "sales", halted=True)
    assert halted.bundles[0].halted
    assert set_halted(halted, "sales", halted=False) == manifest
    pinned = set_pin(manifest, "sales", "1")
    assert pinned.bundles[0].pinned == "1"
    assert set_pin(pinned, "sales", "") == manifest
    assert withdraw(manifest, "sales") == EMPTY


def test_what_changes_nothing_is_not_signed() -> None:
    with pytest.raises(ChannelError, match="is like this already"):
        set_percent(published("1"), "sales", 100)


def test_the_pin_names_a_release_that_is_there() -> None:
    with pytest.raises(ChannelError, match="has no release 9; there are 2, 1"):
        set_pin(published("1", "2"), "sales", "9")


@pytest.mark.parametrize(
    ("manifest", "remedy"), [(EMPTY, "publish one first"), (published("1"), "there are sales")]
)
def test_an_unknown_bundle_is_named(manifest: ChannelManifest, remedy: str) -> None:
    with pytest.raises(ChannelError, match=f'has no bundle "other"; {remedy}'):
        withdraw(manifest, "other")


steps = st.lists(
    st.tuples(st.sampled_from(["publish", "ring", "halt", "resume", "pin", "unpin"]), st.integers(0, 100)),
    max_size=25,
)


@given(steps)
def test_whatever_a_publisher_does_leaves_a_manifest_that_desks_read(steps: list[tuple[str, int]]) -> None:
    manifest, newest = published("1"), 1
    for step, number in steps:
        kept = [release.version for release in manifest.bundles[0].releases]
        try:
            if step == "publish":
                newest += 1
                manifest = published(str(newest), start=manifest, percent=number)
            elif step == "ring":
                manifest = set_percent(manifest, "sales", number)
            elif step in {"halt", "resume"}:
                manifest = set_halted(manifest, "sales", halted=step == "halt")
            else:
                manifest = set_pin(manifest, "sales", kept[number % len(kept)] if step == "pin" else "")
        except ChannelError:
            continue  # nothing would change
        assert read_manifest(write(manifest)) == manifest
