"""Reads a bundle folder: every usable card, every problem. Not for packed files, nor lint: see check.py.

One broken card, rule or context never stops its siblings. The order is that of the names, so that reading the
same folder twice gives the same bundle on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from content.bundles.files import card_files, outside_problem
from content.bundles.manifest import Manifest
from content.bundles.model import Bundle
from content.cards.model import Card
from content.cards.reader import Home, examine
from content.problems import ContentError, Problem
from content.schema import Converter
from content.strict_yaml import parse
from content.text_file import read_text
from triggers.rules.language import read_contexts
from triggers.rules.model import Expression


def read_folder(root: Path) -> Bundle:
    """The bundle in ``root``. Raises ContentError only when its ``bundle.yaml`` is missing or unusable."""
    manifest, problems = _read_manifest(root / "bundle.yaml")
    contexts, found = _read_contexts(root / "contexts.yaml")
    problems += found
    home = Home(root, manifest.id, manifest.title, contexts, manifest.languages[0])
    files, found = card_files(root)
    problems += found
    cards: list[Card] = []
    for file in files:
        reading = examine(file, home)
        problems += reading.problems
        if reading.card:
            cards.append(reading.card)
    return Bundle(
        id=manifest.id,
        version=manifest.version,
        title=manifest.title,
        publisher=manifest.publisher,
        languages=manifest.languages,
        root=root,
        cards=tuple(sorted(cards, key=lambda card: card.id)),
        problems=tuple(problems),
        description=manifest.description,
    )


def _read_manifest(file: Path) -> tuple[Manifest, list[Problem]]:
    shown = str(file)
    outside = outside_problem(file, file.parent.resolve())
    if outside:
        raise ContentError([outside])
    document = parse(read_text(file, shown), shown)
    problems = list(document.problems)
    if not isinstance(document.value, dict):
        remedy = "write id, version, title and publisher, one a line"
        fault = Problem(shown, 1, "", "does not say what bundle this is", remedy, name="missing-field")
        raise ContentError(problems or [fault])
    converter = Converter(document, shown)
    manifest = converter.convert(Manifest, document.value)
    problems += converter.problems
    if manifest is None:
        raise ContentError(problems)
    return manifest, problems


def _read_contexts(file: Path) -> tuple[Mapping[str, Expression], list[Problem]]:
    shown = str(file)
    if not file.is_symlink() and not file.exists():
        return {}, []
    outside = outside_problem(file, file.parent.resolve())
    if outside:
        return {}, [outside]
    try:
        document = parse(read_text(file, shown), shown)
    except ContentError as error:
        return {}, error.problems
    if document.value is None:
        return {}, list(document.problems)
    contexts, faults = read_contexts(document.value)
    problems = [
        Problem(shown, document.line(fault.field), fault.field, fault.message, fault.remedy, name="rule")
        for fault in faults
    ]
    return contexts, [*document.problems, *problems]
