"""Tells which files are one card in several languages, and reads them so. Not for picking one: see audience.

``cards/refund.de.md`` is ``cards/refund.md`` in German, if ``bundle.yaml`` lists the language de.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from content.cards.model import Card
from content.cards.reader import Home, examine
from content.cards.variant import examine_variant
from content.files.base import BundleFiles
from content.language_codes import canonical
from content.problems import Problem, Severity, at_most
from content.share import Share, at_once

MAX_PROBLEMS = 5_000
"""Most problems of one bundle that are told in full; of each further card it is the first one."""

_ENDING = ".md"


@dataclass(frozen=True, slots=True)
class Family:
    """The files of one card: its own, "" for none, and the others by language in the bundle's order."""

    own: str = ""
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Cards:
    """What was read of a bundle's card files so far."""

    cards: list[Card] = field(default_factory=list)
    variants: list[Card] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, problems: Sequence[Problem]) -> None:
        """Add what was found in one file."""
        self.problems += at_most(max(1, MAX_PROBLEMS - len(self.problems)), problems)


def read_cards(names: Sequence[str], languages: Sequence[str], home: Home, share: Share = at_once) -> Cards:
    """Every usable card of the files ``names`` in every language, and every problem.

    ``share`` does a piece of work on several parts of a list, and gives what came of each, in their order.
    """

    def work(part: Sequence[tuple[str, Family]]) -> Cards:
        read = Cards()
        for stem, family in part:
            _read_family(stem, family, home, read)
        return read

    listed = tuple(map(canonical, languages))
    found = families(names, listed)
    read, *others = share(work, list(found.items()))
    for other in others:
        read.cards += other.cards
        read.variants += other.variants
        read.problems += other.problems
    read.problems += _unlisted(found, listed, home.files)
    return read


def families(names: Sequence[str], languages: Sequence[str]) -> dict[str, Family]:
    """The files ``names`` put together by card; the key is a name without language and ending."""
    own: dict[str, str] = {}
    others: dict[str, dict[str, str]] = {}
    for name in names:
        stem, language = _parted(name)
        if language in languages:
            others.setdefault(stem, {})[language] = name
        else:
            own[name.removesuffix(_ENDING)] = name
    ordered = {
        stem: {language: files[language] for language in languages if language in files}
        for stem, files in others.items()
    }
    return {stem: Family(own.get(stem, ""), ordered.get(stem, {})) for stem in sorted({*own, *others})}


def _read_family(stem: str, family: Family, home: Home, read: Cards) -> None:
    """A card that is taken away for an error is so in every language."""
    others = dict(family.others)
    if family.own:
        reading = examine(family.own, home)
        card = reading.card
    else:
        language, name = next(iter(others.items()))
        del others[language]
        reading = examine(name, home)
        card_id = f"{home.bundle}/{stem.removeprefix('cards/')}"
        card = reading.card and replace(reading.card, id=card_id, language=language)
        read.problems.append(_alone(home.files.shown(name), f"{stem}{_ENDING}"))
    read.tell(reading.problems)
    if card is None:
        return
    read.cards.append(card)
    for language, name in others.items():
        variant = examine_variant(name, language, card, home)
        read.tell(variant.problems)
        if variant.card is not None:
            read.variants.append(variant.card)


def _parted(name: str) -> tuple[str, str]:
    """The name without language and ending, and the code in it ("" for none)."""
    stem, dot, code = name.removesuffix(_ENDING).rpartition(".")
    return (stem, canonical(code)) if dot and not stem.endswith("/") and "/" not in code else (name, "")


def _alone(shown: str, missing: str) -> Problem:
    message, remedy = (
        f"is one language of a card, but there is no {missing}",
        f"name it {missing}, or add that",
    )
    return Problem(shown, 0, "", message, remedy, Severity.WARNING, "variant-alone")


def _unlisted(found: Mapping[str, Family], listed: Sequence[str], files: BundleFiles) -> list[Problem]:
    """Cards of their own that look like another card in a language that the bundle does not have."""
    problems = []
    for family in found.values():
        stem, code = _parted(family.own) if family.own else ("", "")
        if code and code not in listed and stem in found:
            message = f"looks like {stem}{_ENDING} in the language {code}, which bundle.yaml does not list"
            remedy = f"add {code} to languages in bundle.yaml, or rename the file"
            problems.append(
                Problem(files.shown(family.own), 0, "", message, remedy, Severity.WARNING, "variant-unlisted")
            )
    return problems
