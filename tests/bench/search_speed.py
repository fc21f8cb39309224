"""How fast a keystroke is answered, and what the index costs: ``python -m tests.bench.search_speed``.

Real cards varied to any number (made-up ones where the public corpora are missing) and judged searches typed
letter by letter, beside plain SQLite FTS5 in the same run. Linux only.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from content.cards.model import Card
from tests.bench.figures import memory_mb, percentile
from tests.bench.search_cards import keystrokes, many
from tests.bench.search_quality.baselines import PlainFts5
from tests.bench.search_quality.corpus import default_folder, load
from tests.bench.search_quality.engines import Kept, ours
from tests.bench.search_quality.queries import read_queries

SIZES, SEARCHES, COSTS_OF = (1_000, 10_000, 100_000), 60, 10_000
LIMIT = 20
_PLAIN = "plain FTS5"
_COSTS = {
    "build_s": "build, s",
    "add_ms": "one more card, ms",
    "open_ms": "open what was kept, in a new process, ms",
    "first_ms": "the first keystroke there, ms",
    "memory_mb": "memory of the index alone, MB",
}


def typing(search: Callable[[str], object], typed: Sequence[str]) -> dict[str, float]:
    """Milliseconds a keystroke, warm: median, 99th percentile, the worst; and the 99th of processor time."""
    for query in typed[:50]:
        search(query)
    gc.collect()
    gc.freeze()  # as the app does with what it has read: collecting garbage would look through all cards
    took: list[float] = []
    used: list[float] = []
    for query in typed:
        start, began = time.perf_counter(), time.process_time()
        search(query)
        used.append((time.process_time() - began) * 1000)
        took.append((time.perf_counter() - start) * 1000)
    return {
        "p50": percentile(took, 0.5),
        "p99": percentile(took, 0.99),
        "max": max(took),
        "cpu_p99": percentile(used, 0.99),
    }


def _timed(work: Callable[[], object]) -> float:
    """How many milliseconds ``work`` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def speeds(cards: Sequence[Card], typed: Sequence[str]) -> dict[str, dict[str, float]]:
    """Ours and plain FTS5 over the same cards, for the same keystrokes."""
    found = {"ours": typing(ours(cards, LIMIT), typed)}
    plain = PlainFts5(cards)
    found[_PLAIN] = typing(lambda query: plain.search(query, LIMIT), typed)
    plain.close()
    return found


def costs(cards: Sequence[Card]) -> dict[str, dict[str, float]]:
    """What an index of ``cards`` costs: to build, to add a card, and in a new process."""
    first, last = cards[:-1], cards[-1]
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "index"
        build = _timed(lambda: Kept.of(first, folder))
        add = _timed(lambda: Kept.of(cards, folder))
        kept = Path(home) / "kept"
        kept.write_bytes(pickle.dumps(Kept.of(cards, folder)))
        found = {"ours": {"build_s": build / 1000, "add_ms": add, **_apart(kept, "ours")}}
        start = time.perf_counter()
        plain = PlainFts5(first)
        build = time.perf_counter() - start
        add = _timed(lambda: plain.add(last))
        plain.close()
        found[_PLAIN] = {"build_s": build, "add_ms": add, **_apart(kept, _PLAIN)}
    return found


def _apart(kept: Path, engine: str) -> dict[str, float]:
    """What ``start_anew`` measures in a process that has done nothing yet."""
    command = [sys.executable, "-m", "tests.bench.search_speed", "--anew", str(kept), engine]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def start_anew(kept: Path, engine: str) -> dict[str, float]:
    """Open the index, search for the first time, go on for a while: times, and the memory that all this took.

    Plain FTS5 keeps nothing in this bench: its index is built first, which does not count as opening.
    """
    library: Kept = pickle.loads(kept.read_bytes())  # ours, written a moment ago
    gc.collect()
    before = memory_mb(os.getpid())
    opened: list[Callable[[str], object]] = []
    if engine == _PLAIN:
        opened.append(PlainFts5(library.cards).search)
        open_ms = 0.0
    else:
        open_ms = _timed(lambda: opened.append(library.open()))
    search = opened[0]
    first = _timed(lambda: search("p"))
    for query in keystrokes(["split a large file", "who is using this port", "pasword"], 3):
        search(query)
    gc.collect()
    return {"open_ms": open_ms, "first_ms": first, "memory_mb": memory_mb(os.getpid()) - before}


def tables(figures: dict[str, Any]) -> str:
    """The figures in Markdown."""
    lines = [
        "| keystroke → results, ms p50 / p99 / max | ours | plain FTS5 | processor time, p99: ours, plain |",
        "|---|---:|---:|---:|",
    ]
    for size, engines in figures["speeds"].items():
        shown = [" / ".join(f"{it[key]:.1f}" for key in ("p50", "p99", "max")) for it in engines.values()]
        used = ", ".join(f"{it['cpu_p99']:.1f}" for it in engines.values())
        lines.append(f"| {int(size):,} cards | {' | '.join(shown)} | {used} |")
    lines += ["", f"| the index of {figures['costs_of']:,} cards | ours | plain FTS5 |", "|---|---:|---:|"]
    for key, name in _COSTS.items():
        mine, plain = (engine[key] for engine in figures["costs"].values())
        lines.append(f"| {name} | {mine:.1f} | {'-' if key == 'open_ms' else f'{plain:.1f}'} |")
    return "\n".join(lines)


def main() -> None:
    """The command."""
    arguments = _arguments()
    if arguments.anew:
        print(json.dumps(start_anew(Path(arguments.anew[0]), arguments.anew[1])))
        return
    corpus = load(arguments.corpus)
    real = corpus.cards if len(corpus.cards) >= SIZES[0] else ()
    typed = keystrokes([query.text for query in read_queries(corpus.queries)], SEARCHES)
    costs_of = min(COSTS_OF, max(arguments.cards))
    figures = {
        "keystrokes": len(typed),
        "speeds": {size: speeds(many(real, size), typed) for size in arguments.cards},
        "costs_of": costs_of,
        "costs": costs(many(real, costs_of)),
    }
    if arguments.json:
        print(json.dumps(figures))
        return
    print(corpus.told if real else "Made-up cards: the public corpora are not there.")
    print(f"Judged searches typed letter by letter: {len(typed):,} keystrokes.\n\n{tables(figures)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=default_folder(), help="a folder of archives, or one")
    parser.add_argument("--cards", type=int, nargs="+", default=SIZES, help="how many (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--anew", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
