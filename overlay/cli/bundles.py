"""What a terminal command works on: the bundles it was given or the active ones, and the person's wishes."""

from __future__ import annotations

import argparse
import io
import sys
from contextlib import closing
from datetime import datetime

from content.attention.cue import Wishes
from content.library.library import Library
from content.library.reading import read_library, serve, understood
from content.memory.memory import Memory
from overlay.cli.asked import everything
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.policy import load_policy
from overlay.profile import open_profile
from overlay.settings.table import Settings
from overlay.shelf import active_folders


def chosen_library(arguments: argparse.Namespace) -> Library:
    """The library of the bundles named with --bundle, else of those the app would use.

    Folders that are no bundle are reported on standard error at once.
    """
    folders = arguments.bundle
    if not folders:
        with closing(_memory(arguments)) as memory:
            folders = active_folders(Settings(memory, load_policy()))
    library = read_library(folders)
    for problem in library.left_out:
        print(problem, file=sys.stderr)
    return library


def status_with(arguments: argparse.Namespace, library: Library) -> int:
    """PROBLEMS when a bundle that was named could not be asked, FINE otherwise."""
    return PROBLEMS if arguments.bundle and library.left_out else FINE


def wishes(arguments: argparse.Namespace) -> Wishes:
    """What the person asked not to see; nothing for bundles under test."""
    if arguments.bundle:
        return Wishes()
    with closing(_memory(arguments)) as memory:
        return memory.wishes()


def read_bundles(_arguments: argparse.Namespace) -> int:
    """Read bundles for the running app, which asks on standard input."""
    asked = everything()
    try:
        understood(asked)
    except ValueError:
        print("sidecue: read-bundles is for the app itself; use `sidecue bundle show`", file=sys.stderr)
        return WRONG_USE
    serve(io.BytesIO(asked), sys.stdout.buffer)
    return FINE


def _memory(arguments: argparse.Namespace) -> Memory:
    return Memory(open_profile(arguments.profile).state, lambda: datetime.now().astimezone(), read_only=True)
