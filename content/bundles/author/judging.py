"""Judges a card's text that is not saved yet: the card, its problems, what its rule hits. Not for wording it.

The app asks a process of its own, which calls ``serve``: no text can make the app wait, whatever is in it.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO

from content.bundles.author.draft import LENGTH, Count, Draft, Hit, Judgement, Verdict
from content.bundles.breadth import breadth
from content.bundles.detail_need import needs_detail
from content.bundles.reader import read_home, read_manifest
from content.bundles.sample_windows import sample_windows
from content.cards.fields import RULE_FIELDS
from content.cards.front_matter import split
from content.cards.reader import MAX_CARD_BYTES, Home, Reading, examine_text
from content.cards.rule_text import simple_rule
from content.files.folder import FolderFiles
from content.problems import ContentError, Problem, Severity
from content.strict_yaml import parse
from triggers.context import Context
from triggers.rules.language import ConditionError, read_condition
from triggers.rules.matcher import Matcher
from triggers.rules.model import Expression, Rule

MANY = 4
"""From so many of the forty sample windows on, a rule is called broad."""

_ANOTHER_TITLE = "\ue000"  # a letter of nobody's alphabet: only a rule that takes any title takes it


def judge(draft: Draft) -> Judgement:
    """Read the draft as a bundle's reader would, and hold its rule against the windows."""
    size = len(draft.text.encode("utf-8", "replace"))
    if size > MAX_CARD_BYTES:
        message = f"is larger than {MAX_CARD_BYTES:,} bytes"
        fault = Problem(draft.name, 0, "", message, "split or shorten it", name="too-large")
        return Judgement(None, (fault,), Verdict(Hit.UNUSABLE, fault=fault))
    home = _home(draft)
    reading = examine_text(draft.text, draft.name, home)
    document = parse(split(draft.text, draft.name).fields or "", draft.name, first_line=2)
    fields = document.value if isinstance(document.value, dict) else {}
    verdict = _verdict(draft, fields, home, reading)
    return Judgement(reading.card, reading.problems, verdict, simple_rule(fields.get("when")))


def serve(asked: BinaryIO, answer: BinaryIO) -> None:
    """Judge one draft after the other until there is none."""
    while len(length := asked.read(LENGTH.size)) == LENGTH.size:
        draft: Draft = pickle.loads(asked.read(*LENGTH.unpack(length)))  # noqa: S301 - sent by our own app
        said = pickle.dumps(judge(draft), pickle.HIGHEST_PROTOCOL)
        answer.write(LENGTH.pack(len(said)) + said)
        answer.flush()


def _home(draft: Draft) -> Home:
    """The bundle as far as it can be read; a new or broken one has no contexts to refer to."""
    files = FolderFiles(draft.root)
    try:
        return read_home(files, read_manifest(files)[0])[0]
    except ContentError:
        return Home(files, draft.bundle, draft.bundle_title, {})


def _verdict(draft: Draft, fields: Mapping[str, object], home: Home, reading: Reading) -> Verdict:
    if "when" not in fields:
        return _without_rule(reading)
    try:
        condition = read_condition(fields["when"], fields.get("not_when"), home.contexts)
    except ConditionError:
        return Verdict(Hit.UNUSABLE, fault=next(filter(_is_about_rule, reading.problems), None))
    if reading.card is not None and reading.card.when is not None:
        condition = reading.card.when  # with what audience.os adds to it
    return held_against(condition, draft.window, draft.visited)


def _without_rule(reading: Reading) -> Verdict:
    """No rule was stated, or none can be seen because the fields cannot be read."""
    hides = (it for it in reading.problems if it.name.startswith(("yaml", "no-front")) or _is_about_rule(it))
    fault = next((it for it in hides if it.severity is Severity.ERROR), None)
    return Verdict(Hit.NO_RULE if fault is None else Hit.UNUSABLE, fault=fault)


def _is_about_rule(problem: Problem) -> bool:
    return problem.name == "rule" or problem.field.split(".")[0].split("[")[0] in RULE_FIELDS


def held_against(condition: Expression, window: Context | None, visited: tuple[Context, ...]) -> Verdict:
    """What ``condition`` says of ``window`` and of others."""
    matcher = Matcher([Rule("", "", condition)])
    width = breadth(condition, sample_windows())
    others = [other for other in visited if other != window]
    samples = Count(width.hit, width.of)
    visits = Count(sum(bool(matcher.match(other)) for other in others), len(others))
    without = Verdict(Hit.NO_WINDOW, samples=samples, visited=visits, needs_detail=needs_detail(condition))
    if window is None:
        return without
    said = matcher.explain(window)[0]
    if not said.holds:
        return replace(without, hit=Hit.NOT, because=said.because)
    another = replace(window, title=_ANOTHER_TITLE, url="", dialog_text="", control="", role="")
    any_title = bool(matcher.match(another))
    is_broad = any_title or width.is_broad or width.hit >= MANY or 2 * visits.hit > max(visits.of, 2)
    hit = Hit.BROADLY if is_broad else Hit.EXACTLY
    return replace(without, hit=hit, because=said.because, any_title=any_title)
