"""Quiet hours as people write them, "12:00-13:00, 18:00-08:00", and whether a time lies in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time

_STRETCH = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?")


def canonical(text: str) -> str:
    """``text`` in its one spelling, "" for none. Raises ValueError for anything but stretches of the day."""
    return ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in _stretches(text))


def is_quiet(text: str, now: datetime) -> bool:
    """Whether ``now``, in the person's local time, lies in one of the stretches, whose ends are outside."""
    clock = now.time()
    return any(
        begin <= clock < end if begin < end else not end <= clock < begin for begin, end in _stretches(text)
    )


def _stretches(text: str) -> Iterator[tuple[time, time]]:
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = _STRETCH.fullmatch(part)
        if found is None:
            raise ValueError(f'"{part}" is no stretch of the day')
        hours = [int(number or 0) for number in found.groups()]
        begin, end = _time(*hours[:2]), _time(*hours[2:])
        if begin == end:
            raise ValueError(f'"{part}" has no length')
        yield begin, end


def _time(hour: int, minute: int) -> time:
    """24:00 is the midnight that ends a day."""
    return time(0 if (hour, minute) == (24, 0) else hour, minute)
