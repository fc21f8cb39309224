"""Which cards the paths of a bundle lead along, and which of them it does not have. Not for progress."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from content.bundles.manifest import PathFields
from content.bundles.model import CardPath
from content.problems import Problem, Severity
from content.strict_yaml import Document


def read_paths(
    stated: Sequence[PathFields], bundle: str, cards: Collection[str], document: Document, shown: str
) -> tuple[tuple[CardPath, ...], list[Problem]]:
    """The paths ``stated`` in the manifest ``document``, each without the cards that are not there.

    ``cards`` are whole ids. A path of which nothing is left is no path.
    """
    problems: list[Problem] = []
    paths: list[CardPath] = []
    for at, fields in enumerate(stated):
        found: list[str] = []
        for number, written in enumerate(fields.cards):
            card = written if written.startswith(f"{bundle}/") else f"{bundle}/{written}"
            if card in cards and card not in found:
                found.append(card)
                continue
            where = f"paths[{at}].cards[{number}]"
            line = document.line(where)
            problems += _faults(written, bundle, cards, Problem(shown, line, where, "", "", Severity.WARNING))
        if found:
            paths.append(CardPath(fields.title, tuple(found)))
    return tuple(paths), problems


def _faults(written: str, bundle: str, cards: Collection[str], at: Problem) -> Iterator[Problem]:
    short = {card.removeprefix(f"{bundle}/") for card in cards}
    name = written.removeprefix(f"{bundle}/")
    if name in short:
        message, remedy = f'"{written[:80]}" stands in this path twice', "keep one of the two"
    else:
        message = f'there is no card "{written[:80]}" in this bundle; the path goes on without it'
        near = get_close_matches(name, short, n=1)
        remedy = (
            f"did you mean {near[0]}?" if near else "write the path of its file below cards/, without .md"
        )
    yield Problem(at.file, at.line, at.field, message, remedy, at.severity, "path-card")
