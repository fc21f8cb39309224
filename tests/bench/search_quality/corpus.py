"""The cards that the search is judged over: imported as people do it, or the project's own sample library.

Nothing is kept: the import goes into a temporary folder each time.
"""

from __future__ import annotations

import os
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from content.bundles.imports.importing import Origin, bring_in
from content.bundles.reader import read_bundle
from content.cards.model import Card
from content.progress import NoProgress

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "content" / "bundles" / "included"
VASWANI = "vaswani.tar.gz"

# Archive, bundle, language: whoever imports a folder that is not in English says so in its bundle.yaml.
ARCHIVES = (
    ("tldr-pages-en.tar.gz", "tldr-pages", "en"),
    ("tldr-pages-de.tar.gz", "tldr-pages-de", "de"),
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Cards, where they come from (for people), and the file with the queries that are judged over them."""

    cards: tuple[Card, ...]
    told: str
    queries: Path


def default_folder() -> Path:
    """Where public corpora lie: beside the checkout, unless SEARCH_CORPUS says otherwise."""
    return Path(os.environ.get("SEARCH_CORPUS") or ROOT.parent / "shared" / "data")


def load(where: Path) -> Corpus:
    """The cards of ``where``, a folder with the archives or one of them; without any, the sample library."""
    here = Path(__file__).parent
    found = [(file, bundle, language) for file, bundle, language in _archives(where) if file.is_file()]
    if not found:
        told = (
            f"No corpus at {where.name}: the project's sample library instead, which says little about scale."
        )
        return Corpus(tuple(_samples()), told, here / "sample_queries.yaml")
    cards = [card for file, bundle, language in found for card in imported(file, bundle, language)]
    names = ", ".join(file.name for file, *_ in found)
    return Corpus(tuple(cards), f"{len(cards):,} cards imported from {names}.", here / "queries.yaml")


def _archives(where: Path) -> Iterator[tuple[Path, str, str]]:
    for name, bundle, language in ARCHIVES:
        if where.name == name:
            yield where, bundle, language
        else:
            yield where / name, bundle, language


def _samples() -> Iterator[Card]:
    for name in ("accounts-team", "starter"):
        yield from read_bundle(SAMPLES / name).cards


def imported(archive: Path, bundle: str, language: str) -> Sequence[Card]:
    """The pages of ``archive`` as `sidecue bundle import` makes cards of them, under the ids people see."""
    with unpacked(archive) as folder:
        pages = next(path for path in sorted(folder.iterdir()) if path.is_dir())
        with tempfile.TemporaryDirectory() as home:
            target = Path(home) / bundle
            bring_in(pages, target, Origin.MARKDOWN, "", NoProgress())
            with (target / "bundle.yaml").open("a", encoding="utf-8") as manifest:
                manifest.write(f"languages: [{language}]\n")
            return read_bundle(target).cards


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """A temporary folder with what ``archive`` holds."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)
