"""One run over a few cards, with an engine that always says the same."""

from __future__ import annotations

from pathlib import Path

from content.cards.model import Card, CardKind, Prose
from tests.bench.search_quality.__main__ import figures, run
from tests.bench.search_quality.queries import TUNE, Query
from tests.bench.search_quality.tables import by_kind, misses, steps

_QUERY = Query("what says yes", "question", TUNE, ("b/yes",), ("Say `yes`",))
_GONE = Query("what is gone", "question", TUNE, ("b/gone",), ("Go",))


def _card(id_: str, markdown: str) -> Card:
    return Card(id_, id_, CardKind.NOTE, (Prose(markdown, markdown),), "b", "B", "", Path())


def test_a_query_whose_cards_are_not_there_is_left_out_and_the_rest_is_judged() -> None:
    cards = [_card("b/yes", "- Say `yes`:\n\n`yes`"), _card("b/no", "No.")]
    outcomes = run(
        cards, [_QUERY, _GONE], {"ours": lambda _cards, _limit: lambda _query: [("b/yes", "Say yes:")]}
    )
    found = figures(outcomes, TUNE)
    assert found["ours"]["all"]["queries"] == 1
    assert found["ours"]["question"] == {
        "queries": 1,
        "mrr": 1.0,
        "recall": 1.0,
        "step": 1.0,
        "step_of_right": 1.0,
    }
    assert "| question | 1 | 1.000 | 1.000 |" in by_kind(found)
    assert "| ours | 1.000 | 1.000 |" in steps(found)
    assert "what says yes" not in misses(outcomes["ours"])


def test_what_went_wrong_is_listed() -> None:
    cards = [_card("b/yes", "- Say `yes`:\n\n`yes`"), _card("b/no", "No.")]
    outcomes = run(cards, [_QUERY], {"ours": lambda _cards, _limit: lambda _query: [("b/no", "No.")]})
    assert "| what says yes | question | - | wrong |" in misses(outcomes["ours"])
