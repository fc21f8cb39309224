"""The report for whoever looks after bundles, from files that people chose to share, as a page."""

from __future__ import annotations

from collections.abc import Callable

from content.insights.people import CardOfPeople, Group, People
from overlay.insights.markup import Markup
from overlay.insights.page import behind, page, section, table
from overlay.insights.plots import Row, intervals
from overlay.insights.words import of_group, percent, points

_PLOTTED = 20

_Of = Callable[[CardOfPeople], Group | None]
_Part = tuple[str, str, _Of, Callable[[float], str], tuple[float, float]]

_SHARES, _CHANGES = (0.0, 1.0), (-1.0, 1.0)
_PARTS: tuple[_Part, ...] = (
    (
        "Looked up",
        "Of the visits to a card's windows, in how many it was opened.",
        lambda it: it.looked_up,
        percent,
        _SHARES,
    ),
    (
        "Looked up less than before",
        "How many points more in the second half of everybody's visits. Below 0: learned, or given up.",
        lambda it: it.change,
        points,
        _CHANGES,
    ),
    (
        "Looked up once more",
        "In the visit after one in which the card helped: the same trouble again.",
        lambda it: it.again,
        percent,
        _SHARES,
    ),
    (
        "Sent away",
        "Of the visits in which the card spoke by itself, in how many it was closed unread.",
        lambda it: it.sent_away,
        percent,
        _SHARES,
    ),
    (
        "Completed",
        "Of the visits with help, in how many the card was worked through.",
        lambda it: it.completed,
        percent,
        _SHARES,
    ),
    ("Called helpful", "Of what people said about it.", lambda it: it.helpful, percent, _SHARES),
)


def people_page(found: People) -> str:
    """The whole page."""
    about = (
        f"From files that {found.people} or more people chose to share. Nothing is told of fewer than five, "
        "everybody weighs the same, and all shares are rounded to 5 points."
    )
    return page("Insights into the cards", about, [*(_part(found, *it) for it in _PARTS), _rest(found)])


def _part(
    found: People,
    title: str,
    words: str,
    of: _Of,
    said: Callable[[float], str],
    limits: tuple[float, float],
) -> Markup:
    known = [(it.card, group) for it in found.cards if (group := of(it)) is not None]
    shown = table(
        f"{title}: mean of people, and where it is at 95 %, seen from so many people alone",
        ("card", "people", "share"),
        [(it.card, f"{it.people} or more", of_group(of(it), said)) for it in found.cards],
    )
    rows = [Row(card, it.value, it.low, it.high) for card, it in known][:_PLOTTED]
    if not rows:
        return section(title, words, shown)
    zero = 0.0 if limits[0] < 0 else None
    told = "A point and an interval for each card; the numbers are in the table."
    return section(title, words, behind(intervals(title, told, rows, said, limits, zero), shown))


def _rest(found: People) -> Markup:
    words = (
        f"Searches that found nothing: {of_group(found.without_result)}. "
        f"Cards left out because fewer than five people used them: {found.left_out}. People who share are "
        "not all people: who finds a tool useful shares more readily. docs/insights.md says how this is "
        "computed, and what two reports with nearly the same people could still tell."
    )
    return section("What else there is to know", words)
