"""The ends of pauses and snoozes that people choose by a word. Pure: the time is handed in."""

from __future__ import annotations

from datetime import datetime, time, timedelta

_MORNING = time(6)
_LENGTHS = {"15min": timedelta(minutes=15), "hour": timedelta(hours=1), "week": timedelta(days=7)}

CHOICES = (*_LENGTHS, "tomorrow")


def until(choice: str, now: datetime) -> datetime:
    """When "15min", "hour", "tomorrow" (six in the morning) or "week" from ``now`` is over."""
    if choice == "tomorrow":
        day = now.date() + timedelta(days=1 if now.time() >= _MORNING else 0)
        return datetime.combine(day, _MORNING).astimezone()
    return now + _LENGTHS[choice]
