"""The part of a report on what was before a day and after it. Not for comparing: see content/insights."""

from __future__ import annotations

from content.insights.compare import Comparison
from content.insights.insights import Insights
from content.insights.stats import Estimate
from overlay.insights.markup import Markup
from overlay.insights.page import behind, section, table
from overlay.insights.plots import Row, intervals
from overlay.insights.words import day, measured, more_seconds, percent, points, seconds


def changes(found: Insights) -> Markup:
    """What changed on the day that was asked about; there is one."""
    assert found.change_day is not None  # noqa: S101 - whoever calls has looked
    of = f" of {found.change_card}" if found.change_card else ""
    words = (
        f"What was before {day(found.change_day)}, and what is from then on{of}. Whatever else changed on "
        "that day has its part in it."
    )
    head = ("", "before", "after", "change", "")
    rows = [(it.name, *both(it), change(it), verdict(it)) for it in found.comparisons]
    shown = table("Before and after, with 95 % intervals", head, rows)
    plotted = [
        Row(it.name, it.change.value, it.change.low, it.change.high)
        for it in found.comparisons
        if isinstance(it.change, Estimate) and not it.in_seconds
    ]
    if not plotted:
        return section("Before and after", words, shown)
    told = "The dashed line is no change; the numbers are in the table."
    plot = intervals("Change of shares", told, plotted, points, (-1.0, 1.0), 0.0)
    return section("Before and after", words, behind(plot, shown))


def both(one: Comparison) -> tuple[str, str]:
    """The values before and after, or dashes."""
    words = seconds if one.in_seconds else percent
    if one.before is None or one.after is None:
        return "–", "–"
    return words(one.before), words(one.after)


def change(one: Comparison) -> str:
    """The change and its interval, or what is needed to tell one."""
    return measured(one.change, more_seconds if one.in_seconds else points)


def verdict(one: Comparison) -> str:
    """Whether there is a change that chance does not explain."""
    if not isinstance(one.change, Estimate):
        return ""
    if not one.is_clear:
        return "not clear"
    return (
        "fewer"
        if one.change.value < 0 and not one.in_seconds
        else ("more" if not one.in_seconds else "sooner" if one.change.value < 0 else "later")
    )
