"""Warnings that a card's author has decided to live with: ``ignore: [many-lines]``. Not for errors.

A card that is broken stays broken, so an error cannot be switched off; and a name that switches nothing off
is itself a warning, so that no list outlives its reason.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping

from content.bundles.checks.catalogue import ignorable
from content.bundles.checks.sources import Sources
from content.problems import Problem, Severity

USELESS = "useless-ignore"

_IGNORE = re.compile(r"^(?:---\n)?[\"']?ignore[\"']?[ ]*:", re.MULTILINE)


def without_ignored(
    problems: Iterable[Problem], sources: Sources, shown: Callable[[str], str], cards: Mapping[str, str]
) -> list[Problem]:
    """``problems`` without the warnings that their cards ignore, and one for each name that ignores nothing.

    ``shown`` is what problems call a file; ``cards`` leads from the file of a translation to that of its
    card, whose list holds for it unless it has one of its own.
    """
    asked = {file: names for file in sources.texts if (names := _names(file, sources))}
    home = {shown(file): file for file in asked}
    home |= {shown(file): card for file, card in cards.items() if file not in asked and card in asked}
    kept: list[Problem] = []
    used: set[tuple[str, str]] = set()
    for problem in problems:
        file = home.get(problem.file, "")
        if problem.severity is Severity.WARNING and problem.name in asked.get(file, ()):
            used.add((file, problem.name))
        else:
            kept.append(problem)
    for file, names in asked.items():
        line = sources.line(file, "ignore")
        kept += [_useless(shown(file), line, name) for name in names if (file, name) not in used]
    return kept


def _names(file: str, sources: Sources) -> tuple[str, ...]:
    text = sources.texts[file]
    if not file.endswith(".md") or not _IGNORE.search(text):
        return ()
    fields = sources.front_matter(file).value
    value = fields.get("ignore") if isinstance(fields, dict) else None
    words = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(word.strip() for word in words if isinstance(word, str)))


def _useless(place: str, line: int, name: str) -> Problem:
    shown, known = name[:40], ignorable()
    if name in known:
        message, remedy = f"{shown} is not found in this card", "delete it from the list"
    else:
        message = f"{shown} is not the name of a warning"
        close = difflib.get_close_matches(name, known, n=1)
        remedy = f"did you mean {close[0]}?" if close else "errors have to be put right; see docs/checks.md"
    return Problem(place, line, "ignore", message, remedy, Severity.WARNING, USELESS)
