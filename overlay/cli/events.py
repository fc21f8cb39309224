"""`sidecue events`: list, export or erase what was noted of what happened with cards. No Qt."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import suppress
from datetime import date, datetime

from content.events.export import export, read_log
from content.events.log import erase
from content.events.rows import Kept, as_json
from content.files.names import printable
from content.whole_file import delete
from content.xapi.forgetting import forgotten
from overlay.cli.counted import counted
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.new_file import is_there
from overlay.cli.remote import NO_ANSWER, NotRunningError, ask_until_done
from overlay.profile import Profile, open_profile

_WRITING, _ERASING = 2.0, 30.0  # seconds that the app may need for its disk


def list_events(arguments: argparse.Namespace) -> int:
    """Print what happened, the latest last."""
    profile = open_profile(arguments.profile)
    events = events_of(profile, arguments.since)[-(arguments.limit or 0) :]
    if arguments.json:
        print(json.dumps([as_json(one) for one in events], indent=2, ensure_ascii=False))
    elif events:
        for one in events:
            print(printable(_line(one)))
    else:
        print("Nothing was noted.")
    return FINE


def export_events(arguments: argparse.Namespace) -> int:
    """Write everything to a new file."""
    profile = open_profile(arguments.profile)
    if is_there(arguments.file):
        return WRONG_USE
    _have_written(profile)
    number = export(profile.events, arguments.file)
    print(f"Exported {counted(number, 'event')} to {arguments.file}.")
    return FINE


def erase_events(arguments: argparse.Namespace) -> int:
    """Delete everything, by the running app where there is one: it may have more that is not written yet."""
    profile = open_profile(arguments.profile)
    try:
        request = {"verb": "erase-events", "for": os.urandom(8).hex()}
        answer = ask_until_done(profile, request, _ERASING)
    except TimeoutError:
        answer = {"error": NO_ANSWER}
    except NotRunningError:
        erased = erase(profile.events)
        trouble = "; ".join(filter(None, (delete(profile.report), forgotten(profile.xapi))))
        answer = {"error": trouble} if trouble else {"erased": erased}
    if "error" in answer:
        print(f"sidecue: {answer['error']}", file=sys.stderr)
        return PROBLEMS
    number = answer["erased"]
    if number is None:
        print(
            "Erased the event log, which is damaged or of a newer Sidecue: what was in it cannot be counted."
        )
    else:
        print(f"Erased {counted(int(number), 'event')}.")
    return FINE


def events_of(profile: Profile, since: date | None) -> list[Kept]:
    """What happened from the beginning of ``since`` on, with what a running app has just noted."""
    _have_written(profile)
    begin = datetime(since.year, since.month, since.day).astimezone() if since else None
    return read_log(profile.events, begin)


def _have_written(profile: Profile) -> None:
    with suppress(NotRunningError, TimeoutError):
        ask_until_done(profile, {"verb": "write-events"}, _WRITING)


def _line(one: Kept) -> str:
    detail = " ".join(f"{name}={value}" for name, value in one.detail.items())
    return f"{one.at:%Y-%m-%d %H:%M:%S}  {one.what:<12} {one.card} {detail}".rstrip()
