"""A public collection in TREC form, read from a few lines of it."""

from __future__ import annotations

from tests.bench.search_quality.trec import Collection, documents, judgements, measure


def test_documents_and_judgements() -> None:
    cards = documents(
        "<DOC>\n<DOCNO>1</DOCNO>\nbinary  circuits\ncount\n</DOC>\n<DOC>\n<DOCNO>22</DOCNO>\nx\n</DOC>\n"
    )
    assert [(card.id, card.title) for card in cards] == [("vaswani/1", ""), ("vaswani/22", "")]
    assert judgements("1 0 22 1\n1 0 3 0\n2 0 1 1\n") == {"1": {"vaswani/22"}, "2": {"vaswani/1"}}


def test_the_measures_are_the_means_over_the_queries() -> None:
    relevant = {"1": frozenset({"a"}), "2": frozenset({"b"})}
    collection = Collection((), {"1": "one", "2": "two"}, relevant)
    found = measure(collection, lambda _cards, _limit: lambda _query: [("a", ""), ("b", "")])
    assert found == {"map": 0.75, "mrr": 0.75, "recall": 1.0}
