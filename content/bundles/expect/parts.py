"""What tests of a bundle should exercise beside its cards: alternatives and named contexts, with lines.

Not for matching cards: a part is a condition of its own, with the ``not_when`` of its card.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from content.bundles.model import Bundle
from content.bundles.reader import CONTEXTS_FILE, read_home, read_manifest
from content.cards.front_matter import split
from content.cards.model import Card
from content.files.base import BundleFiles, read_text_of
from content.problems import ContentError
from content.strict_yaml import parse
from triggers.rules.language import read_condition
from triggers.rules.model import Expression
from triggers.rules.problems import ConditionError


class PartKind(StrEnum):
    """What sort of part it is."""

    ALTERNATIVE = "alternative"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Part:
    """One alternative of a card's ``when``, or one named context, and where it is written."""

    kind: PartKind
    name: str
    file: str
    line: int
    condition: Expression


def parts_of(bundle: Bundle, files: BundleFiles) -> list[Part]:
    """Every alternative of a rule that has several, and every named context that can be used."""
    try:
        home, _ = read_home(files, read_manifest(files)[0])
    except ContentError:
        return []
    alternatives = [
        part for card in bundle.cards if card.when for part in _alternatives(card, files, home.contexts)
    ]
    return [*alternatives, *_contexts(files, home.contexts)]


def _alternatives(card: Card, files: BundleFiles, contexts: Mapping[str, Expression]) -> Iterator[Part]:
    shown = files.shown(card.file)
    try:
        fields = split(read_text_of(files, card.file), shown).fields or ""
    except ContentError:  # it was there a moment ago
        return
    document = parse(fields, shown, first_line=2)
    data = document.value if isinstance(document.value, dict) else {}
    entries = data.get("when")
    if not isinstance(entries, list) or len(entries) < 2:
        return
    for number, entry in enumerate(entries):
        try:
            condition = read_condition(entry, data.get("not_when"), contexts)
        except ConditionError:
            continue
        name = f"when[{number}]"
        yield Part(PartKind.ALTERNATIVE, name, shown, document.line(name), condition)


def _contexts(files: BundleFiles, contexts: Mapping[str, Expression]) -> Iterator[Part]:
    if not contexts:
        return
    shown = files.shown(CONTEXTS_FILE)
    document = parse(read_text_of(files, CONTEXTS_FILE), shown)
    for name, condition in contexts.items():
        yield Part(PartKind.CONTEXT, name, shown, document.line(name), condition)
