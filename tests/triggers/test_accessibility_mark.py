"""The mark is there for the next one, and who is the last of several to count on it is known."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from triggers.accessibility_mark import Mark, mark_path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no accessibility bus")


@pytest.fixture
def one() -> Iterator[Mark]:
    made = Mark()
    yield made
    made.let_go(remove=False)


@pytest.fixture
def other() -> Iterator[Mark]:
    """As in another process: locks are those of open files."""
    made = Mark()
    yield made
    made.let_go(remove=False)


def test_without_a_mark_there_is_none_to_count_on(one: Mark) -> None:
    assert not one.take()
    assert not mark_path().parent.exists()


def test_what_one_left_behind_the_next_takes_over(one: Mark, other: Mark) -> None:
    one.make()
    one.let_go(remove=False)
    assert other.take()
    assert other.is_mine_alone()
    other.let_go(remove=True)
    assert not mark_path().exists()
    assert not one.take()


def test_the_last_of_two_is_alone(one: Mark, other: Mark) -> None:
    one.make()
    assert other.take()
    assert not one.is_mine_alone()
    one.let_go(remove=False)
    assert other.is_mine_alone()


def test_both_may_make_it(one: Mark, other: Mark) -> None:
    one.make()
    other.make()
    assert not one.is_mine_alone()
    one.let_go(remove=False)
    assert other.is_mine_alone()


def test_what_another_took_away_is_not_mine(one: Mark, other: Mark) -> None:
    one.make()
    other.take()
    other.let_go(remove=True)
    assert not one.is_mine_alone()


def test_who_comes_while_the_last_one_leaves_finds_none(one: Mark, other: Mark) -> None:
    one.make()
    assert one.is_mine_alone()
    assert not other.take()


def test_it_holds_nothing_and_is_for_its_person_alone(one: Mark) -> None:
    one.make()
    assert mark_path().stat().st_size == 0
    assert mark_path().stat().st_mode & 0o077 == 0


def test_where_nothing_can_be_written_nobody_else_is_known(
    one: Mark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    one.make()
    assert one.is_mine_alone()
    one.let_go(remove=True)
