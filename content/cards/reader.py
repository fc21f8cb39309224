"""Reads one Markdown text into a card, collecting every problem on the way. Not for bundles: see there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from posixpath import splitext
from types import MappingProxyType
from typing import TypeVar, cast

from content.attention.cue import Loudness
from content.cards.body import Body, read_body
from content.cards.compact import CompactParts
from content.cards.fields import RULE_FIELDS, FrontMatter, VideoFields
from content.cards.front_matter import read_fields, split
from content.cards.model import Card, CardKind, Item, Recall, Required, Step, Video
from content.cards.targets import check_target, is_web_link
from content.files.base import BundleFiles, read_text_of
from content.problems import MAX_PROBLEMS, ContentError, Problem, Severity, at_most
from content.strict_yaml import Document
from triggers.rules.language import ConditionError, read_condition
from triggers.rules.model import All, Expression, Field, Kind, Test

T = TypeVar("T")

_NOTHING: Mapping[str, object] = MappingProxyType({})

MAX_CARD_BYTES = 100_000  # twenty times the longest card that anyone reads in two minutes


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: a card unless it is unusable, and every problem found in it."""

    card: Card | None
    problems: tuple[Problem, ...]
    stated: frozenset[str] = frozenset()  # the fields that the file itself states


@dataclass(frozen=True, slots=True)
class Home:
    """The bundle that a card belongs to, as far as its cards need to know it."""

    files: BundleFiles
    bundle: str
    title: str
    contexts: Mapping[str, Expression]
    language: str = ""


def examine(name: str, home: Home, handed: Mapping[str, object] = _NOTHING) -> Reading:
    """Read the card in the file ``name`` ("cards/a.md") and report all about it. Raises nothing of its own.

    A card whose rule is wrong is usable, without its rule. ``handed`` are values for fields that the file
    does not state.
    """
    try:
        text = read_text_of(home.files, name, MAX_CARD_BYTES)
    except ContentError as error:
        return Reading(None, tuple(error.problems))
    return examine_text(text, name, home, handed)


def examine_text(text: str, name: str, home: Home, handed: Mapping[str, object] = _NOTHING) -> Reading:
    """Like ``examine`` for a text that is, or is going to be, in the file ``name``."""
    shown = home.files.shown(name)
    halves = split(text, shown)
    body = read_body(halves.body, halves.body_line)
    problems = [*halves.problems, *_body_problems(body, name, home.files, shown)]
    fields: FrontMatter | None = None
    if halves.fields is not None:
        fields, document, found = read_fields(halves.fields, shown, handed)
        condition, faults = _condition(document, home.contexts, shown)
        problems += found + faults
        problems += _unusable_addresses(fields, document, shown)
    if fields and not body.parts and not fields.video:
        message, remedy = "has nothing to show", "write something below the front matter"
        problems.append(Problem(shown, halves.body_line, "", message, remedy, name="empty-card"))
    problems.sort(key=lambda problem: problem.line)
    told = tuple(at_most(MAX_PROBLEMS, problems))
    if fields is None or any(_makes_unusable(problem) for problem in problems):
        return Reading(None, told)
    if any(problem.severity is Severity.ERROR for problem in problems):
        condition = None
    card = _card(name, home, fields, body, condition, document.line("when"))
    stated = frozenset(document.value) if isinstance(document.value, dict) else frozenset[str]()
    return Reading(card, told, stated)


def _unusable_addresses(fields: FrontMatter | None, document: Document, shown: str) -> Iterator[Problem]:
    """Addresses that look right to the schema, and that no browser opens."""
    stated = {} if fields is None else {"learn_more": fields.learn_more}
    if fields is not None and fields.video:
        stated["video.url"] = fields.video.url
    for field, url in stated.items():
        if url and not is_web_link(url):
            message, remedy = f"“{url[:80]}” is not an address that a browser can open", "copy it anew"
            yield Problem(shown, document.line(field), field, message, remedy, name="wrong-value")


def _makes_unusable(problem: Problem) -> bool:
    """An error in a rule takes away the rule; any other error takes away the card."""
    in_rule = problem.name == "rule" or re.split(r"[.\[]", problem.field)[0] in RULE_FIELDS
    return problem.severity is Severity.ERROR and not in_rule


