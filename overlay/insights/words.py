"""Numbers and their uncertainty in words, for pages and terminals. Not for markup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from content.insights.people import Group
from content.insights.stats import Measured, TooFew

Words = Callable[[float], str]


def percent(rate: float) -> str:
    """0.352 as "35 %"."""
    return f"{round(rate * 100)} %"


def points(change: float) -> str:
    """A change of a share, 0.1 as "+10 points"; never "-0"."""
    whole = round(change * 100)
    return f"{whole:+} points".replace("-", "−") if whole else "0 points"


def seconds(length: float) -> str:
    """95 as "1 min 35 s"; a tenth only below ten seconds."""
    if abs(length) < 10:
        return f"{length:.1f} s".replace(".0 s", " s").replace("-", "−")
    minutes, rest = divmod(round(abs(length)), 60)
    sign = "−" if length < 0 else ""
    return f"{sign}{minutes} min {rest} s" if minutes else f"{sign}{rest} s"


def more_seconds(change: float) -> str:
    """A change of a length, with its sign."""
    return seconds(change) if change < 0 else f"+{seconds(change)}"


def measured(value: Measured, words: Words) -> str:
    """The value and its interval, or how much is needed for one."""
    if isinstance(value, TooFew):
        return too_few(value)
    return f"{words(value.value)} ({between(value.low, value.high, words)})"


def between(low: float, high: float, words: Words) -> str:
    """Two values, the unit once where it is the same."""
    first, second = words(low), words(high)
    number, _, unit = first.partition(" ")
    return f"{number if second.partition(' ')[2] == unit else first} to {second}"


def too_few(value: TooFew) -> str:
    """What is needed before anything can be said."""
    return f"too few to say: {value.has} of {value.needs} {value.what}"


def of_group(value: Group | None, words: Words = percent) -> str:
    """The value of several people and its interval, or that it is not told."""
    if value is None:
        return "not told: fewer than 5 people"
    return f"{words(value.value)} ({between(value.low, value.high, words)})"


def day(one: date) -> str:
    """A day as people write it: "4 May 2026"."""
    return f"{one.day} {one:%B %Y}"
