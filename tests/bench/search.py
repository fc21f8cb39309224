"""How fast the palette's search answers each keystroke: ``python -m tests.bench.search [--json]``.

1,000 made-up cards (seeded), searches typed letter by letter, beside a plain Python scan for substrings over
the same cards in the same run.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from content.cards.model import Card, CardKind, Item, Part, Prose, Step
from content.library.fts5 import Fts5Index
from content.library.passages import passages
from content.library.search import Asker
from content.library.words import fold, terms

CARDS, SEARCHES, LIMIT = 1_000, 60, 20
_COMMON = (
    "release undo post reverse approve check export import open close archive print send share payment run "
    "invoice account supplier statement ledger budget report spreadsheet pivot table filter browser tab "
    "bookmark terminal shell folder message mailbox calendar meeting backup printer scanner password proxy "
    "network template signature currency discount reminder customer contract university posting running"
)
_WORDS = _COMMON.split()
_SYLLABLES = ["ba", "co", "di", "fu", "ge", "ha", "jo", "ka", "lu", "me", "no", "pi", "qua", "ro", "su", "ta"]


def made_up_cards(count: int, seed: int = 7) -> list[Card]:
    """Cards of some 120 words each, over 4,000 words of which few are common, as in real text."""
    rng = random.Random(seed)
    rare = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(4_000)]
    known = rng.sample(_WORDS, len(_WORDS)) + rare

    def sentence(length: int) -> str:
        # Few words are common and most are rare, as in real text.
        return " ".join(known[int(len(known) * rng.random() ** 3)] for _ in range(length)).capitalize() + "."

    cards: list[Card] = []
    for number in range(count):
        parts: list[Part] = [Prose(f"{sentence(14)}\n\n## {sentence(3)}\n\n{sentence(20)}")]
        for at in range(1, 6):
            text = sentence(12)
            parts.append(Step(at, text, text) if number % 2 else Item(f"k{at}", text, text))
        title = sentence(rng.randint(2, 4)).rstrip(".")
        kind = CardKind.GUIDE if number % 2 else CardKind.CHECKLIST
        keywords = tuple(rng.sample(_WORDS, 2))
        home = Path("bench")
        cards.append(
            Card(f"bench/{number}", title, kind, tuple(parts), "bench", "Bench", "", home, keywords=keywords)
        )
    return cards


def keystrokes(cards: list[Card], seed: int = 7) -> list[str]:
    """What stands in the palette after each letter of some searches for words of a title."""
    rng = random.Random(seed)
    typed: list[str] = []
    for card in rng.sample(cards, SEARCHES):
        wanted = " ".join(rng.sample(card.title.lower().split(), 2))
        typed += [wanted[:length] for length in range(1, len(wanted) + 1)]
    return typed


def scan(texts: list[tuple[str, str]], query: str) -> list[str]:
    """The baseline: every card whose text contains every word of the query somewhere, by title."""
    asked = terms(query)
    return [title for title, text in texts if all(term in text for term in asked)][:LIMIT]


def measure(search: Callable[[str], object], queries: list[str]) -> dict[str, float]:
    """Milliseconds per query: median and 99th percentile."""
    for query in queries[:50]:
        search(query)
    gc.collect()
    took: list[float] = []
    for query in queries:
        start = time.perf_counter()
        search(query)
        took.append((time.perf_counter() - start) * 1000)
    return {
        "p50_ms": statistics.median(took),
        "p99_ms": statistics.quantiles(took, n=100)[98],
        "max_ms": max(took),
    }


def run(count: int = CARDS) -> dict[str, object]:
    """The figures: build time in seconds, index and baseline per keystroke in milliseconds."""
    cards = made_up_cards(count)
    queries = keystrokes(cards)
    favoured = [card.id for card in cards[:5]]
    start = time.perf_counter()
    index = Fts5Index(cards)
    build = time.perf_counter() - start
    texts = sorted(
        (card.title, fold(" ".join([card.title, *card.keywords, *(part.text for part in passages(card))])))
        for card in cards
    )
    figures = {
        "cards": count,
        "keystrokes": len(queries),
        "build_s": build,
        "index": measure(lambda query: index.search(query, LIMIT, Asker(favoured=favoured)).hits, queries),
        "substring_scan": measure(lambda query: scan(texts, query), queries),
    }
    index.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--cards", type=int, default=CARDS, help="how many cards (default: %(default)s)")
    arguments = parser.parse_args()
    figures = run(arguments.cards)
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:16} {value}")


if __name__ == "__main__":
    main()
