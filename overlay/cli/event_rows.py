"""The rows of the profile's event log, for statements to be made of. Not for the log itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from operator import attrgetter

from content.events.errors import EventLogError
from content.events.event import Event
from content.events.store import EventStore
from content.xapi.errors import XapiError
from overlay.profile import Profile


def rows_after(profile: Profile, number: int) -> Iterator[tuple[int, Event]]:
    """The events in rows above ``number``, each with its row's number, in that order. Raises XapiError."""
    try:
        with closing(EventStore(profile.events, read_only=True)) as store:
            rows = [row for row in store.read() if row.number > number]
            # By number, not by time: a clock that was put back must hide no row from a reader that goes on.
            for row in sorted(rows, key=attrgetter("number")):
                if (event := row.event) is not None:
                    yield row.number, event
    except FileNotFoundError:
        return
    except EventLogError as error:
        raise XapiError(error.message, str(error.where), error.remedy) from error


def origin_of(profile: Profile) -> tuple[str, int]:
    """The name of the log, and the row up to which it was salvaged from the one before. Raises XapiError."""
    try:
        with closing(EventStore(profile.events, read_only=True)) as store:
            return store.origin()
    except FileNotFoundError:
        return "", 0
    except EventLogError as error:
        raise XapiError(error.message, str(error.where), error.remedy) from error


def last_row(profile: Profile) -> int:
    """The number of the log's last row, 0 for none. Raises XapiError."""
    return max((number for number, _ in rows_after(profile, 0)), default=0)
