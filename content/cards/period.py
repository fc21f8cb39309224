"""Lengths of time as cards state them, "12 months": where they end. Not for the time of reading a card."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta

PERIOD = r"^[1-9][0-9]{0,2} (day|week|month|year)s?$(?!\n)"
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


def after(start: datetime, period: str) -> datetime:
    """The end of the day that lies ``period`` after ``start``, in the zone of ``start``.

    A month after the 31st is the last day of a shorter month. What reaches beyond the calendar ends with it.
    """
    number, _, unit = period.partition(" ")
    unit = unit.removesuffix("s")
    try:
        if unit in _MONTHS:
            day = _months_after(start.date(), int(number) * _MONTHS[unit])
        else:
            day = start.date() + timedelta(days=int(number) * _DAYS[unit])
        return datetime.combine(day + timedelta(days=1), time(), start.tzinfo)
    except OverflowError:
        return datetime.max.replace(tzinfo=start.tzinfo)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > date.max.year:
        raise OverflowError
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