def _condition(
    document: Document, contexts: Mapping[str, Expression], shown: str
) -> tuple[Expression | None, list[Problem]]:
    data = document.value if isinstance(document.value, dict) else {}
    when, not_when = data.get("when"), data.get("not_when")
    if "when" not in data:
        if "not_when" not in data:
            return None, []
        message, remedy = "has no effect without when", "add when: with the windows it belongs to"
        where = document.line("not_when")
        return None, [
            Problem(shown, where, "not_when", message, remedy, Severity.WARNING, "rule-without-when")
        ]
    try:
        return read_condition(when, not_when, contexts), []
    except ConditionError as error:
        return None, [
            Problem(
                shown, document.line(fault.field), fault.field, fault.message, fault.remedy, name=fault.name
            )
            for fault in error.problems
        ]


def _body_problems(body: Body, name: str, files: BundleFiles, shown: str) -> Iterator[Problem]:
    for target in body.targets:
        yield from check_target(target, name, files, shown)
    for line in body.html_lines:
        message, remedy = "HTML is shown as text", "use Markdown, or put code in `backticks`"
        yield Problem(shown, line, "", message, remedy, Severity.WARNING, "html")
    for line in body.ticked_lines:
        message, remedy = "an item that is ticked from the start", "write - [ ]; the person ticks it"
        yield Problem(shown, line, "", message, remedy, Severity.WARNING, "ticked-item")
    for line in body.wordless_lines:
        message, remedy = "an item without words", "say what to tick, or delete the line"
        yield Problem(shown, line, "", message, remedy, Severity.WARNING, "empty-item")
    if body.too_deep_line is not None:
        message, remedy = "lists or quotes nested too deep", "flatten them"
        yield Problem(shown, body.too_deep_line, "", message, remedy, name="too-deep")


def _card(
    name: str, home: Home, fields: FrontMatter, body: Body, condition: Expression | None, line: int
) -> Card:
    below, _ending = splitext(name.removeprefix("cards/"))
    systems = _tuple(fields.audience.os)
    return Card(
        id=f"{home.bundle}/{below}",
        title=fields.title,
        kind=_kind(fields, body),
        parts=CompactParts.of(body.parts),
        bundle=home.bundle,
        bundle_title=home.title,
        file=name,
        root=home.files.root,
        when=only_on(systems, condition),
        when_line=line,
        keywords=_tuple(fields.keywords),
        minutes=_shared(fields.minutes),
        priority=fields.priority,
        required=fields.required,
        reset=fields.reset,
        loudness=_loudness(fields),
        review_by=_shared(fields.review_by),
        owner=_shared(fields.owner),
        roles=_tuple(fields.audience.roles),
        os=systems,
        languages=_tuple(fields.audience.languages),
        language=fields.language or home.language,
        video=_video(fields.video),
        recall=Recall(fields.recall.question, fields.recall.answer.strip()) if fields.recall else None,
        learn_more=fields.learn_more,
        valid=_shared(fields.valid),
    )


def only_on(systems: tuple[str, ...], condition: Expression | None) -> Expression | None:
    """``condition`` on these systems alone; on all of them when none is named."""
    if condition is None or not systems:
        return condition
    return All((Test(Field.OS, Kind.LITERAL, systems), condition))


def _kind(fields: FrontMatter, body: Body) -> CardKind:
    if fields.video:
        return CardKind.VIDEO
    if any(isinstance(part, Item) for part in body.parts):
        return CardKind.CHECKLIST
    return CardKind.GUIDE if any(isinstance(part, Step) for part in body.parts) else CardKind.NOTE


def _video(fields: VideoFields | None) -> Video | None:
    if fields is None:
        return None
    minutes, _, seconds = fields.length.partition(":")
    return Video(fields.url, int(minutes or 0) * 60 + int(seconds or 0))


def _loudness(fields: FrontMatter) -> Loudness:
    """Only what must be done before going on opens by itself unless the card says more."""
    if fields.loudness is None:
        return Loudness.TAB if fields.required is Required.NO else Loudness.PANEL
    return Loudness[fields.loudness.upper()]


def _tuple(words: str | Sequence[str]) -> tuple[str, ...]:
    """One text or several as a tuple without blanks and repetitions."""
    several = (words,) if isinstance(words, str) else words
    return _shared(tuple(dict.fromkeys(_shared(word.strip()) for word in several if word.strip())))


def _shared(value: T) -> T:
    """The first value that was equal: what thousands of cards say alike is kept, and travels, once."""
    return cast("T", _first(value))


@lru_cache(maxsize=10_000, typed=True)
def _first(value: object) -> object:
    return value
