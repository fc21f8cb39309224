"""The answers to "why do I see this?" and "why don't I?", in lines, from a cue alone. Not for deciding."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from content.attention.cue import Cue, Loudness

_MOST_HELD = 5

BY_ITSELF = {
    Loudness.NONE: "By itself nothing is shown",
    Loudness.BADGE: "By itself it would only mark the tray icon",
    Loudness.TAB: "By itself it would wait at the tab",
    Loudness.PANEL: "It opens by itself here",
}


def why_shown(
    cue: Cue, chosen: str | None, because: Mapping[str, str], by_hand: str, named: Callable[[str], str] = str
) -> list[str]:
    """Why the panel shows the card it shows: ``chosen`` by the person (``by_hand`` says so), or of the cue.

    ``because`` are the reasons of the rules that hold, by card; ``named`` gives a card its name.
    """
    lead = cue.cards[0] if cue.cards else None
    card = chosen if chosen is not None else lead
    lines = [because.get(card or "") or (by_hand if chosen is not None else cue.because)]
    if card is not None and card == lead and cue.loudness < Loudness.PANEL:
        lines.append(f"{BY_ITSELF[cue.loudness]}: {cue.because}.")
    return [*lines, *why_held(cue, named)]


def why_held(cue: Cue, named: Callable[[str], str] = str) -> list[str]:
    """What belongs to this window and is kept back, and by what."""
    lines = [f"Kept back: {named(held.card)}, because {held.because}." for held in cue.held[:_MOST_HELD]]
    if len(cue.held) > _MOST_HELD:
        lines.append(f"Kept back: {len(cue.held) - _MOST_HELD} more; `sidecue why` names them.")
    return lines


def what_becomes(cue: Cue) -> str:
    """What becomes of a cue that the moment keeps quiet; "" where nothing will."""
    if cue.waits:
        return "it waits until the moment has passed"
    return "its panel has lapsed for this visit" if cue.cards and cue.cards[0] in cue.lapses else ""
