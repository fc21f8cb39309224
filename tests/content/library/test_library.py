"""The library as one consistent value: bundles in, cards, rules, offers and problems out."""

from __future__ import annotations

import pytest

from content.attention.cue import Loudness, Offer
from content.cards.model import Required
from content.library.library import Library
from content.problems import Problem
from tests.content.library.examples import bundle, card
from triggers.context import Context
from triggers.rules import model as rules
from triggers.rules.model import AnyOf, Expression, Field, Kind

SOFFICE: Expression = rules.Test(Field.APP, Kind.GLOB, ("soffice",))
PAYMENT: Expression = rules.Test(Field.TITLE, Kind.GLOB, ("*payment*",))
AT_WORK = Context(app="soffice", title="payment run 7")


def test_the_cards_of_all_bundles_are_found_by_id() -> None:
    library = Library([bundle("a", card("a/one", "One")), bundle("b", card("b/two", "Two"))])
    assert list(library.cards) == ["a/one", "b/two"]
    assert library.cards["b/two"].title == "Two"


def test_only_cards_with_a_condition_have_a_rule_and_it_says_where_it_was_written() -> None:
    pay = card("b/pay", "Pay", when=SOFFICE, when_line=4, required=Required.BEFORE_TASK, priority=3)
    library = Library([bundle("a", card("a/one", "One")), bundle("b", pay)])
    (rule,) = library.rules
    assert (rule.card, rule.where, rule.required, rule.priority, rule.bundle_order) == (
        "b/pay",
        "cards/b/pay.md:4",
        True,
        3,
        1,
    )


def test_offers_come_most_relevant_first_each_card_once() -> None:
    either = AnyOf((SOFFICE, PAYMENT))
    library = Library(
        [
            bundle(
                "desk",
                card("general", "General", when=either, loudness=Loudness.TAB),
                card("must", "Must", when=PAYMENT, required=Required.BEFORE_TASK, loudness=Loudness.PANEL),
                card("other", "Other", when=rules.Test(Field.APP, Kind.GLOB, ("firefox",))),
            )
        ]
    )
    offers = library.offers(AT_WORK)
    assert [offer.card for offer in offers] == ["desk/must", "desk/general"]
    assert [offer.required for offer in offers] == [True, False]
    assert [offer.loudest for offer in offers] == [Loudness.PANEL, Loudness.TAB]
    assert all(offer.because for offer in offers)
    assert all(isinstance(offer, Offer) for offer in offers)


def test_no_rule_no_offer() -> None:
    assert Library([]).offers(AT_WORK) == ()
    assert Library([bundle("desk", card("one", "One"))]).offers(AT_WORK) == ()


def test_every_rule_can_be_explained() -> None:
    library = Library([bundle("desk", card("a", "A", when=SOFFICE), card("b", "B", when=PAYMENT))])
    told = {item.rule.card: item.holds for item in library.explain(Context(app="soffice"))}
    assert told == {"desk/a": True, "desk/b": False}


def test_of_two_bundles_with_one_id_the_first_wins_and_the_second_is_a_problem() -> None:
    library = Library(
        [
            bundle("desk", card("one", "First"), root="here"),
            bundle("desk", card("one", "Second"), card("two", "Two"), root="there"),
        ]
    )
    assert [item.title for item in library.cards.values()] == ["First"]
    (problem,) = library.problems
    assert problem.file.endswith("bundle.yaml")
    assert "there" in problem.file
    assert "already used by here" in problem.message
    assert problem.remedy


def test_the_problems_of_all_bundles_are_listed_after_those_handed_in() -> None:
    def problem(file: str) -> Problem:
        return Problem(file, 1, "title", "is missing", "add it")

    library = Library([bundle("desk", problems=(problem("b.md"),))], [problem("a")])
    assert [found.file for found in library.problems] == ["a", "b.md"]


def test_the_library_cannot_be_changed() -> None:
    library = Library([bundle("desk", card("one", "One"))])
    with pytest.raises(TypeError):
        library.cards["x"] = card("x", "X")  # type: ignore[index]
