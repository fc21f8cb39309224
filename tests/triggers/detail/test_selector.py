from __future__ import annotations

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.beyond import ALL, Beyond
from triggers.context import Detail, WindowInfo
from triggers.detail.base import Deliver, DetailSource, DetailUnavailableError, Lost
from triggers.detail.selector import Factory, choose_detail
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver


class Working:
    """A source that works and tells one thing at once."""

    name = "working"

    def start(self, deliver: Deliver, lost: Lost) -> None:
        self.lost = lost
        deliver(Detail(7, "title"))

    def look_at(self, window: WindowInfo | None, wanted: Beyond = ALL) -> None: ...

    def close(self) -> None: ...


class Failing(Working):
    def start(self, deliver: Deliver, lost: Lost) -> None:
        self.told = deliver, lost
        raise DetailUnavailableError("no bus", "install it")


def working(_loop: Loop) -> DetailSource:
    return Working()


def failing(_loop: Loop) -> DetailSource:
    return Failing()


def test_the_first_that_works_runs_and_the_others_have_their_reasons() -> None:
    got: list[Detail] = []
    candidates: list[Candidate[Factory]] = [Candidate("x", failing), Candidate("y", working)]
    choice = choose_detail(FakeLoop(), got.append, lambda *_: None, candidates)
    assert isinstance(choice.source, Working)
    assert choice.passed_over == (PassedOver("x", "no bus", "install it"),)
    assert got == [Detail(7, "title")]


def test_where_none_works_there_is_none() -> None:
    choice = choose_detail(FakeLoop(), lambda _: None, lambda *_: None, [Candidate("x", failing)])
    assert choice.source is None
    assert choice.passed_over == (PassedOver("x", "no bus", "install it"),)


def test_on_linux_without_a_session_bus_it_says_why(monkeypatch: pytest.MonkeyPatch, home: object) -> None:
    pytest.importorskip("jeepney")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    choice = choose_detail(FakeLoop(), lambda _: None, lambda *_: None)
    assert choice.source is None
    assert [one.name for one in choice.passed_over] == ["at-spi"]
    assert "no session bus" in choice.passed_over[0].reason
