"""The short texts of the panel as pure functions of the content. Not for widgets or colours."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from content.cards.done import all_ticked
from content.cards.model import Card, CardKind, Required, Video
from overlay.panel.content import PanelContent

ICONS = {
    CardKind.CHECKLIST: "list",
    CardKind.GUIDE: "guide",
    CardKind.VIDEO: "video",
    CardKind.NOTE: "note",
}
SEPARATOR = " · "
_TO_LEFT = {"R", "AL"}  # letters of Hebrew, Arabic and the like
_ISOLATE = "\u2068{}\u2069"  # keeps a name with such letters from reordering what stands beside it


def done_of(content: PanelContent) -> tuple[int, int]:
    """How far of how much: ticked items of all, or the present step of all; (0, 0) if there is neither."""
    card = content.card
    if card.items:
        return sum(item.key in content.ticked for item in card.items), len(card.items)
    if card.steps:
        return current_step(content), len(card.steps)
    return 0, 0


def current_step(content: PanelContent) -> int:
    """The step to look at, from 1; 0 for a card without steps."""
    return min(max(content.step, 1), len(content.card.steps))


def is_finished(content: PanelContent) -> bool:
    """Whether every item is ticked; only a checklist ever is."""
    return all_ticked(content.card, content.ticked)


def progress(content: PanelContent) -> str:
    """ "2 of 5", "Step 2 of 6", "All done", or "" for a card with nothing to do."""
    done, total = done_of(content)
    if not total:
        return ""
    if is_finished(content):
        return "All done"
    return f"{done} of {total}" if content.card.items else f"Step {done} of {total}"


def facts(card: Card) -> str:
    """Where the card is from and how long it takes: "Treasury desk · 2 min"."""
    name = card.bundle_title
    if any(unicodedata.bidirectional(letter) in _TO_LEFT for letter in name):
        name = _ISOLATE.format(name)
    return SEPARATOR.join(part for part in (name, minutes(card.minutes)) if part)


def meta(content: PanelContent) -> str:
    """The whole line below the title, as a screen reader says it."""
    parts = (facts(content.card), duty(content), progress(content))
    return SEPARATOR.join(part for part in parts if part)


def duty(content: PanelContent) -> str:
    """ "required", or what was recorded of a required card; "" for any other."""
    return content.done or ("required" if content.card.required is not Required.NO else "")


def open_question(content: PanelContent) -> str:
    """What is asked of somebody who closes a required card before it is done."""
    done, total = done_of(content)
    if not content.card.items:
        return "This card is required. If you leave it, say why; the reason is recorded."
    if done == total:
        return "Everything is ticked, and not recorded yet."
    are = "1 item is" if total - done == 1 else f"{total - done} items are"
    return f"This card is required and {are} open. Why not now? The reason is recorded."


def done_button(content: PanelContent) -> str:
    """What somebody confirms who is done with a required card that has nothing left to tick."""
    if content.card.items:
        return "Record it"
    return "I have done it" if content.card.steps else "I have read it"


def minutes(value: float | None) -> str:
    """ "2 min", "under 1 min", or "" when the card does not say."""
    if not value:
        return ""
    if value < 1:
        return "under 1\N{NO-BREAK SPACE}min"
    return f"{value:g}\N{NO-BREAK SPACE}min"


def host(video: Video) -> str:
    """The name of the machine a video comes from, or the whole address when it names none."""
    return host_of(video.url)


def host_of(url: str) -> str:
    """The name of the machine in ``url``, or the whole address when it names none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:  # half a bracket
        return url


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction belongs to Arabic, Hebrew or the like."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction == "L" or direction in _TO_LEFT:
            return direction != "L"
    return False
