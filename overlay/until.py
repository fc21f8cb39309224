"""The ends of pauses and snoozes that people choose by a word. Pure: the time is handed in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

_MORNING = time(6)
_SHORTEST_NIGHT = timedelta(hours=3)
_LENGTHS = {"15min": timedelta(minutes=15), "hour": timedelta(hours=1), "week": timedelta(days=7)}

CHOICES = (*_LENGTHS, "tomorrow")


def until(choice: str, now: datetime) -> datetime:
    """When "15min", "hour", "tomorrow" (six in the morning) or "week" from ``now`` is over.

    Who works past midnight means the coming morning, who begins before six the next one.
    """
    if choice != "tomorrow":
        return now + _LENGTHS[choice]
    today = _morning(now.date())
    return today if today - now >= _SHORTEST_NIGHT else _morning(now.date() + timedelta(days=1))


def _morning(day: date) -> datetime:
    return datetime.combine(day, _MORNING).astimezone()
