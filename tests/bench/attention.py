"""What a decision costs: ``python -m tests.bench.attention [--json]``.

A person with 10,000 cards in memory (each with a record of how it ended, one in ten with a wish about it), in
windows that have as many cards as ordinary ones, and one that has a thousand. Time is that of the
processor, so that other programs on a busy machine do not count.
"""

from __future__ import annotations

import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from content.attention.cue import Offer
from content.attention.decide import decide
from content.attention.ledger import Around, Ledger
from content.memory.memory import Memory
from tests.bench.figures import spread, tell
from triggers.session.base import Sign

CARDS, TIMES = 10_000, 5_000
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def run(cards: int = CARDS, times: int = TIMES) -> dict[str, object]:
    """Milliseconds of ``decide`` alone, and of all that the app does around it, by offers in the window."""
    chance = random.Random(5)
    names = [f"bundle/{number}" for number in range(cards)]
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory(Path(folder), lambda: NOW, schedule=lambda _save: None)
        _fill(memory, names, chance)
        ledger = Ledger(memory.outcomes)
        figures: dict[str, object] = {"cards": cards}
        for count in (1, 10, 1_000):
            rounds = times if count < 100 else times // 50
            alone, whole = _measure(memory, ledger, names, count, rounds, chance)
            figures[f"decide, {count} offers"] = spread(alone)
            figures[f"with wishes and moment, {count} offers"] = spread(whole)
        memory.close()
    return figures


def _fill(memory: Memory, names: list[str], chance: random.Random) -> None:
    table = memory.outcomes
    for name in names:
        table.appeared(name)
    for name in chance.sample(names, len(names) // 10):
        memory.never(name) if chance.random() < 0.5 else memory.snooze(name, NOW + timedelta(days=1))


def _measure(
    memory: Memory, ledger: Ledger, names: list[str], count: int, rounds: int, chance: random.Random
) -> tuple[list[float], list[float]]:
    alone, whole = [], []
    for turn in range(rounds):
        offers = [Offer(name, "because") for name in chance.sample(names, count)]
        now = NOW + timedelta(seconds=turn)
        signs = frozenset({Sign.FULL_SCREEN} if turn % 3 == 0 else ())
        ledger.see(offers, now)
        begin = time.thread_time()
        wishes, moment = memory.wishes(), ledger.moment(now, Around("app", signs=signs))
        middle = time.thread_time()
        cue = decide(offers, wishes, moment)
        end = time.thread_time()
        ledger.shows(cue.cards[0] if cue.cards else "", cue.loudness, now)
        alone.append((end - middle) * 1000)
        whole.append((end - begin) * 1000)
    return alone, whole


if __name__ == "__main__":
    tell(__doc__, run)
