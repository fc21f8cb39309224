"""The report for the person themselves, as a page. Not for what is measured: see content/insights."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from content.insights.cards import CardInsight, Trend
from content.insights.insights import Insights
from content.insights.stats import Estimate, Measured, TooFew
from overlay.insights.changes import changes
from overlay.insights.markup import Markup, el, together
from overlay.insights.page import behind, page, section, table
from overlay.insights.plots import Row, columns, intervals
from overlay.insights.words import day, measured, percent, points, seconds, too_few

_HOW = (
    "A visit begins when a window with a card comes up, after ten minutes or more without it. An interval "
    "says between which values the truth lies with 95 % certainty, if weeks to come are like these. What is "
    "measured, and how, is described in docs/insights.md."
)
_PLOTTED = 15  # cards; the tables have all


def person_page(found: Insights) -> str:
    """The whole page."""
    if found.first is None or found.last is None:
        return page("Insights", "Nothing has happened yet that could be told.", [_foot()])
    about = (
        f"{day(found.first)} to {day(found.last)}: {found.events:,} events on {found.days} days. "
        "Made on this computer, for you; nothing of it was sent anywhere."
    )
    parts = [
        *([changes(found)] if found.change_day else []),
        _weeks(found),
        _help(found),
        _lookups(found),
        _sent_away(found),
        _searches(found),
        _unused(found),
        _overdue(found),
        _foot(found),
    ]
    return page("Insights", about, parts)


def _weeks(found: Insights) -> Markup:
    labels = [f"{week.monday.day} {week.monday:%b}" for week in found.weeks]
    series = [
        ("times you opened a card", [week.lookups for week in found.weeks]),
        ("visits to windows with a card", [week.visits for week in found.weeks]),
    ]
    told = "Two columns for each week; the numbers are in the table."
    rows = [
        (day(it.monday), str(it.visits), str(it.lookups), str(it.completed), str(it.sent_away))
        for it in found.weeks
    ]
    head = ("week from", "visits", "opened", "completed", "sent away")
    plot = columns("Openings and visits by week", told, labels, series)
    words = "How often a window came up that has a card, and how often you opened one yourself."
    return section("Week by week", words, behind(plot, table("Counts of each week", head, rows)))


def _help(found: Insights) -> Markup:
    words = (
        "Half of the times help stood there sooner than the point, half later. A card that opens by itself "
        "is there at once."
    )
    rows = _rows(found.cards, lambda it: it.to_help)
    shown = table(
        "Median time from a visit's beginning until its card was open, with the 95 % interval",
        ("card", "visits", "time"),
        [(_name(it), str(it.visits), measured(it.to_help, seconds)) for it in found.cards if it.visits],
    )
    if not rows:
        return section("From the context to help", words, shown)
    told = f"Medians of {len(rows)} cards with intervals; the numbers are in the table."
    plot = intervals("Time from the context to help", told, rows, seconds)
    return section("From the context to help", words, behind(plot, shown))


def _lookups(found: Insights) -> Markup:
    words = (
        "Of your visits to a card's windows, in how many you opened it: in the first half of them, and in "
        "the second. Fewer lookups mean that you know it by now, or that you gave it up. “Looked up again” "
        "is the visit after one in which it helped."
    )
    trends = [(it, it.trend.change) for it in found.cards if isinstance(it.trend, Trend)]
    rows = [Row(_name(it), of.value, of.low, of.high) for it, of in trends][:_PLOTTED]
    shown = table(
        "Lookups of each card; intervals hold 95 %",
        ("card", "opened", "first half → second half", "change", "looked up again"),
        [
            (_name(it), str(it.lookups), _halves(it), _change(it), measured(it.again, percent))
            for it in found.cards
        ],
    )
    chance = el(
        "p",
        f"Of {len(trends)} cards, about one in twenty shows a change by mere chance.",
        class_="muted",
    )
    if not rows:
        return section("What you look up again", words, shown)
    told = "Left of the dashed line lookups became fewer; the numbers are in the table."
    plot = intervals("Change of the share of visits with a lookup", told, rows, points, (-1.0, 1.0), 0.0)
    return section("What you look up again", words, behind(plot, shown), chance)


def _sent_away(found: Insights) -> Markup:
    words = (
        "Of the visits in which a card spoke by itself, in how many you closed it unread or did not want it."
    )
    rows = _rows(found.cards, lambda it: it.sent_away)
    spoke = [it for it in found.cards if it.visits]
    shown = table(
        "Cues that were sent away, with the 95 % interval",
        ("card", "sent away"),
        [(_name(it), measured(it.sent_away, percent)) for it in spoke],
    )
    if not rows:
        return section("Sent away", words, shown)
    told = f"Shares of {len(rows)} cards with intervals; the numbers are in the table."
    plot = intervals("Share of cues that were sent away", told, rows, percent, (0.0, 1.0))
    return section("Sent away", words, behind(plot, shown))


def _searches(found: Insights) -> Markup:
    words = f"Searches that found nothing: {measured(found.searches, percent)}. What you typed is not kept."
    labels = [f"{week.monday.day} {week.monday:%b}" for week in found.weeks]
    series = [
        ("found something", [week.found for week in found.weeks]),
        ("found nothing", [week.not_found for week in found.weeks]),
    ]
    rows = [(day(it.monday), str(it.found), str(it.not_found)) for it in found.weeks]
    shown = table("Searches of each week", ("week from", "found something", "found nothing"), rows)
    plot = columns("Searches by week", "Two columns for each week, as in the table.", labels, series)
    return section("Searches", words, behind(plot, shown))


def _unused(found: Insights) -> Markup:
    words = "Cards that you neither opened nor worked through."
    if isinstance(found.unused, TooFew):
        return section("Never used", f"{words} Still {too_few(found.unused)}.")
    rows = [
        (it.title or it.card, "no window of its own" if it.visits is None else str(it.visits))
        for it in found.unused
    ]
    return section("Never used", words, table(_many(len(rows)), ("card", "its windows came up"), rows))


def _overdue(found: Insights) -> Markup:
    words = "Cards whose content should have been looked at again by now; tell their owners."
    rows = [(it.title or it.card, day(it.due), it.owner or "–", str(it.lookups)) for it in found.overdue]
    head = ("card", "review was due", "owner", "you opened it")
    return section("Overdue", words, table(_many(len(rows)), head, rows))


def _foot(found: Insights | None = None) -> Markup:
    notes = [_HOW]
    if found is not None and found.backwards:
        notes.append(
            f"The clock was put back {found.backwards} times; lengths of time across that are left out."
        )
    if found is not None and found.misdated:
        notes.append(
            f"{found.misdated} events are left out: the clock was wrong by months when they were noted."
        )
    return section(
        "How to read this", notes[0], together(el("p", note, class_="muted") for note in notes[1:])
    )


def _rows(cards: Sequence[CardInsight], of: Callable[[CardInsight], Measured]) -> list[Row]:
    known = [(it, of(it)) for it in cards]
    rows = [Row(_name(it), v.value, v.low, v.high) for it, v in known if isinstance(v, Estimate)]
    return rows[:_PLOTTED]


def _name(card: CardInsight) -> str:
    return card.title or card.card


def _halves(card: CardInsight) -> str:
    if isinstance(card.trend, TooFew):
        return too_few(card.trend)
    return f"{percent(card.trend.first)} → {percent(card.trend.second)}"


def _change(card: CardInsight) -> str:
    if isinstance(card.trend, TooFew):
        return "–"
    verdict = "falling" if card.trend.is_falling else "rising" if card.trend.is_rising else "not clear"
    return f"{verdict}: {measured(card.trend.change, points)}"


def _many(number: int) -> str:
    return "None." if not number else f"{number} of them"
