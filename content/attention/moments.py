"""A Moment and its offers as JSON and back, so that another process can ask ``decide`` as the app would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from content.attention.cue import Budget, Loudness, Moment, Offer, Shown
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
    """What ``to_json`` told, for ``app``. Raises KeyError, TypeError, ValueError or AttributeError."""
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


def offers_to_json(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """``offers`` in plain values, in their order."""
    return [
        {
            "card": offer.card,
            "because": offer.because,
            "required": offer.required,
            "loudest": offer.loudest.name.lower(),
        }
        for offer in offers
    ]


def offers_from_json(data: Sequence[Mapping[str, Any]]) -> list[Offer]:
    """The offers that ``offers_to_json`` told. Raises as ``from_json`` does."""
    return [
        Offer(str(it["card"]), str(it["because"]), bool(it["required"]), _loudness(it["loudest"]))
        for it in data
    ]


def _iso(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _loudness(name: str) -> Loudness:
    return Loudness[name.upper()]
