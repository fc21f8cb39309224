"""What a terminal command works on: the bundles it was given or the active ones, and the person's wishes."""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from content.attention.cue import Wishes
from content.audience.person import EVERYONE, Person
from content.channels.desk.active import active_bundles
from content.language_codes import of_terminal
from content.library.library import Library
from content.library.reading import read_library, serve, understood
from content.memory.memory import Memory
from overlay.cli.asked import everything
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.person import person_of
from overlay.policy import load_policy
from overlay.profile import open_profile
from overlay.settings.table import Setting, Settings
from overlay.shelf import active_folders

_NICER = 10  # reading thousands of cards takes what windows and other apps leave over of the processors


def chosen_library(arguments: argparse.Namespace, system: str) -> Library:
    """The library of the bundles named with --bundle, else of those the app would use.

    It holds what is for the person of the settings or, with --bundle, for anyone, unless --role and
    --language say for whom to ask; ``system`` is theirs, "" for any. Folders that are no bundle are reported
    on standard error at once.
    """
    folders, person = arguments.bundle, EVERYONE
    if not folders:
        with closing(memory_of(arguments)) as memory:
            settings = Settings(memory, load_policy())
            profile = open_profile(arguments.profile)
            folders = active_folders(settings, profile.state, of_channels=_of_channels(arguments))
            person = person_of(settings, of_terminal(os.environ))
    asked = Person(
        tuple(arguments.role) or person.roles, system, tuple(arguments.language) or person.languages
    )
    library = read_library(folders, asked)
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
    with closing(memory_of(arguments)) as memory:
        return memory.wishes()


def wanted(arguments: argparse.Namespace, switch: Setting[bool]) -> bool:
    """What the person set, or for bundles under test its default."""
    if arguments.bundle:
        return switch.default
    with closing(memory_of(arguments)) as memory:
        return Settings(memory, load_policy()).get(switch)


def read_bundles(_arguments: argparse.Namespace) -> int:
    """Read bundles for the running app, which asks on standard input."""
    asked = everything()
    try:
        understood(asked)
    except ValueError:
        print("sidecue: read-bundles is for the app itself; use `sidecue bundle show`", file=sys.stderr)
        return WRONG_USE
    if sys.platform != "win32":  # there the app says so when it starts us
        os.nice(_NICER)
    serve(io.BytesIO(asked), sys.stdout.buffer)
    return FINE


def _of_channels(arguments: argparse.Namespace) -> list[Path]:
    """The packed bundles that channels brought; one that was changed since is reported and left out."""
    active = active_bundles(open_profile(arguments.profile).channels)
    for problem in active.problems:
        print(f"sidecue: {problem}", file=sys.stderr)
    return active.files


def memory_of(arguments: argparse.Namespace) -> Memory:
    """What is remembered in the profile, to be read beside the running app."""
    return Memory(open_profile(arguments.profile).state, lambda: datetime.now().astimezone(), read_only=True)
