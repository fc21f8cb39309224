"""A Moment as JSON and back, so that another process can ask ``decide`` what the app would. Nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from content.attention.cue import Budget, Loudness, Moment, Shown
from triggers.session.base import Sign

_CARDS = ("dismissed", "opened", "missed", "used", "cued", "finished", "known")
_TIMES = ("paused_until", "closed_at")


def to_json(moment: Moment) -> dict[str, Any]:
    """``moment`` in plain values; no window, no title is in it."""
    return {
        "now": moment.now.isoformat(),
        "loudest": moment.loudest.name.lower(),
        **{name: _iso(getattr(moment, name)) for name in _TIMES},
        **{name: sorted(getattr(moment, name)) for name in _CARDS},
        "acknowledged": dict(moment.acknowledged),
        "shown": {"card": moment.shown.card, "loudness": moment.shown.loudness.name.lower()},
        "signs": sorted(moment.signs),
        "is_quiet": moment.is_quiet,
        "budget": {"panels": moment.budget.panels, "cues": moment.budget.cues},
        "spent": {"panels": moment.spent.panels, "cues": moment.spent.cues},
    }


def from_json(data: Mapping[str, Any], app: str) -> Moment:
    """The moment that ``to_json`` told, for a window of ``app``. Raises KeyError, TypeError, ValueError
    or AttributeError.
    """
    times: dict[str, Any] = {
        name: datetime.fromisoformat(data[name]) if data[name] else None for name in _TIMES
    }
    cards: dict[str, Any] = {name: frozenset(data[name]) for name in _CARDS}
    return Moment(
        now=datetime.fromisoformat(data["now"]),
        app=app,
        loudest=_loudness(data["loudest"]),
        **times,
        **cards,
        acknowledged={str(card): str(why) for card, why in data["acknowledged"].items()},
        shown=Shown(data["shown"]["card"], _loudness(data["shown"]["loudness"])),
        signs=frozenset(map(Sign, data["signs"])),
        is_quiet=data["is_quiet"],
        budget=Budget(**data["budget"]),
        spent=Budget(**data["spent"]),
    )


def _iso(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _loudness(name: str) -> Loudness:
    return Loudness[name.upper()]
