"""The outcome of rule tests in words and as JSON. Not for running them: see content/bundles/expect/run.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from content.bundles.expect.cards import CardIds, StatedWindow
from content.bundles.expect.report import Fault, Outcome, Report
from content.problems import Problem
from overlay.cli.bundle.named import as_json as problem_as_json
from overlay.cli.counted import counted

_WORDS = {Fault.MISSING: "did not come", Fault.UNEXPECTED: "came too", Fault.ORDER: "came too early"}


def failure_lines(outcome: Outcome, ids: CardIds) -> Iterator[str]:
    """What was expected of one window, what came, and for each card that differs why."""
    window = outcome.window
    expected, came = _listed(window.cards or (), ids), _listed(outcome.came, ids)
    yield f"{window.file}:{window.line}: {described(window)}: expected {expected}; came {came}"
    for difference in outcome.differences:
        where = f"  [{difference.rule}]" if difference.rule else ""
        card = ids.short(difference.card)
        yield f"  {card} {_WORDS[difference.fault]}: {_here(difference.because, ids)}{where}"


def described(window: StatedWindow) -> str:
    """The fields of a window that are known, in words."""
    context, person = window.context, window.person
    fields = {
        "app": context.app,
        "class": context.window_class,
        "title": context.title,
        "url": context.url,
        "os": context.os,
        "dialog text": context.dialog_text.replace("\n", " "),
        "control": context.control,
        "control's role": context.role,
        "role": ", ".join(person.roles),
        "language": ", ".join(person.languages),
    }
    return ", ".join(f'{name} "{value}"' for name, value in fields.items() if value)


def as_text(report: Report, ids: CardIds, foreign: int) -> Iterator[str]:
    """How the run went, line by line."""
    for card in report.unused_cards:
        yield f"never exercised: card {ids.short(card)}"
    for part in report.unused_parts:
        yield f"never exercised: {part.kind} {part.name}  [{part.file}:{part.line}]"
    if foreign:
        yield f"passed over: {counted(foreign, 'card')} of other bundles"
    stated, failed = len(report.stated), len(report.failures)
    only = len(report.outcomes) - stated
    more = f", {counted(only, 'window')} without stated cards" if only else ""
    measures = f"precision {_percent(report.precision)}, recall {_percent(report.recall)}"
    yield f"{counted(stated, 'window')}: {stated - failed} as expected, {failed} not{more}; {measures}"


def as_json(report: Report, ids: CardIds, problems: Sequence[Problem], foreign: int) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "bundle": ids.bundle,
        "windows": len(report.outcomes),
        "stated": len(report.stated),
        "failed": len(report.failures),
        "precision": report.precision,
        "recall": report.recall,
        "failures": [_failure_as_json(outcome) for outcome in report.failures],
        "never_exercised": {
            "cards": list(report.unused_cards),
            "parts": [
                {"kind": part.kind.value, "name": part.name, "file": part.file, "line": part.line}
                for part in report.unused_parts
            ],
        },
        "foreign": foreign,
        "problems": [problem_as_json(problem) for problem in problems],
    }


def _failure_as_json(outcome: Outcome) -> dict[str, Any]:
    window = outcome.window
    return {
        "file": window.file,
        "line": window.line,
        "window": {
            "app": window.context.app,
            "class": window.context.window_class,
            "title": window.context.title,
            "url": window.context.url,
            "os": window.context.os,
            "dialog_text": window.context.dialog_text,
            "control": window.context.control,
            "control_role": window.context.role,
            "roles": list(window.person.roles),
            "languages": list(window.person.languages),
        },
        "expected": list(window.cards or ()),
        "came": list(outcome.came),
        "differences": [
            {
                "fault": difference.fault.value,
                "card": difference.card,
                "because": difference.because,
                "rule": difference.rule,
            }
            for difference in outcome.differences
        ],
    }


def _here(because: str, ids: CardIds) -> str:
    return because.replace(f"{ids.bundle}/", "")


def _listed(cards: Sequence[str], ids: CardIds) -> str:
    return ", ".join(map(ids.short, cards)) or "nothing"


def _percent(share: float | None) -> str:
    """Rounded down: 100 % is said of nothing less."""
    return "-" if share is None else f"{int(share * 1000) / 10:g} %"
