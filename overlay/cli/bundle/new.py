"""`sidecue bundle new`: a folder that works already, with cards that show how to write them."""

from __future__ import annotations

import argparse
import shlex
import sys
from datetime import date

from content.bundles.new import NewBundle, make_bundle
from content.problems import ContentError
from content.short_names import short_name
from overlay.cli.exits import FINE, WRONG_USE


def new(arguments: argparse.Namespace) -> int:
    """Make the folder and say what to do next."""
    wanted = NewBundle(arguments.title, arguments.publisher, arguments.language)
    try:
        names = make_bundle(arguments.folder, wanted, date.today())
    except ContentError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    folder = shlex.quote(str(arguments.folder))
    cards = [name for name in names if name.startswith("cards/")]
    print(f"{arguments.folder} is a bundle with {len(cards)} cards: {', '.join(cards)}")
    if not short_name(arguments.folder.resolve().name):
        print("Its id does not come from the folder's name; give it one of its own in bundle.yaml.")
    print(f"See it on your screen: sidecue run --bundle {folder}")
    print(f"Look for mistakes:     sidecue bundle check {folder}")
    print(f"Try its rules:         sidecue bundle test {folder}")
    return FINE
