"""The whole event log as one JSON file, for the person to take along. Not for others: content/insights."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

from content.events.rows import Kept, as_json
from content.events.store import EventStore
from content.whole_file import FOR_OWNER, write_whole

FORMAT, VERSION = "sidecue-events", 1


def read_log(file: Path, since: datetime | None = None) -> list[Kept]:
    """The events in the log ``file`` from ``since`` on; none where there is no file. Raises EventLogError."""
    try:
        store = EventStore(file, read_only=True)
    except FileNotFoundError:
        return []
    with closing(store):
        return list(store.read(since))


def export(log: Path, target: Path) -> int:
    """Write all events of ``log`` to ``target``, readable for the person alone; returns how many.

    Raises EventLogError, or OSError when ``target`` cannot be written.
    """
    events = [as_json(one) for one in read_log(log)]
    whole = {"format": FORMAT, "version": VERSION, "events": events}
    write_whole(target, json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n", FOR_OWNER)
    return len(events)
