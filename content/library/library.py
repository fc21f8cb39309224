"""All cards of all active bundles with their rules, as one value that never changes. Not for searching them.

Reading a bundle again makes a new Library; whoever holds the old one keeps a consistent view.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from content.attention.cue import Offer
from content.audience.others import NO_OTHERS, Others
from content.bundles.detail_need import needs_detail
from content.bundles.model import Bundle, CardPath
from content.cards.model import Card, Required
from content.problems import Problem
from triggers.beyond import Beyond
from triggers.context import Context
from triggers.rules.matcher import Matcher
from triggers.rules.model import BEYOND_TITLE, Explanation, Match, Rule


class Library:
    """``bundles`` in their order of precedence; of two with the same id the first one wins."""

    def __init__(
        self, bundles: Sequence[Bundle], problems: Sequence[Problem] = (), others: Others = NO_OTHERS
    ) -> None:
        """``problems`` are those of folders that could not be read as a bundle at all.

        ``others`` is what was taken out of the bundles because it is not for the person.
        """
        self.others = others
        first: dict[str, Bundle] = {}
        left_out = list(problems)
        for bundle in bundles:
            if bundle.id in first:
                left_out.append(_duplicate(bundle, first[bundle.id]))
            else:
                first[bundle.id] = bundle
        self.bundles: tuple[Bundle, ...] = tuple(first.values())
        self.left_out: tuple[Problem, ...] = tuple(left_out)
        inside = (problem for bundle in self.bundles for problem in bundle.problems)
        self.problems: tuple[Problem, ...] = (*left_out, *inside)
        self.cards: Mapping[str, Card] = MappingProxyType(
            {card.id: card for bundle in self.bundles for card in bundle.cards}
        )
        self.synonyms: tuple[str, ...] = tuple(line for it in self.bundles for line in it.synonyms)
        self.paths: tuple[CardPath, ...] = tuple(self._paths())
        self.rules: tuple[Rule, ...] = tuple(_rules(self.bundles))
        self._matcher = Matcher(self.rules)

    def __reduce__(self) -> tuple[type[Library], tuple[Sequence[Bundle], Sequence[Problem], Others]]:
        """Travels between processes as its bundles; the matcher is compiled anew where it arrives."""
        return Library, (self.bundles, self.left_out, self.others)

    def _paths(self) -> Iterator[CardPath]:
        """The paths of all bundles, without the cards that are not for this person."""
        for bundle in self.bundles:
            for path in bundle.paths:
                if cards := tuple(card for card in path.cards if card in self.cards):
                    yield CardPath(path.title, cards)

    @property
    def asks_beyond_titles(self) -> bool:
        """Whether a rule asks about what only a source of detail can tell."""
        return not self._matcher.fields.isdisjoint(BEYOND_TITLE)

    @property
    def requires_beyond_titles(self) -> bool:
        """Whether a card that must be worked through never comes without a source of detail."""
        return self.asks_beyond_titles and any(
            card.required is not Required.NO and card.when is not None and needs_detail(card.when)
            for card in self.cards.values()
        )

    def wanted(self, context: Context) -> Beyond:
        """The parts of the window beyond its title that could bring or take a card."""
        return self._matcher.wanted(context)

    def match(self, context: Context) -> tuple[Match, ...]:
        """The rules that hold, in the order of docs/rules.md."""
        return self._matcher.match(context)

    def offers(self, context: Context) -> tuple[Offer, ...]:
        """The cards whose rules hold, most relevant first; each card once, by its best match."""
        offers: dict[str, Offer] = {}
        for match in self._matcher.match(context):
            card = self.cards[match.rule.card]
            offers.setdefault(card.id, Offer(card.id, match.because, match.rule.required, card.loudness))
        return tuple(offers.values())

    def missing(self, card: str) -> str:
        """Why there is no card with the id ``card`` here, in a sentence without capital and full stop."""
        if reason := self.others.cards.get(card):
            return f"the card {card} is not shown to you: {reason}"
        return f"there is no card {card}"

    def explain(self, context: Context) -> tuple[Explanation, ...]:
        """What every rule says about ``context``, those that hold and those that do not."""
        return self._matcher.explain(context)


def _rules(bundles: Sequence[Bundle]) -> Iterator[Rule]:
    for order, bundle in enumerate(bundles):
        for card in bundle.cards:
            if card.when is not None:
                yield Rule(
                    card=card.id,
                    where=f"{card.when_file or card.file}:{card.when_line}",
                    condition=card.when,
                    required=card.required is not Required.NO,
                    priority=card.priority,
                    bundle_order=order,
                )


def _duplicate(bundle: Bundle, first: Bundle) -> Problem:
    return Problem(
        file=str(bundle.root / "bundle.yaml"),
        line=0,
        field="id",
        message=f'the id "{bundle.id}" is already used by {first.root}, so this bundle is left out',
        remedy="give one of them another id, or remove one folder from the settings",
        name="duplicate-bundle",
    )
