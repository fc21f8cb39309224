from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from triggers.loop import Handle, SelectorLoop

Pipe = tuple[socket.socket, socket.socket]


@pytest.fixture
def loop() -> Iterator[SelectorLoop]:
    made = SelectorLoop()
    yield made
    made.close()


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    ends = socket.socketpair()  # Windows cannot select on pipes
    yield ends
    for end in ends:
        end.close()


def test_timers_run_in_the_order_of_their_times(loop: SelectorLoop) -> None:
    ran: list[str] = []
    loop.call_later(0.02, lambda: ran.append("later"))
    loop.call_later(0.0, lambda: ran.append("first"))
    loop.call_later(0.0, lambda: ran.append("second"))
    assert loop.run(lambda: len(ran) == 3, 1)
    assert ran == ["first", "second", "later"]


def test_a_timer_called_off_neither_runs_nor_wakes_the_loop(loop: SelectorLoop) -> None:
    ran: list[str] = []
    turns: list[float] = []
    loop.call_later(0.02, lambda: ran.append("x")).cancel()

    def count() -> bool:
        turns.append(time.monotonic())
        return False

    loop.run(count, 0.1)
    assert ran == []
    assert len(turns) <= 2


def test_calling_off_what_already_ran_is_harmless(loop: SelectorLoop) -> None:
    ran: list[str] = []
    handle = loop.call_later(0.0, lambda: ran.append("x"))
    assert loop.run(lambda: bool(ran), 1)
    handle.cancel()
    loop.call_later(0.0, lambda: ran.append("y"))
    assert loop.run(lambda: len(ran) == 2, 1)


def test_an_action_that_schedules_itself_at_once_does_not_starve_descriptors(
    loop: SelectorLoop, pipe: Pipe
) -> None:
    read: list[bytes] = []

    def again() -> None:
        loop.call_later(0.0, again)

    again()
    loop.watch(pipe[0].fileno(), lambda: read.append(pipe[0].recv(10)))
    pipe[1].send(b"x")
    assert loop.run(lambda: bool(read), 1)


def test_a_watch_reports_until_it_is_called_off(loop: SelectorLoop, pipe: Pipe) -> None:
    reported: list[int] = []
    watch = loop.watch(pipe[0].fileno(), lambda: reported.append(1))
    pipe[1].send(b"x")
    assert loop.run(lambda: len(reported) >= 2, 1)
    watch.cancel()
    watch.cancel()
    count = len(reported)
    assert not loop.run(lambda: len(reported) > count, 0.02)


def test_a_watch_called_off_in_the_turn_it_was_ready_in_is_not_reported(
    loop: SelectorLoop, pipe: Pipe
) -> None:
    second = socket.socketpair()
    ran: list[str] = []
    watches: list[Handle] = []

    def ready(which: str) -> None:
        ran.append(which)
        for watch in watches:
            watch.cancel()

    watches.append(loop.watch(pipe[0].fileno(), lambda: ready("first")))
    watches.append(loop.watch(second[0].fileno(), lambda: ready("second")))
    pipe[1].send(b"x")
    second[1].send(b"x")
    loop.run(lambda: False, 0.05)
    for end in second:
        end.close()
    assert len(ran) == 1


def test_many_threads_hand_over_and_nothing_is_lost_or_run_elsewhere(loop: SelectorLoop) -> None:
    each, threads = 2_000, 8
    ran: list[tuple[int, int]] = []
    places: set[int] = set()

    def run(thread: int, number: int) -> None:
        ran.append((thread, number))
        places.add(threading.get_ident())

    def hand_over(thread: int) -> None:
        for number in range(each):
            loop.call_threadsafe(partial(run, thread, number))

    workers = [threading.Thread(target=hand_over, args=(thread,)) for thread in range(threads)]
    for worker in workers:
        worker.start()
    assert loop.run(lambda: len(ran) == each * threads, 20)
    for worker in workers:
        worker.join()
    assert places == {threading.get_ident()}
    for thread in range(threads):
        assert [number for who, number in ran if who == thread] == list(range(each))


@pytest.mark.parametrize("timeout", [10, float("inf")])
def test_handing_over_wakes_a_sleeping_loop(loop: SelectorLoop, timeout: float) -> None:
    ran: list[float] = []
    timer = threading.Timer(0.05, lambda: loop.call_threadsafe(lambda: ran.append(time.monotonic())))
    timer.start()
    started = time.monotonic()
    assert loop.run(lambda: bool(ran), timeout)
    timer.join()
    assert ran[0] - started < 5


def test_an_exception_leaves_the_loop_usable_with_the_rest_still_to_run(loop: SelectorLoop) -> None:
    ran: list[str] = []
    loop.call_threadsafe(lambda: ran.append("before"))
    loop.call_threadsafe(lambda: ran.append(str(int("no number"))))
    loop.call_threadsafe(lambda: ran.append("after"))
    with pytest.raises(ValueError, match="no number"):
        loop.run(lambda: False, 1)
    assert loop.run(lambda: ran == ["before", "after"], 1)


def test_run_says_when_the_time_was_up(loop: SelectorLoop) -> None:
    started = time.monotonic()
    assert not loop.run(lambda: False, 0.03)
    assert time.monotonic() - started >= 0.029  # the difference of two floats


def test_after_close_handing_over_is_harmless() -> None:
    loop = SelectorLoop()
    loop.close()
    loop.close()
    loop.call_threadsafe(lambda: pytest.fail("ran"))
