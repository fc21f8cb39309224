"""What it costs to remember something and to save it: ``python -m tests.bench.memory [--json]``.

A profile with 1,000 checklists begun, on the disk that holds the temporary folder.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from content.cards.model import Card, CardKind, Item
from content.memory.memory import Memory
from tests.bench.figures import spread, tell

CARDS, TIMES = 1_000, 200


def run() -> dict[str, object]:
    """Milliseconds for a tick (in memory), a save (whole file, flushed to the disk) and a start."""
    items = tuple(Item(f"{number:012}", "", "") for number in range(5))
    cards = [
        Card(f"b/{number}", "", CardKind.CHECKLIST, items, "b", "", "", Path("b")) for number in range(CARDS)
    ]
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory(Path(folder), lambda: datetime.now(UTC), schedule=_later)
        for card in cards:
            for item in items:
                memory.tick(card, item.key, True)
        ticks, saves = [], []
        for number in range(TIMES):
            ticks.append(_milliseconds(partial(memory.tick, cards[number], items[0].key, False)))
            saves.append(_milliseconds(memory.flush))
        memory.close()
        size = (Path(folder) / "memory.json").stat().st_size
        start = _milliseconds(lambda: Memory(Path(folder), lambda: datetime.now(UTC), read_only=True))
    return {
        "cards": CARDS,
        "bytes": size,
        "tick": spread(ticks),
        "save": spread(saves),
        "start_ms": start,
    }


def _later(_flush: Callable[[], None]) -> None:
    """The bench says itself when to save."""


def _milliseconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    tell(__doc__, run)
