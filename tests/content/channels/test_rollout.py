from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.channels.model import BundleLine, Release, target_of
from content.channels.rollout import bucket, wanted

DESKS = [str(UUID(int=number, version=4)) for number in range(10_000)]

desks = st.uuids(version=4).map(str)
percents = st.integers(0, 100)


def line(*releases: tuple[str, int], halted: bool = False, pinned: str = "") -> BundleLine:
    made = tuple(Release(version, target_of("sales", version), percent) for version, percent in releases)
    return BundleLine("sales", "Sales", made, halted, pinned)


def version_for(desk: str, offer: BundleLine, installed: str = "") -> str:
    release = wanted(offer, desk, installed)
    return release.version if release else ""


def share(offer: BundleLine, version: str) -> float:
    return sum(version_for(desk, offer) == version for desk in DESKS) / len(DESKS) * 100


def test_a_bucket_never_moves() -> None:
    # printf 'desk\0sales\0001.4' | sha256sum begins with 9edb44b4f5c52: 0x9edb44b4f5c52 / 16**13.
    assert bucket("desk", "sales", "1.4") == pytest.approx(62.0533, abs=1e-4)


@given(desks, st.text(max_size=20), st.text(max_size=20))
def test_a_bucket_is_a_share_of_a_hundred(desk: str, bundle: str, version: str) -> None:
    assert 0 <= bucket(desk, bundle, version) < 100


def test_the_largest_bucket_is_below_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    class Highest:
        def __init__(self, _raw: bytes) -> None: ...

        def digest(self) -> bytes:
            return b"\xff" * 32

    monkeypatch.setattr("content.channels.rollout.hashlib.sha256", Highest)

    assert bucket("desk", "sales", "1") < 100


def test_buckets_are_spread_evenly() -> None:
    tenths = [0] * 10
    for desk in DESKS:
        tenths[int(bucket(desk, "sales", "1") // 10)] += 1

    chi_squared = sum((count - 1000) ** 2 / 1000 for count in tenths)
    assert chi_squared < 27.9  # 9 degrees of freedom: an even spread exceeds it once in a thousand


def test_each_release_has_other_desks_go_first() -> None:
    first = {desk for desk in DESKS if bucket(desk, "sales", "1") < 10}
    second = {desk for desk in DESKS if bucket(desk, "sales", "2") < 10}

    assert len(first & second) / len(first) == pytest.approx(0.1, abs=0.04)


@pytest.mark.parametrize("percent", [0, 1, 10, 50, 99, 100])
def test_a_ring_holds_its_share_of_the_desks(percent: int) -> None:
    assert share(line(("2", percent), ("1", 100)), "2") == pytest.approx(percent, abs=1.5)


@settings(max_examples=200)
@given(desks, percents, percents)
def test_who_is_offered_a_release_is_still_offered_it_when_the_ring_grows(
    desk: str, one: int, two: int
) -> None:
    narrow, wide = sorted((one, two))

    if version_for(desk, line(("2", narrow), ("1", 100))) == "2":
        assert version_for(desk, line(("2", wide), ("1", 100))) == "2"


def test_a_desk_outside_of_every_ring_is_offered_nothing() -> None:
    assert wanted(line(("2", 0)), DESKS[0], "") is None
    assert wanted(line(("2", 0)), DESKS[0], "1") is None


def test_a_desk_outside_of_the_newest_ring_gets_the_release_before() -> None:
    assert version_for(DESKS[0], line(("3", 0), ("2", 100), ("1", 100))) == "2"


@given(desks, percents)
def test_a_smaller_ring_takes_nothing_back(desk: str, percent: int) -> None:
    assert version_for(desk, line(("2", percent), ("1", 100)), installed="2") == "2"


@given(desks)
def test_halting_spares_the_others_and_leaves_those_who_have_it(desk: str) -> None:
    halted = line(("2", 100), ("1", 100), halted=True)

    assert version_for(desk, halted, installed="2") == "2"
    assert version_for(desk, halted, installed="1") == "1"
    assert version_for(desk, halted) == "1"


def test_a_halted_first_release_is_offered_to_nobody() -> None:
    assert wanted(line(("1", 100), halted=True), DESKS[0], "") is None


@given(desks, st.sampled_from(["", "1", "2", "3"]), st.booleans())
def test_a_pin_leads_everyone_to_its_version(desk: str, installed: str, halted: bool) -> None:
    assert version_for(desk, line(("2", 10), ("1", 0), halted=halted, pinned="1"), installed) == "1"


@given(desks)
def test_only_a_pin_leads_back(desk: str) -> None:
    offer = line(("2", 100), ("1", 100))

    assert wanted(offer, desk, "3") is None  # 3 was taken out of the manifest
    assert version_for(desk, offer, installed="1.9") == "2"
