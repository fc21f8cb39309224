from __future__ import annotations

import stat

import pytest

from content.policy.trust import Rights, fault

FILE = Rights("/etc/sidecue/policy.yaml", 0, 0, stat.S_IFREG | 0o644)
FOLDER = Rights("/etc/sidecue", 0, 0, stat.S_IFDIR | 0o755)


def file(owner: int = 0, group: int = 0, mode: int = 0o644) -> Rights:
    return Rights(FILE.path, owner, group, stat.S_IFREG | mode)


def folder(owner: int = 0, group: int = 0, mode: int = 0o755) -> Rights:
    return Rights(FOLDER.path, owner, group, stat.S_IFDIR | mode)


@pytest.mark.parametrize(
    "way",
    [
        [FILE, FOLDER],
        [file(mode=0o664), FOLDER],
        [file(group=80, mode=0o664), folder(group=80, mode=0o775)],
        [FILE, folder(mode=0o1777)],
        [FILE, folder(group=1000, mode=0o1775)],
        [file(group=1000, mode=0o640), FOLDER],
    ],
)
def test_what_only_administrators_can_change_is_trusted(way: list[Rights]) -> None:
    assert fault(way) == ""


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ([file(owner=1000), FOLDER], "/etc/sidecue/policy.yaml belongs to an ordinary user"),
        ([file(mode=0o646), FOLDER], "everyone can write to /etc/sidecue/policy.yaml"),
        ([file(mode=0o1666), FOLDER], "everyone can write to /etc/sidecue/policy.yaml"),
        ([file(group=100, mode=0o664), FOLDER], "a group of ordinary users can write to"),
        ([FILE, folder(owner=1000)], "/etc/sidecue belongs to an ordinary user"),
        ([FILE, folder(mode=0o777)], "everyone can write to /etc/sidecue"),
        ([FILE, folder(group=100, mode=0o775)], "a group of ordinary users can write to /etc/sidecue"),
    ],
)
def test_whoever_could_change_it_is_named(way: list[Rights], why: str) -> None:
    assert why in fault(way)
