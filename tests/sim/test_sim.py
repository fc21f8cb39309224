"""The simulator: the policy reaches its aim, also with other people, and chance is the same for all."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.sim.__main__ import run
from tests.sim.people import MONDAY, Person, Skill
from tests.sim.replay import Never, Ours, replay

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("seed", [7, 8])
def test_nine_needs_in_ten_with_a_fifth_of_the_interruptions(seed: int) -> None:
    found = run(people=3, days=12, seed=seed)
    ours, always, never = (found[name] for name in ("ours", "always open", "never open"))
    assert ours.served / ours.needs >= 0.9 * always.served / always.needs
    assert ours.interruptions <= always.interruptions / 5
    assert never.served < ours.served
    assert never.interruptions == 0


def test_the_same_person_lives_the_same_days_under_each_policy() -> None:
    one, other = ([stay.begin for stay in Person(3).day(0)] for _ in range(2))
    assert one == other
    assert vars(replay(Person(3), Ours(), 5)) == vars(replay(Person(3), Ours(), 5))
    assert replay(Person(3), Ours(), 5).hours == replay(Person(3), Never(), 5).hours == 40


def test_memory_fades_by_the_curve_and_spaced_use_strengthens_it_more() -> None:
    skill = Skill()
    assert skill.recall(MONDAY) == 0.0
    skill.practise(MONDAY)
    assert skill.recall(MONDAY) == 1.0
    assert skill.recall(MONDAY + timedelta(days=skill.stability)) == pytest.approx(0.9)
    soon, late = Skill(2.3, MONDAY), Skill(2.3, MONDAY)
    soon.practise(MONDAY + timedelta(hours=1))
    late.practise(MONDAY + timedelta(days=4))
    assert late.stability > soon.stability >= 2.3


def test_the_command_prints_a_table() -> None:
    command = [sys.executable, "-m", "tests.sim", "--people", "1", "--days", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("| policy | interruptions an hour |")
    assert "| never open | 0.00 |" in done.stdout
