"""`sidecue why`: which rules match a window, which do not, and what that leads to."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from content.attention.cue import Cue, Wishes
from content.attention.decide import decide
from content.attention.moments import to_json
from content.attention.reasons import what_becomes
from content.library.library import Library
from overlay.cli import asked
from overlay.cli import context as contexts
from overlay.cli.bundles import chosen_library, status_with, wishes
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.moment import Now, plain, present
from overlay.cli.named import look_for
from overlay.profile import open_profile
from triggers.context import Context, current_os


def why(arguments: argparse.Namespace) -> int:
    """Explain one window, or each context of standard input; or record windows as they come."""
    if _is_wrong(arguments):
        return WRONG_USE
    if status := look_for(arguments.bundle):
        return status
    # Lines say their systems one by one: the rules tell then.
    system = "" if arguments.source == "-" else arguments.os or current_os()
    library, said = chosen_library(arguments, system), wishes(arguments)
    if arguments.source == "-":
        status = _answer_lines(library, said, with_others=arguments.all)
        return status or status_with(arguments, library)
    if arguments.record is not None:
        from overlay.cli.record import record  # nothing else may write titles

        return record(arguments, library)
    try:
        context = contexts.named(arguments) or contexts.active(
            arguments.wait, open_profile(arguments.profile)
        )
    except contexts.UnknownWindowError as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return PROBLEMS
    now = present(arguments, library, context, said)
    if arguments.json:
        answer = _as_json(library, said, context, now, with_others=True)
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        print(_as_text(library, said, context, now))
    return status_with(arguments, library)


def _is_wrong(arguments: argparse.Namespace) -> bool:
    """Whether the options contradict each other; says so."""
    is_window_named = any(getattr(arguments, field) is not None for field in contexts.OPTIONS)
    said = ""
    if arguments.record is None and (arguments.mask or arguments.yes or arguments.length is not None):
        said = "--mask, --yes and --for are about recording; add --record FILE"
    elif arguments.record is not None and (arguments.source or is_window_named or arguments.json):
        said = "--record follows the active window; leave out the window and --json"
    if said:
        print(f"sidecue: {said}", file=sys.stderr)
    return bool(said)


def _answer_lines(library: Library, said: Wishes, *, with_others: bool) -> int:
    status = FINE
    for number, line in enumerate(asked.lines(), start=1):
        if not line.strip():
            continue
        try:
            context = contexts.from_json(line)
            answer = _as_json(library, said, context, plain(library, context), with_others=with_others)
        except contexts.UnknownWindowError as error:
            answer = {"error": str(error)}
            print(f"-:{number}: {error}", file=sys.stderr)
            status = PROBLEMS
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return status


def _as_json(
    library: Library, said: Wishes, context: Context, now: Now, *, with_others: bool
) -> dict[str, Any]:
    matches = library.match(context)
    answer: dict[str, Any] = {
        "matches": [{"card": m.rule.card, "rule": m.rule.where, "because": m.because} for m in matches],
        "cue": _cue_as_json(decide(now.offers, said, now.moment)),
    }
    if now.is_of_app:
        answer["moment"] = {**to_json(now.moment), "unknown": dict(now.unknown)}
    if with_others:
        answer["others"] = [
            {"card": e.rule.card, "rule": e.rule.where, "because": e.because}
            for e in library.explain(context)
            if not e.holds
        ]
        answer["for_others"] = [
            {"card": card, "because": reason} for card, reason in library.others.cards.items()
        ]
        answer["problems"] = [str(problem) for problem in library.problems]
    return answer


def _as_text(library: Library, said: Wishes, context: Context, now: Now) -> str:
    dialog = f", dialog text of {len(context.dialog_text)}" if context.dialog_text else ""
    title = f"title of {len(context.title)}{dialog} characters"
    lines = [f'app "{context.app}", class "{context.window_class}", {title}']
    cue = decide(now.offers, said, now.moment)
    lines.append(f"cue: {cue.loudness.name.lower()}" + (f" ({cue.because})" if cue.because else ""))
    if then := what_becomes(cue):
        lines.append(f"  {then}")
    lines += [f"  held back: {held.card}: {held.because}" for held in cue.held]
    lines += now.lines()
    matches = library.match(context)
    lines.append(f"{len(matches)} matching:")
    lines += [f"  + {m.rule.card}: {m.because}  [{m.rule.where}]" for m in matches]
    others = [e for e in library.explain(context) if not e.holds]
    lines.append(f"{len(others)} not matching:")
    lines += [f"  - {e.rule.card}: {e.because}  [{e.rule.where}]" for e in others]
    if for_others := library.others.cards:
        lines.append(f"{len(for_others)} for others:")
        lines += [f"  / {card}: {reason}" for card, reason in for_others.items()]
    if library.problems:
        lines.append(f"{len(library.problems)} problems; a broken rule matches nothing:")
        lines += [f"  ! {problem}" for problem in library.problems]
    return "\n".join(lines)


def _cue_as_json(cue: Cue) -> dict[str, Any]:
    return {
        "loudness": cue.loudness.name.lower(),
        "cards": list(cue.cards),
        "because": cue.because,
        "held": [{"card": held.card, "because": held.because} for held in cue.held],
    }
