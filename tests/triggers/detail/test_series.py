"""Questions of one sort, one at a time, and none that nobody wants any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from triggers.detail.series import Series


class Asked:
    """An Asking whose answer the test gives."""

    def __init__(self, what: str, done: Callable[[Any], None]) -> None:
        self.what, self._done, self.runs = what, done, True

    def answer(self, result: object = None) -> None:
        self.runs = False
        self._done(result)

    def cancel(self) -> None:
        self.runs = False


class Bench:
    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.told: list[str] = []
        self.series = Series(self._lead)  # type: ignore[arg-type] # the steps are words here

    def _lead(self, steps: Any, done: Callable[[Any], None]) -> Asked:
        self.asked.append(Asked(steps, done))
        return self.asked[-1]

    def later(self, what: str) -> None:
        self.series.later("sort", lambda: what, lambda _: self.told.append(what))  # type: ignore[arg-type, return-value]


def test_of_what_waits_only_the_newest_is_asked() -> None:
    bench = Bench()
    for what in ("first", "second", "third"):
        bench.later(what)
    bench.asked[0].answer()
    bench.asked[1].answer()
    assert [asked.what for asked in bench.asked] == ["first", "third"]
    assert bench.told == ["first", "third"]
    assert not bench.series.runs("sort")


def test_what_is_no_longer_wanted_after_an_answer_is_not_asked() -> None:
    bench = Bench()
    bench.series.ask("sort", "first", lambda _: bench.series.clear())  # type: ignore[arg-type]
    bench.later("second")
    bench.asked[0].answer()
    assert len(bench.asked) == 1
