"""`sidecue bundle show`: what is in a bundle."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from content.bundles.model import Bundle
from overlay.cli.bundle.named import as_json, read
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE


def show(arguments: argparse.Namespace) -> int:
    """Print the manifest and one line for each card."""
    bundle, problems = read(arguments.path)
    if bundle is None:
        for problem in problems:
            print(problem, file=sys.stderr)
        return PROBLEMS if arguments.path.is_dir() else WRONG_USE
    if arguments.json:
        print(json.dumps(_bundle_as_json(bundle), indent=2, ensure_ascii=False))
        return FINE
    print(f"{bundle.title} ({bundle.id} {bundle.version}), published by {bundle.publisher or 'nobody named'}")
    for card in bundle.cards:
        minutes = f", {card.minutes:g} min" if card.minutes else ""
        rule = "" if card.when is not None else ", found by search only"
        print(f"  {card.id}: {card.title} ({card.kind.value}{minutes}{rule})")
    return FINE


def _bundle_as_json(bundle: Bundle) -> dict[str, Any]:
    return {
        "id": bundle.id,
        "version": bundle.version,
        "title": bundle.title,
        "publisher": bundle.publisher,
        "languages": list(bundle.languages),
        "cards": [
            {"card": card.id, "title": card.title, "kind": card.kind.value, "minutes": card.minutes}
            for card in bundle.cards
        ],
        "problems": [as_json(problem) for problem in bundle.problems],
    }
