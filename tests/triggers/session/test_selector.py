"""Several sources together: what one knows counts, and what none knows is unknown, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.loop import Loop
from triggers.selection import Candidate
from triggers.session.activity import Sample
from triggers.session.base import Reading, SessionUnavailableError, Sign
from triggers.session.macos import MacSource
from triggers.session.selector import NOBODY, Factory, Session, choose_session
from triggers.session.win32 import WindowsSource


class Told:
    """Implements SessionSource and says what it is told to."""

    name = "told"

    def __init__(
        self, signs: set[Sign], present: set[Sign], unknown: Mapping[Sign, str] | None = None
    ) -> None:
        self.signs = frozenset(signs)
        self._reading = Reading(frozenset(present), unknown or {})
        self.closed = 0

    def start(self, changed: Callable[[], None]) -> None:
        changed()

    def read(self) -> Reading:
        return self._reading

    def close(self) -> None:
        self.closed += 1


def test_one_that_knows_is_enough() -> None:
    one = Told({Sign.LOCKED}, set(), {Sign.LOCKED: "it does not answer"})
    other = Told({Sign.LOCKED, Sign.IDLE}, {Sign.LOCKED})
    reading = Session([one, other]).read()
    assert reading.present == {Sign.LOCKED}
    assert not {Sign.LOCKED, Sign.IDLE} & set(reading.unknown)
    assert reading.unknown[Sign.SHARING] == NOBODY


def test_reasons_of_all_that_do_not_know() -> None:
    sources = [Told({Sign.LOCKED}, set(), {Sign.LOCKED: reason}) for reason in ("gone", "silent")]
    assert Session(sources).read().unknown[Sign.LOCKED] == "gone; silent"


def refusing(_loop: Loop) -> Told:
    raise SessionUnavailableError("not here", "go elsewhere")


def missing(_loop: Loop) -> Told:
    raise ImportError("No module named 'nothing'")


def test_what_works_is_used_and_what_does_not_is_said() -> None:
    news: list[int] = []
    works = Told({Sign.IDLE}, {Sign.IDLE})
    candidates: list[Candidate[Factory]] = [
        Candidate("a", refusing),
        Candidate("b", missing),
        Candidate("c", lambda _: works),
    ]
    session = choose_session(FakeLoop(), lambda: news.append(1), candidates)
    assert [(one.name, one.reason) for one in session.passed_over] == [
        ("a", "not here"),
        ("b", "a library is missing: No module named 'nothing'"),
    ]
    assert (session.read().present, news) == (frozenset({Sign.IDLE}), [1])
    session.close()
    assert works.closed == 1


def test_the_latest_input_that_any_source_knows_is_the_last() -> None:
    def told(input_at: float | None) -> Candidate[Factory]:
        source = Told(set(), set())
        source.read = lambda: Reading(input_at=input_at)  # type: ignore[method-assign]
        return Candidate("told", lambda _: source)

    session = choose_session(FakeLoop(), lambda: None, [told(None), told(3.0), told(2.0)])
    assert session.read().input_at == 3.0
    assert choose_session(FakeLoop(), lambda: None, [told(None)]).read().input_at is None


@pytest.mark.parametrize(
    ("state", "sign"),
    [(1, Sign.LOCKED), (2, Sign.FULL_SCREEN), (4, Sign.PRESENTING), (6, Sign.DO_NOT_DISTURB), (5, None)],
)
def test_what_windows_says(state: int, sign: Sign | None) -> None:
    source = WindowsSource(lambda: state, lambda: Sample(9.0), lambda: 0.0)
    source.start(lambda: None)
    assert source.read() == Reading(frozenset({sign} if sign else ()), input_at=-9.0)


def test_where_windows_does_not_say_nothing_is_guessed() -> None:
    source = WindowsSource(lambda: None, lambda: Sample(9.0), lambda: 0.0)
    assert source.read().unknown[Sign.PRESENTING] == "Windows does not say"
    assert source.read().present == frozenset()


def test_the_mac_says_what_its_hands_do() -> None:
    source = MacSource(lambda: Sample(0.0, is_pressed=True), lambda: 0.0)
    source.start(lambda: None)
    assert source.read().present == {Sign.DRAGGING}
    assert MacSource().read().unknown[Sign.IDLE] == "it was not started"
