"""What large bundles cost: ``python -m tests.bench.bundles [--cards N ...]``.

Check, pack, verify, and load of made-up bundles (seeded), each the best of three rounds: cold, from nothing
to the first match and the first hit of a search, with the process that reads; warm, from a cache that is
validated. The baseline reads the same cards in the same run as a short script would, with ``yaml.safe_load``
and markdown-it. Seconds of wall time, and of processor time, which a busy machine blurs less. Linux only.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from markdown_it import MarkdownIt

from content.bundles.checks.check import check
from content.bundles.pack import pack, write_package
from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.library.cache import LibraryCache
from content.library.halves import in_halves
from content.library.reading import ApartReader
from content.progress import NoProgress
from overlay.own_command import own_command
from triggers.context import Context

_ROUNDS = 3
_LATER = 1 << 62  # nanoseconds: no file is too young to be kept
_WORDS = [
    "invoice", "order", "report", "budget", "payment", "ledger", "audit", "travel", "expense", "contract",
    "supplier", "asset", "check", "release", "approve", "month", "statement", "account", "discount",
]  # fmt: skip

_Seconds = tuple[float, float]


def write_cards(root: Path, count: int, seed: int = 5) -> Path:
    """A bundle of checklists and guides as people write them; every eighth has a table or a nested list."""
    rng = random.Random(seed)
    (root / "cards").mkdir(parents=True)
    (root / "bundle.yaml").write_text('id: bench\nversion: "1"\ntitle: Bench\npublisher: Bench\n')
    for number in range(count):
        one, two, three = rng.sample(_WORDS, 3)
        folder = root / "cards" / one
        folder.mkdir(exist_ok=True)
        lines = [
            f"{'- [ ]' if number % 2 else f'{at}.'} Check the **{rng.choice(_WORDS)}** {at} and `{two}`"
            for at in range(1, 7)
        ]
        odd = f"| {two} | {three} |\n|---|---|\n| 1 | 2 |\n\n" if number % 8 == 0 else ""
        text = [
            "---",
            f"title: Card {number} about {one}",
            "when:",
            "  - app: [soffice, excel]",
            f'    title: "*{two} {three} {number}*"',
            f"keywords: [{two}, {three}]",
            "minutes: 2",
            "owner: desk@example.org",
            "review_by: 2030-01-31",
            "---",
            f"Before the {two}, look at the [{three}](https://example.org/{three}).",
            "",
            "## Then",
            "",
            odd + "\n".join(lines),
            "",
        ]
        (folder / f"{number:05d}.md").write_text("\n".join(text))
    return root


def best(work: Callable[[], object]) -> _Seconds:
    """The least wall and processor time of some rounds, processes of ``work`` included."""
    rounds = []
    for _ in range(_ROUNDS):
        began, used = time.perf_counter(), _processor()
        work()
        rounds.append((time.perf_counter() - began, _processor() - used))
    return min(rounds)


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(it.ru_utime + it.ru_stime for it in used)


def naive(root: Path) -> None:
    """The baseline: every card's fields and its HTML, no checks, no rules, no search."""
    markdown = MarkdownIt("commonmark").enable("table")
    for file in (root / "cards").rglob("*.md"):
        _, fields, text = file.read_text(encoding="utf-8").split("---\n", 2)
        yaml.safe_load(fields)
        markdown.render(text)


def start(bundle: Path, cache: LibraryCache | None) -> None:
    """From nothing to the first match and the first hit."""
    reading = ApartReader(own_command("read-bundles"), cache).read([bundle])
    reading.library.match(Context(app="soffice", title="nothing of ours", os="linux"))
    index = reading.open_index()
    assert index.search("invoice", 10).hits
    index.close()


def measure(folder: Path, count: int) -> dict[str, _Seconds]:
    """The figures of one bundle, by what was done."""
    root, file = write_cards(folder / f"{count}", count), folder / f"{count}.cue"
    bundle = read_bundle(root)
    write_package(pack(bundle, open_files(root), NoProgress()), file)
    cache = LibraryCache(folder / "cache", lambda: _LATER)
    start(root, cache)
    return {
        "check": best(lambda: check(read_bundle(root, in_halves), date.today())),
        "pack": best(lambda: pack(bundle, open_files(root), NoProgress())),
        "verify": best(lambda: open_files(file).verify()),
        "cold start, folder": best(lambda: start(root, None)),
        "cold start, packed": best(lambda: start(file, None)),
        "warm start": best(lambda: start(root, cache)),
        "baseline: fields and HTML alone": best(lambda: naive(root)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cards", type=int, nargs="+", default=[1_000, 10_000], help="(default: %(default)s)"
    )
    sizes = parser.parse_args().cards
    with tempfile.TemporaryDirectory() as folder:
        figures = {size: measure(Path(folder), size) for size in sizes}
    print("| s (processor s) |" + "".join(f" {size:,} cards |" for size in sizes) + " growth |")
    print("|---|" + "---:|" * (len(sizes) + 1))
    for name in figures[sizes[0]]:
        cells = " | ".join(f"{wall:.2f} ({cpu:.2f})" for wall, cpu in (figures[it][name] for it in sizes))
        growth = figures[sizes[-1]][name][1] / figures[sizes[0]][name][1]
        print(f"| {name} | {cells} | {growth:.1f} times |")
    last = figures[sizes[-1]]
    for name in ("cold start, folder", "warm start"):
        ratio = last[name][1] / last["baseline: fields and HTML alone"][1]
        print(f"| {name}, against the baseline | {'| ' * (len(sizes) - 1)} **{ratio:.2f}** | |")


if __name__ == "__main__":
    main()
