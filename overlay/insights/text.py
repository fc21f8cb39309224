"""The insights of a person as lines for a terminal, and as JSON. The page: person.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from content.insights.cards import Trend
from content.insights.insights import Insights
from content.insights.stats import TooFew
from overlay.insights.changes import both, change, verdict
from overlay.insights.words import day, measured, percent, points, seconds, too_few

_SHOWN = 10


def lines(found: Insights) -> Iterator[str]:
    """What matters most; the page has all of it."""
    if found.first is None or found.last is None:
        yield "Nothing has happened yet that could be told."
        return
    yield f"{day(found.first)} to {day(found.last)}: {found.events:,} events on {found.days} days"
    for one in found.comparisons:
        before, after = both(one)
        yield f"  {one.name}: {before} → {after}; {change(one)} {verdict(one)}".rstrip()
    yield f"Searches that found nothing: {measured(found.searches, percent)}"
    for card in found.cards[:_SHOWN]:
        yield f"{card.title or card.card}: opened {card.lookups} times in {card.visits} visits"
        yield f"    time to help: {measured(card.to_help, seconds)}"
        if isinstance(card.trend, Trend):
            yield f"    change of lookups: {measured(card.trend.change, points)}"
        else:
            yield f"    change of lookups: {too_few(card.trend)}"
        yield f"    sent away: {measured(card.sent_away, percent)}"
    if len(found.cards) > _SHOWN:
        yield f"and {len(found.cards) - _SHOWN} more; --output FILE.html has them all"
    unused = found.unused
    yield f"Never used: {too_few(unused) if isinstance(unused, TooFew) else len(unused)}"
    yield f"Overdue: {len(found.overdue)}"


def as_json(found: Insights) -> dict[str, Any]:
    """All of it. What there is too little for has ``has``, ``needs`` and ``what`` instead of a value."""
    return {name: _plain(value) for name, value in asdict(found).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
