"""A bundle folder of made-up cards and rules for measuring the whole app; a few of them match."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = [
    "invoice",
    "order",
    "report",
    "budget",
    "payment",
    "ledger",
    "audit",
    "travel",
    "expense",
    "contract",
    "supplier",
    "asset",
]


def write_bundle(root: Path, cards: int, matching: int, seed: int = 3) -> list[str]:
    """Write ``cards`` cards with one rule each; the first ``matching`` ones match "task N" in its own window.

    Returns the titles of windows that match, one for each of those. Checklists of six lines and guides of six
    steps in turn, as real cards are.
    """
    rng = random.Random(seed)
    (root / "cards").mkdir(parents=True)
    (root / "bundle.yaml").write_text("id: bench\nversion: 1.0.0\ntitle: Bench\npublisher: Bench\n")
    for number in range(cards):
        words = rng.sample(_WORDS, 3)
        pattern = f"task {number}" if number < matching else f"*{' '.join(words)} {number}*"
        lines = [
            f"{'- [ ]' if number % 2 else f'{at}.'} Check the {rng.choice(_WORDS)} {at}" for at in range(1, 7)
        ]
        text = "\n".join(
            [
                "---",
                f"title: Card {number} about {words[0]}",
                "when:",
                "  - app: [xterm, soffice]",
                f'    title: "{pattern}"',
                "minutes: 2",
                "required: before-task",  # or it would open by itself only once a visit
                "---",
                f"Before the {words[1]}, look at the {words[2]}.",
                "",
                *lines,
                "",
            ]
        )
        (root / "cards" / f"card-{number:05d}.md").write_text(text)
    return [f"task {number}" for number in range(matching)]
