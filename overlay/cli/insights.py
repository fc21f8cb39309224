"""`sidecue insights`: what cards did, for the person, to share, and from what people shared. No Qt."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from content.channels.desk.active import active_bundles
from content.events.event import Event
from content.events.store import EventStore
from content.files.names import printable
from content.insights import insights as measure
from content.insights import share
from content.insights.people import TooFewPeopleError, people
from content.language_codes import of_terminal
from content.library.library import Library
from content.library.reading import read_library
from content.problems import ContentError
from content.whole_file import FOR_OWNER, write_whole
from overlay.cli.bundles import memory_of
from overlay.cli.counted import counted
from overlay.cli.events import events_of
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.new_file import is_there
from overlay.insights.people import people_page
from overlay.insights.person import person_page
from overlay.insights.text import as_json, lines
from overlay.person import person_of
from overlay.policy import load_policy
from overlay.profile import open_profile
from overlay.settings.table import Settings
from overlay.shelf import active_folders


def insights(arguments: argparse.Namespace) -> int:
    """Answer what was asked: a report of several people, a file to share, or the person's own insights."""
    if wrong := _wrong_use(arguments):
        print(f"sidecue: {wrong}", file=sys.stderr)
        return WRONG_USE
    if arguments.bundle_report:
        return _of_people(arguments.bundle_report, arguments.output)
    kept = events_of(open_profile(arguments.profile), arguments.since)
    events = [event for one in kept if (event := one.event) is not None]
    if arguments.share:
        return _share(arguments, events)
    library, card = _library(arguments), arguments.card
    if card and card not in library.cards and all(event.card != card for event in events):
        print(printable(f"sidecue: {library.missing(card)}, and nothing was noted of it"), file=sys.stderr)
        return WRONG_USE
    found = measure.insights(events, library.cards, date.today(), arguments.compare, card)
    if arguments.output:
        _write(arguments.output, person_page(found))
    elif arguments.json:
        print(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    else:
        for line in lines(found):
            print(printable(line))
    return FINE


def _wrong_use(arguments: argparse.Namespace) -> str:
    if arguments.card and not arguments.compare:
        return "--card says what to compare; add --compare DATE"
    if arguments.only and not arguments.share:
        return "--only says what to share; add --share FILE"
    if arguments.bundle_report and not arguments.output:
        return "--bundle-report makes a page; add --output FILE.html"
    if arguments.bundle_report and (arguments.share or arguments.since or arguments.compare):
        return "--bundle-report knows nothing but its files; leave --share, --since and --compare out"
    return ""


def _share(arguments: argparse.Namespace, events: list[Event]) -> int:
    profile = open_profile(arguments.profile)
    if is_there(arguments.share):
        return WRONG_USE
    if not events:
        print("sidecue: nothing has happened yet that could be shared", file=sys.stderr)
        return PROBLEMS
    with closing(EventStore(profile.events)) as store:
        person = store.pseudonym()
    made = share.shared(events, person, arguments.only)
    if made is None or not (made.cards or made.searches):
        print("sidecue: there is nothing to share of these bundles", file=sys.stderr)
        return PROBLEMS
    write_whole(arguments.share, share.write(made), FOR_OWNER)
    print(f"Wrote counts of {counted(len(made.cards), 'card')} to {arguments.share}. Look at it before you")
    print("hand it on: it has days, no times of day, and a random number instead of your name.")
    return FINE


def _of_people(files: list[Path], target: Path) -> int:
    read, problems = [], 0
    for file in files:
        try:
            read.append(share.read(file))
        except ContentError as error:
            problems += 1
            print(printable(str(error)), file=sys.stderr)
    try:
        found = people(read)
    except TooFewPeopleError as error:
        print(f"sidecue: {error}; ask more people to share", file=sys.stderr)
        return PROBLEMS
    _write(target, people_page(found))
    return PROBLEMS if problems else FINE


def _write(target: Path, page: str) -> None:
    write_whole(target, page.encode(), FOR_OWNER)
    print(f"Wrote {target}.")


def _library(arguments: argparse.Namespace) -> Library:
    """The cards that the app would use; what is wrong with one is not told here."""
    profile = open_profile(arguments.profile)
    with closing(memory_of(arguments)) as memory:
        settings = Settings(memory, load_policy())
    of_channels = active_bundles(profile.channels).files
    person = person_of(settings, of_terminal(os.environ))
    return read_library(active_folders(settings, profile.state, of_channels=of_channels), person)
