from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="the extra `meaning` is not installed")

import numpy as np

from content.meaning.index import MeaningIndex
from content.meaning.vectors import CardVectors, Vectors, quantised


def vectors(cards: dict[str, list[list[float]]], dimensions: int = 2) -> Vectors:
    made = [
        CardVectors(card, "en", bytes(16), tuple(quantised(place, row) for place, row in enumerate(rows)))
        for card, rows in cards.items()
    ]
    return Vectors("x", 1, dimensions, tuple(made))


def test_cards_come_in_the_order_of_their_nearest_text() -> None:
    index = MeaningIndex(
        [vectors({"a/far": [[0, 1]], "a/near": [[0, 1], [1, 0]], "a/some": [[0.8, 0.6]]})], 2
    )

    near = index.nearest(np.array([1, 0], np.float32), 5)

    assert [(one.card, one.place) for one in near] == [("a/near", 1), ("a/some", 0), ("a/far", 0)]
    assert near[0].similarity == pytest.approx(1.0, abs=0.01)
    assert near[1].similarity == pytest.approx(0.8, abs=0.01)


def test_no_more_cards_than_asked_for_and_equal_ones_by_id() -> None:
    index = MeaningIndex([vectors({"a/2": [[1, 0]], "a/1": [[1, 0]], "a/3": [[1, 0]]})], 2)

    assert [one.card for one in index.nearest(np.array([1, 0], np.float32), 2)] == ["a/1", "a/2"]
    assert index.nearest(np.array([1, 0], np.float32), 0) == []


def test_a_card_in_two_parts_counts_once() -> None:
    index = MeaningIndex([vectors({"a/1": [[0, 1]]}), vectors({"a/1": [[1, 0]]})], 2)

    assert [one.similarity > 0.9 for one in index.nearest(np.array([1, 0], np.float32), 9)] == [True]


def test_more_rows_than_are_looked_at_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.meaning.index._AT_ONCE", 3)
    cards = {f"a/{number:02}": [[1.0, 0.0]] for number in range(7)} | {"a/99": [[0.0, 1.0]]}
    index = MeaningIndex([vectors(cards)], 2)

    assert index.nearest(np.array([0, 1], np.float32), 1)[0].card == "a/99"


def test_vectors_of_other_dimensions_and_none_at_all() -> None:
    assert len(MeaningIndex([vectors({"a/1": [[1, 0, 0]]}, 3)], 2)) == 0
    assert MeaningIndex([], 2).nearest(np.array([1, 0], np.float32), 3) == []
