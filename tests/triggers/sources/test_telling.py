"""What is told is handed on; where nothing is, the reason that is known by then."""

from __future__ import annotations

from tests.triggers.fake_loop import FakeLoop
from triggers.sources.base import NothingFocused, Observation, SourceState, Unavailable
from triggers.sources.telling import Telling

SILENT = Unavailable("it is silent")
TROUBLE = Unavailable("it refuses scripts")


class Consumer:
    def __init__(self) -> None:
        self.loop = FakeLoop()
        self.states: list[SourceState] = []
        self.telling = Telling(self.loop, self._deliver, SILENT, 4.0)

    def _deliver(self, observation: Observation) -> None:
        self.states.append(observation.state)


def test_silence_is_told_with_the_reason_that_is_known() -> None:
    for trouble in (None, TROUBLE):
        consumer = Consumer()
        consumer.telling.await_word()
        consumer.telling.trouble = trouble or consumer.telling.trouble
        consumer.loop.advance(3.9)
        assert consumer.states == []
        consumer.loop.advance(0.2)
        assert consumer.states == [trouble or SILENT]


def test_who_was_told_waits_no_more() -> None:
    consumer = Consumer()
    consumer.telling.await_word()
    consumer.telling.tell(NothingFocused())
    consumer.loop.advance(10)
    assert consumer.states == [NothingFocused()]


def test_waiting_anew_forgets_the_trouble_before() -> None:
    consumer = Consumer()
    consumer.telling.await_word()
    consumer.telling.trouble = TROUBLE
    consumer.telling.await_word()
    consumer.loop.advance(5)
    assert consumer.states == [SILENT]


def test_a_bus_that_is_lost_is_the_last_word_and_closing_none() -> None:
    for lost in ("the bus has gone", ""):
        consumer = Consumer()
        consumer.telling.await_word()
        consumer.telling.close(lost)
        consumer.loop.advance(10)
        consumer.telling.tell(NothingFocused())
        assert consumer.states == ([Unavailable(lost, "Log in again.")] if lost else [])
