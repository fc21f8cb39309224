"""The simulator: the policy reaches its aim, also with other people, and chance is the same for all."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.sim.__main__ import run
from tests.sim.people import MONDAY, Person, Skill
from tests.sim.policies import Never, Ours
from tests.sim.replay import Tally, replay

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("seed", [7, 8])
def test_nine_needs_in_ten_with_a_fifth_of_the_interruptions(seed: int) -> None:
    found = run(people=3, days=12, seed=seed)
    ours, always, never = (found[name] for name in ("ours", "always open", "never open"))
    assert ours.served / ours.needs >= 0.9 * always.served / always.needs
    assert ours.interruptions <= always.interruptions / 5
    assert never.served < ours.served
    assert never.interruptions == 0


def test_more_is_kept_than_by_reviewing_by_hand_in_as_many_minutes() -> None:
    found = run(people=6, days=30, seed=7)
    ours, by_hand, never = (found[name] for name in ("ours", "manual review", "never open"))
    assert by_hand.retention > never.retention + 0.015
    assert by_hand.helped >= 0.9 * ours.helped
    assert ours.retention > by_hand.retention


def test_the_same_person_lives_the_same_days_under_each_policy(tmp_path: Path) -> None:
    def ours() -> Tally:
        return replay(person := Person(3), Ours(person, tmp_path), 5)

    one, other = ([stay.begin for stay in Person(3).day(0)] for _ in range(2))
    assert one == other
    assert vars(ours()) == vars(ours())
    assert ours().hours == replay(Person(3), Never(), 5).hours == 40
    assert list(tmp_path.iterdir()) == []


def test_memory_fades_and_spaced_use_strengthens_it_more() -> None:
    skill = Skill()
    assert skill.recall(MONDAY) == 0.0
    skill.practise(MONDAY, remembers=False)
    assert skill.recall(MONDAY) == 1.0
    assert skill.recall(MONDAY + timedelta(days=5)) < skill.recall(MONDAY + timedelta(days=1)) < 1.0
    soon, late = Skill(1.0, skill.known), Skill(1.0, skill.known)
    soon.practise(MONDAY + timedelta(hours=1), remembers=True)
    late.practise(MONDAY + timedelta(days=4), remembers=True)
    then = MONDAY + timedelta(days=30)
    assert late.recall(then) > soon.recall(then)


def test_people_forget_faster_and_slower_than_the_app_expects() -> None:
    weak, strong = Skill(0.5), Skill(2.0)
    for skill in (weak, strong):
        skill.practise(MONDAY, remembers=False)
    then = MONDAY + timedelta(days=3)
    assert weak.recall(then) < 0.9 < strong.recall(then)
    assert len({Person(seed).holds for seed in range(9)}) == 9


def test_the_command_prints_a_table() -> None:
    command = [sys.executable, "-m", "tests.sim", "--people", "1", "--days", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("| policy | interruptions an hour |")
    assert "| never open | 0.00 |" in done.stdout
