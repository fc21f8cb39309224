"""Search by meaning in a terminal: for `sidecue find`, and the process that answers the running app."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from content.library.library import Library
from content.library.search import Asker, Found, SearchIndex
from content.meaning.both import BothWays
from content.meaning.encoder import NoEncoder, find_encoder, is_installed
from content.meaning.meanings import Meanings, vectors_of
from content.meaning.worker import serve
from overlay.cli.bundles import wanted
from overlay.cli.exits import FINE, WRONG_USE
from overlay.settings.table import SEARCH_MEANING


def searcher(
    arguments: argparse.Namespace, library: Library, index: SearchIndex, asker: Asker
) -> Callable[[str], Found]:
    """What answers each query: by words, and by meaning where that is wanted and possible."""
    meanings = _meanings(arguments, library)
    engine = index if meanings is None else BothWays(index, meanings, library.cards)
    return lambda query: engine.search(query, arguments.limit, asker)


def encode_queries(_arguments: argparse.Namespace) -> int:
    """Answer queries by meaning for the running app, which asks on standard input until it ends."""
    try:
        serve(sys.stdin.buffer if sys.stdin else (), sys.stdout.buffer)
    except ValueError:
        print("sidecue: encode-queries is for the app itself; use `sidecue find`", file=sys.stderr)
        return WRONG_USE
    return FINE


def _meanings(arguments: argparse.Namespace, library: Library) -> Meanings | None:
    """None where meaning is not wanted or cannot be had; who asked for it by name is told why."""
    asked: bool | None = arguments.meaning
    if asked is False or (asked is None and not (is_installed() and wanted(arguments, SEARCH_MEANING))):
        return None
    vectors = vectors_of(bundle.root for bundle in library.bundles)
    encoder = find_encoder() if vectors or asked else NoEncoder("", "")
    if isinstance(encoder, NoEncoder):
        _tell(f"{encoder.reason}; {encoder.remedy}", asked=asked)
        return None
    meanings = Meanings(encoder, vectors)
    if not meanings.cards:
        _tell("no bundle here was packed with vectors that it could use", asked=asked)
        return None
    return meanings


def _tell(why: str, *, asked: bool | None) -> None:
    if asked:
        print(f"sidecue: searching by words alone: {why}", file=sys.stderr)
