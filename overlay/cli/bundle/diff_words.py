"""Puts the differences of two bundles into plain words. Not for finding them: see content/bundles/diff.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.bundles.diff_model import BundleDiff, CardChange, CardName, FieldChange, LineChange
from triggers.context import Context

_MOST_WINDOWS = 5
_LONGEST = 100
_NAMES = {
    "review_by": "the review date",
    "minutes": "the time in minutes",
    "id": "the bundle's id",
    "roles": "the roles it is for",
    "os": "the systems it is for",
    "languages": "the languages",
    "loudness": "how loudly it may speak",
    "required": "whether it is required",
    "valid": "how long it stays done",
    "reset": "when ticks start afresh",
}


def words(found: BundleDiff) -> Iterator[str]:
    """The lines to print, in the order in which people care."""
    if found.is_empty:
        yield "Nothing changes."
        return
    yield from (_field(change) for change in found.fields)
    if not any(change.field == "version" for change in found.fields):
        yield "the version is the same: give the new one a higher number before you publish it"
    for change in found.added:
        yield f"+ new: {_card(change.card)}"
        yield from (f"    {line}" for line in _windows("shows for", change.now_for))
    for change in found.gone:
        yield f"- gone: {_card(change.card)}"
        yield from (f"    {line}" for line in _windows("no longer shows for", change.no_longer_for))
    for old, new in found.renamed:
        yield f"~ renamed: {old.name} is now {_card(new)}; its ticks and snoozes start afresh"
    for change in found.changed:
        yield f"~ changed: {_card(change.card)}"
        yield from (f"    {line}" for line in _change(change, found.windows))
    for order in found.reordered:
        yield f"~ other order: {', '.join(order.new)} (it was {', '.join(order.old)})"
        yield from (f"    {line}" for line in _windows("for", order.windows))


def _card(card: CardName) -> str:
    return f"{card.name} ({_quoted(card.title)})"


def _change(change: CardChange, windows: int) -> Iterator[str]:
    yield from (_field(field) for field in change.fields)
    yield from (_line(line) for line in change.lines)
    if change.only_form:
        yield "links, pictures or emphasis differ, the words do not"
    yield from _rule(change, windows)


def _field(change: FieldChange) -> str:
    name = _NAMES.get(change.field, f"the {change.field}")
    if not change.old:
        return f"{name}: {_quoted(change.new)}, where there was nothing"
    if not change.new:
        return f"{name}: nothing, where there was {_quoted(change.old)}"
    return f"{name}: {_quoted(change.new)} instead of {_quoted(change.old)}"


def _line(change: LineChange) -> str:
    if change.old is None or change.new is None:
        line = change.old or change.new
        how = "new" if change.old is None else "gone"
        return f"{line.kind} {how}: {_quoted(line.words)}" if line else ""
    was = f"the {change.old.kind} " if change.old.kind != change.new.kind else ""
    return f"{change.new.kind}: {_quoted(change.new.words)} instead of {was}{_quoted(change.old.words)}"


def _rule(change: CardChange, windows: int) -> Iterator[str]:
    if change.rule == "new":
        yield "it has a rule now; it was found by search only"
    elif change.rule == "gone":
        yield "it has no rule any more; it is found by search only"
    elif change.rule and not (change.now_for or change.no_longer_for):
        yield f"its rule changed, but none of {windows} windows shows a difference"
    yield from _windows("now also shows for", change.now_for)
    yield from _windows("no longer shows for", change.no_longer_for)


def _windows(what: str, windows: Sequence[Context]) -> Iterator[str]:
    yield from (f"{what} {_window(window)}" for window in windows[:_MOST_WINDOWS])
    more = len(windows) - _MOST_WINDOWS
    if more > 0:
        yield f"{what} {more} more {'window' if more == 1 else 'windows'}"


def _window(window: Context) -> str:
    app = window.app or window.window_class or "any app"
    title = f" {_quoted(window.title)}" if window.title else ""
    return f"{app}{title}{f' on {window.os}' if window.os else ''}"


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”"
