"""The measures, on rankings whose values anyone can work out."""

from __future__ import annotations

import pytest

from tests.bench.search_quality.metrics import Outcome, average_precision, first_right, outcome, summary


def test_the_rank_is_that_of_the_first_right_card() -> None:
    assert first_right(["a", "b", "c"], {"b", "c"}) == 2
    assert first_right(["a", "b"], {"z"}) == 0
    assert first_right([], {"z"}) == 0


def test_a_right_card_beyond_the_first_ten_counts_as_not_found() -> None:
    ranking = [(f"wrong{number}", "") for number in range(10)] + [("right", "")]
    assert outcome(ranking, {"right"}).rank == 0


def test_an_answer_is_right_when_it_contains_a_judged_line() -> None:
    assert outcome([("a", "run it every 10 minutes:")], {"a"}, {"every 10 minutes"}) == Outcome(1, True)
    assert outcome([("a", "run it daily")], {"a"}, {"every 10 minutes"}) == Outcome(1, False)


def test_the_right_line_of_a_wrong_card_is_no_answer() -> None:
    assert outcome([("b", "every 10 minutes"), ("a", "")], {"a"}, {"every 10 minutes"}) == Outcome(2, False)


def test_without_a_judged_line_nothing_is_said_about_the_answer() -> None:
    assert outcome([("a", "whatever")], {"a"}).answered is None


def test_average_precision_counts_what_was_not_found() -> None:
    assert average_precision(["a", "x", "b"], {"a", "b"}) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(["a"], {"a", "b"}) == pytest.approx(0.5)
    assert average_precision([], {"a"}) == 0
    assert average_precision(["a"], set()) == 0


def test_the_summary_of_some_queries() -> None:
    found = summary([Outcome(1, True), Outcome(2, False), Outcome(1, False), Outcome(6), Outcome(0)])
    assert found.queries == 5
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 + 1 / 6 + 0) / 5)
    assert found.recall == pytest.approx(3 / 5)
    assert found.step == pytest.approx(1 / 3)
    assert found.step_of_right == pytest.approx(1 / 2)


def test_the_summary_of_no_queries() -> None:
    assert summary([]).step is None
    assert summary([Outcome(1)]).step_of_right is None
