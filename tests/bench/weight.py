"""What 10,000 cards weigh in the app: ``python -m tests.bench.weight [--bundle FOLDER ...]``.

A process reads a bundle as the app does, in a process apart, keeps the library, and then opens the search
index and searches; its private memory is set against that of the same process with a bundle of no cards.
Without ``--bundle`` the bundle is made up as in tests.bench.bundles. Linux only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.bundles import write_cards

_STAGES = ("cards and rules", "and a first match", "and the search index", "and ten searches")
_LETTERS = ("in", "or", "re", "bu", "pa", "le", "au", "tr", "ex", "co")


def private_megabytes() -> float:
    """The memory of this process that no other shares."""
    rows = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(row.split()[1]) for row in rows if row.startswith("Private_")) / 1024


def weigh(bundle: Path, cache: Path) -> list[float]:
    """The private memory after each stage."""
    from content.library.cache import LibraryCache
    from content.library.reading import ApartReader
    from overlay.own_command import own_command
    from triggers.context import Context

    reading = ApartReader(own_command("read-bundles"), LibraryCache(cache)).read([bundle])
    weights = [private_megabytes()]
    reading.library.match(Context(app="soffice", title="nothing of ours", os="linux"))
    weights.append(private_megabytes())
    index = reading.open_index()
    index.search("invoice", 10)
    weights.append(private_megabytes())
    for letters in _LETTERS:
        index.search(letters, 10)
    weights.append(private_megabytes())
    return weights


def _apart(bundle: Path, cache: Path) -> list[float]:
    command = [sys.executable, "-m", "tests.bench.weight", "--weigh", str(bundle), str(cache)]
    return [float(word) for word in subprocess.check_output(command, text=True).split()]


def _compare(name: str, bundle: Path, empty: Path, cache: Path) -> None:
    for start in ("cold", "warm"):
        with_cards, without = _apart(bundle, cache / name), _apart(empty, cache / f"{name}-empty")
        cells = " | ".join(f"{one - other:.1f}" for one, other in zip(with_cards, without, strict=True))
        print(f"| {name}, {start} | {cells} | {with_cards[-1]:.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, nargs="+", default=[], help="bundles instead of made-up cards")
    parser.add_argument("--cards", type=int, default=10_000, help="(default: %(default)s)")
    parser.add_argument("--weigh", type=Path, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.weigh:
        print(*weigh(*asked.weigh))
        return
    print("| MB over no cards | " + " | ".join(_STAGES) + " | whole process |")
    print("|---|" + "---:|" * (len(_STAGES) + 1))
    with tempfile.TemporaryDirectory() as folder:
        empty = write_cards(Path(folder) / "none", 0)
        bundles = asked.bundle or [write_cards(Path(folder) / f"{asked.cards}", asked.cards)]
        for bundle in bundles:
            _compare(bundle.name, bundle, empty, Path(folder) / "cache")


if __name__ == "__main__":
    main()
