"""Compares two versions of a bundle as the people who use its cards would. Not for reading or wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from content.attention.cue import Loudness
from content.bundles.diff_model import (
    BundleDiff,
    CardChange,
    CardName,
    FieldChange,
    Line,
    LineChange,
    OrderChange,
)
from content.bundles.model import Bundle
from content.cards.model import Card, Item, Part, Required, Step
from triggers.context import Context
from triggers.rules.matcher import Matcher
from triggers.rules.model import Rule

_OF_BUNDLE = ("id", "version", "title", "publisher", "languages", "description", "synonyms")
_OF_CARD = (
    *("title", "kind", "required", "valid", "owner", "review_by", "minutes", "priority", "loudness", "reset"),
    *("keywords", "roles", "os", "languages", "language", "learn_more"),
)

_ALIKE = 0.6  # the measure that difflib calls close
_LOOKED_AT = 300  # characters of a line: the time to compare grows with their square
_MOST_COMPARED = 400  # pairs of lines: beyond that the text is a new one


def diff(old: Bundle, new: Bundle, windows: Sequence[Context]) -> BundleDiff:
    """What is different in ``new``; rules are compared by what they say about ``windows``."""
    before, after = _Version(old, windows), _Version(new, windows)
    renamed = _renamed(before, after)
    same = {name: name for name in before.cards if name in after.cards} | renamed
    changes = (
        _change(before, after, was, now) for was, now in sorted(same.items(), key=lambda pair: pair[1])
    )
    return BundleDiff(
        fields=(*_fields(old, new, _OF_BUNDLE), *_paths(old, new)),
        added=tuple(after.whole(name, True) for name in sorted(after.cards.keys() - same.values())),
        gone=tuple(before.whole(name, False) for name in sorted(before.cards.keys() - same.keys())),
        renamed=tuple((_name(before.cards[was]), _name(after.cards[now])) for was, now in renamed.items()),
        changed=tuple(change for change in changes if change is not None),
        reordered=tuple(_reordered(before, after, same, windows)),
        windows=len(windows),
    )


class _Version:
    """One of the two: its cards by name, what each window brings, in order, and the windows of each card."""

    def __init__(self, bundle: Bundle, windows: Sequence[Context]) -> None:
        self.cards = {_name(card).name: card for card in bundle.in_every_language}
        matcher = Matcher(list(_rules(bundle)))
        self.brought = [tuple(match.rule.card for match in matcher.match(window)) for window in windows]
        self.windows_of: dict[str, list[Context]] = {}
        for window, names in zip(windows, self.brought, strict=True):
            for name in names:
                self.windows_of.setdefault(name, []).append(window)

    def whole(self, name: str, is_new: bool) -> CardChange:
        """That a card is new or gone, and where that shows."""
        windows = tuple(self.windows_of.get(name, ()))
        if is_new:
            return CardChange(_name(self.cards[name]), now_for=windows)
        return CardChange(_name(self.cards[name]), no_longer_for=windows)


def _rules(bundle: Bundle) -> Iterator[Rule]:
    for card in bundle.cards:
        if card.when is not None:
            required = card.required is not Required.NO
            yield Rule(_name(card).name, "", card.when, required, card.priority)


def _name(card: Card) -> CardName:
    return CardName(card.file.removeprefix("cards/").removesuffix(".md"), card.title)


def _renamed(before: _Version, after: _Version) -> dict[str, str]:
    """Old and new names of the cards whose content is found under another name."""
    appeared: dict[object, list[str]] = {}
    for name in sorted(after.cards, reverse=True):
        if name not in before.cards:
            appeared.setdefault(_content(after.cards[name]), []).append(name)
    found: dict[str, str] = {}
    for name in sorted(before.cards):
        twins = [] if name in after.cards else appeared.get(_content(before.cards[name]), [])
        if twins:
            found[name] = twins.pop()
    return found


def _content(card: Card) -> object:
    return card.title, card.video, tuple(_line(part) for part in card.parts)


def _change(before: _Version, after: _Version, was: str, now: str) -> CardChange | None:
    old, new = before.cards[was], after.cards[now]
    lines = tuple(_lines(old, new))
    change = CardChange(
        card=_name(new),
        fields=(*_fields(old, new, _OF_CARD), *_video(old, new), *_recall(old, new)),
        lines=lines,
        only_form=not lines
        and [part.markdown for part in old.parts] != [part.markdown for part in new.parts],
        rule=_rule(old, new),
        now_for=_only_in(after, now, before, was),
        no_longer_for=_only_in(before, was, after, now),
    )
    return None if change == CardChange(_name(new)) else change


def _only_in(one: _Version, name: str, other: _Version, its_name: str) -> tuple[Context, ...]:
    """The windows that bring a card in one version only."""
    elsewhere = set(other.windows_of.get(its_name, ()))
    return tuple(window for window in one.windows_of.get(name, ()) if window not in elsewhere)


def _fields(old: object, new: object, names: Sequence[str]) -> Iterator[FieldChange]:
    for name in names:
        was, now = _text(getattr(old, name)), _text(getattr(new, name))
        if was != now:
            yield FieldChange(name, was, now)


def _video(old: Card, new: Card) -> Iterator[FieldChange]:
    was, now = ((f"{video.url} {video.length}".strip() if video else "") for video in (old.video, new.video))
    if was != now:
        yield FieldChange("video", was, now)


def _recall(old: Card, new: Card) -> Iterator[FieldChange]:
    was, now = ((f"{it.question} {it.answer}" if it else "") for it in (old.recall, new.recall))
    if was != now:
        yield FieldChange("recall", was, now)


def _paths(old: Bundle, new: Bundle) -> Iterator[FieldChange]:
    was, now = ("; ".join(f"{it.title}: {', '.join(it.cards)}" for it in side.paths) for side in (old, new))
    if was != now:
        yield FieldChange("paths", was, now)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Loudness):
        return value.name.lower()
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _rule(old: Card, new: Card) -> str:
    if old.when == new.when:
        return ""
    if old.when is None:
        return "new"
    return "gone" if new.when is None else "changed"


def _line(part: Part) -> Line:
    kind = "item" if isinstance(part, Item) else "step" if isinstance(part, Step) else "text"
    return Line(kind, " ".join(part.text.split()))


def _lines(old: Card, new: Card) -> Iterator[LineChange]:
    was, now = [_line(part) for part in old.parts], [_line(part) for part in new.parts]
    for kind, a, b, c, d in SequenceMatcher(None, was, now).get_opcodes():
        if kind != "equal":
            yield from _reworded(was[a:b], now[c:d])


def _reworded(was: list[Line], now: list[Line]) -> Iterator[LineChange]:
    """Each new line with the old one that it says in other words, if any; then the old ones that are left."""
    left = was if len(was) * len(now) <= _MOST_COMPARED else []
    for line in now:
        likeness = {old: _likeness(old, line) for old in left}
        nearest = max(likeness, key=lambda old: likeness[old], default=None)
        if nearest is not None and likeness[nearest] >= _ALIKE:
            left = [old for old in left if old != nearest]
            yield LineChange(nearest, line)
        else:
            yield LineChange(None, line)
    gone = left if len(was) * len(now) <= _MOST_COMPARED else was
    yield from (LineChange(line, None) for line in gone)


def _likeness(one: Line, other: Line) -> float:
    return SequenceMatcher(None, one.words[:_LOOKED_AT], other.words[:_LOOKED_AT]).ratio()


def _reordered(
    before: _Version, after: _Version, same: Mapping[str, str], windows: Sequence[Context]
) -> Iterator[OrderChange]:
    changes: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Context]] = {}
    for window, was, now in zip(windows, before.brought, after.brought, strict=True):
        brought = set(now)
        old = tuple(same[name] for name in was if same.get(name) in brought)
        kept = set(old)
        new = tuple(name for name in now if name in kept)
        if old != new:
            changes.setdefault((old, new), []).append(window)
    for (old, new), held in changes.items():
        yield OrderChange(tuple(held), old, new)
