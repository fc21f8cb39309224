"""`sidecue bundle show`: what is in a bundle, also in a packed file that nobody trusts yet."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from content.bundles.model import Bundle
from content.files.names import printable
from content.problems import Problem
from overlay.cli.bundle.meaning import shown
from overlay.cli.bundle.named import as_json, read, status_without
from overlay.cli.exits import FINE


def show(arguments: argparse.Namespace) -> int:
    """Print the manifest, one line for each card, and for a packed file by what it can be told from others.

    Whoever made the bundle steers no terminal with it: what cannot be seen is printed as an escape.
    """
    bundle, problems = read(arguments.path)
    if bundle is None:
        _print(problems)
        return status_without(arguments.path)
    package = _package(arguments.path)
    meaning, meaning_as_json = shown(arguments.path)
    if arguments.json:
        print(json.dumps(_bundle_as_json(bundle) | package | meaning_as_json, indent=2, ensure_ascii=False))
        return FINE
    publisher = bundle.publisher or "nobody named"
    print(printable(f"{bundle.title} ({bundle.id} {bundle.version}), published by {publisher}"))
    if package:
        print(f"  packed: {package['size']:,} bytes, sha256 {package['sha256']}")
        print(printable(f"  {meaning}"))
    languages = _languages(bundle)
    for card in bundle.cards:
        minutes = f", {card.minutes:g} min" if card.minutes else ""
        rule = "" if card.when is not None else ", found by search only"
        others = f", also in {', '.join(also)}" if (also := languages[card.id][1:]) else ""
        print(printable(f"  {card.id}: {card.title} ({card.kind.value}{minutes}{rule}{others})"))
    _print(problems)
    return FINE


def _print(problems: list[Problem]) -> None:
    for problem in problems:
        print(printable(str(problem)), file=sys.stderr)


def _languages(bundle: Bundle) -> dict[str, list[str]]:
    """The languages of each card, by its id, that of its own file first."""
    found: dict[str, list[str]] = {}
    for card in bundle.in_every_language:
        found.setdefault(card.id, []).append(card.language)
    return found


def _package(path: Path) -> dict[str, Any]:
    if path.is_dir():
        return {}
    data = path.read_bytes()
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _bundle_as_json(bundle: Bundle) -> dict[str, Any]:
    languages = _languages(bundle)
    return {
        "id": bundle.id,
        "version": bundle.version,
        "title": bundle.title,
        "publisher": bundle.publisher,
        "languages": list(bundle.languages),
        "cards": [
            {
                "card": card.id,
                "title": card.title,
                "kind": card.kind.value,
                "minutes": card.minutes,
                "languages": languages[card.id],
            }
            for card in bundle.cards
        ],
        "problems": [as_json(problem) for problem in bundle.problems],
    }
