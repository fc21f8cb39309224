"""The rows of the profile's event log, for statements to be made of. Not for the log itself."""

from __future__ import annotations

from collections.abc import Iterator

from content.events.event import Event
from overlay.profile import Profile


def rows_after(_profile: Profile, _number: int) -> Iterator[tuple[int, Event]]:
    """The events in rows above ``number``, each with its row's number, in that order."""
    yield from ()  # there is no event log yet


def last_row(_profile: Profile) -> int:
    """The number of the log's last row, 0 for none."""
    return 0
