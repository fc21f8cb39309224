"""`sidecue events`: list, export or erase what was noted of what happened with cards. No Qt."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import suppress
from datetime import date, datetime

from content.events.export import export, read_log
from content.events.log import erase
from content.events.rows import Kept, as_json
from content.files.names import printable
from content.xapi.forgetting import forget
from overlay.cli.counted import counted
from overlay.cli.exits import FINE, PROBLEMS
from overlay.cli.remote import NO_ANSWER, NotRunningError, ask_app
from overlay.profile import Profile, open_profile


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
    """Write everything to a file."""
    profile = open_profile(arguments.profile)
    _have_written(profile)
    number = export(profile.events, arguments.file)
    print(f"Exported {counted(number, 'event')} to {arguments.file}.")
    return FINE


def erase_events(arguments: argparse.Namespace) -> int:
    """Delete everything, by the running app where there is one: it may have more that is not written yet."""
    profile = open_profile(arguments.profile)
    try:
        answer = ask_app(profile, {"verb": "erase-events"})
    except TimeoutError:
        answer = {"error": NO_ANSWER}
    except NotRunningError:
        answer = {"erased": erase(profile.events)}
        profile.report.unlink(missing_ok=True)
        with suppress(OSError):
            forget(profile.xapi)
    if "error" in answer:
        print(f"sidecue: {answer['error']}", file=sys.stderr)
        return PROBLEMS
    print(f"Erased {counted(int(answer['erased']), 'event')}.")
    return FINE


def events_of(profile: Profile, since: date | None) -> list[Kept]:
    """What happened from the beginning of ``since`` on, with what a running app has just noted."""
    _have_written(profile)
    begin = datetime(since.year, since.month, since.day).astimezone() if since else None
    return read_log(profile.events, begin)


def _have_written(profile: Profile) -> None:
    with suppress(NotRunningError, TimeoutError):
        ask_app(profile, {"verb": "write-events"})


def _line(one: Kept) -> str:
    detail = " ".join(f"{name}={value}" for name, value in one.detail.items())
    return f"{one.at:%Y-%m-%d %H:%M:%S}  {one.what:<12} {one.card} {detail}".rstrip()
