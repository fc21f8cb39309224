"""Deliveries to a store that behaves, one that does not, and one that is not there. Over real connections."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.xapi.delivery import BATCH, Delivery
from content.xapi.errors import ConflictError, LaterError, RefusedError
from content.xapi.outbox import Outbox
from content.xapi.server import RecordServer
from content.xapi.standing import Standing
from tests.content.xapi.examples import ADA, NOW, numbered
from tests.content.xapi.store import Handler, Store, serving

ROOT = Path(__file__).resolve().parents[3]


def name(number: int) -> str:
    return str(uuid.UUID(int=number))


def fill(outbox: Outbox, last: int) -> None:
    outbox.take(map(numbered, range(1, last + 1)), ADA)


def run(outbox: Outbox, store: Store, now: datetime = NOW, *, at_once: bool = False) -> Standing:
    delivery = Delivery(outbox, RecordServer(store.record_store, lambda: now), lambda: now, lambda: 0.5)
    return delivery.run(at_once=at_once)


def test_all_that_waits_is_delivered_once_in_batches_and_in_order(outbox: Outbox, store: Store) -> None:
    fill(outbox, 2 * BATCH + 20)
    standing = run(outbox, store)

    assert (standing.state, standing.waiting, standing.reason) == ("active", 0, "")
    assert standing.sent == NOW.isoformat()
    assert [len(batch) for batch in store.posted] == [BATCH, BATCH, 20]
    assert list(store.statements) == [name(number) for number in range(1, 2 * BATCH + 21)]
    assert store.twice == []


def test_nothing_is_asked_where_nothing_waits(outbox: Outbox, store: Store) -> None:
    assert run(outbox, store).state == "active"
    assert store.requests == []


def test_one_bad_statement_is_found_by_halves_and_set_aside_with_the_reason(
    outbox: Outbox, store: Store
) -> None:
    fill(outbox, 40)
    store.bad = {name(13)}
    standing = run(outbox, store)

    assert (standing.state, standing.waiting, standing.aside) == ("active", 0, 1)
    assert len(store.statements) == 39
    assert len(store.posted) < 15
    [one] = outbox.aside()
    assert json.loads(one.body)["id"] == name(13)
    assert one.reason == 'refuses it (status 400), and says "one of them is bad"'
    assert store.twice == []


def test_bad_statements_at_the_head_do_not_keep_the_others(outbox: Outbox, store: Store) -> None:
    fill(outbox, BATCH * 3)
    store.bad = {name(number) for number in range(1, BATCH + 30)}
    run(outbox, store)
    assert len(store.statements) == BATCH * 2 - 29
    assert outbox.count_aside() == BATCH + 29
    assert outbox.count() == 0


def test_a_server_that_refuses_everything_costs_no_statement_and_few_requests(
    outbox: Outbox, store: Store
) -> None:
    fill(outbox, BATCH * 3)
    store.sends(400, b"go away")
    standing = run(outbox, store)

    assert (standing.state, standing.waiting, standing.aside) == ("refused", BATCH * 3, 0)
    assert 'refuses it (status 400), and says "go away"; tell whoever' in standing.reason
    assert len(store.posted) < 60
    store.answer = None
    assert run(outbox, store, at_once=True).waiting == 0
    assert len(store.statements) == BATCH * 3


def test_a_bad_statement_that_is_alone_waits_for_a_good_one_to_prove_the_server(
    outbox: Outbox, store: Store
) -> None:
    fill(outbox, 1)
    store.bad = {name(1)}
    standing = run(outbox, store)
    assert (standing.state, standing.waiting, standing.aside) == ("refused", 1, 0)

    fill(outbox, 2)
    standing = run(outbox, store, at_once=True)
    assert (standing.state, standing.waiting, standing.aside) == ("active", 0, 1)


def test_a_conflict_with_the_same_statement_is_a_delivery(outbox: Outbox, store: Store) -> None:
    """As with a server that answers 409 for all it has, even when it is the same."""
    fill(outbox, 3)
    same = json.loads(outbox.waiting(1)[0].body)
    store.statements[name(1)] = same | {"stored": "2026-05-04T09:30:00Z", "version": "1.0.3"}
    standing = run(outbox, store)

    assert (standing.state, standing.waiting, standing.aside) == ("active", 0, 0)
    assert set(store.statements) == {name(1), name(2), name(3)}


def test_a_conflict_with_another_statement_is_set_aside(outbox: Outbox, store: Store) -> None:
    fill(outbox, 3)
    theirs = json.loads(outbox.waiting(1)[0].body)
    store.statements[name(1)] = theirs | {"timestamp": "2001-01-01T00:00:00Z"}
    standing = run(outbox, store)

    assert (standing.state, standing.waiting, standing.aside) == ("active", 0, 1)
    assert "another statement of the same id" in outbox.aside()[0].reason


def test_a_part_that_arrived_before_the_connection_broke_is_not_doubled(outbox: Outbox, store: Store) -> None:
    fill(outbox, 20)

    def keep_and_break(handler: Handler) -> None:
        store.take([json.loads(one.body) for one in outbox.waiting(20)])
        handler.close_connection = True

    store.answer = keep_and_break
    assert run(outbox, store).state == "failing"
    store.answer = None
    standing = run(outbox, store, at_once=True)
    assert (standing.state, standing.waiting) == ("active", 0)
    assert len(store.statements) == 20


def test_what_is_confirmed_in_part_is_sent_again_in_part(outbox: Outbox, store: Store) -> None:
    fill(outbox, 20)

    def half(handler: Handler) -> None:
        taken = store.posted[-1][::2]
        store.statements |= {one: {} for one in taken}
        handler.say(200, json.dumps(taken).encode())

    store.answer = half
    assert run(outbox, store).waiting == 0
    assert [len(batch) for batch in store.posted] == [20, 10, 5, 2, 1]


def test_a_server_that_confirms_what_was_not_sent_is_not_believed(outbox: Outbox, store: Store) -> None:
    fill(outbox, 3)
    store.sends(200, json.dumps([name(77)]).encode())
    standing = run(outbox, store)
    assert (standing.state, standing.waiting) == ("failing", 3)
    assert "confirms other statements" in standing.reason
    assert len(store.posted) == 1


def test_being_asked_for_peace_survives_a_restart(store: Store, tmp_path: Path) -> None:
    first = Outbox(tmp_path, lambda: NOW)
    fill(first, 3)
    store.sends(429, Retry_After="600")
    standing = run(first, store)
    assert (standing.state, standing.wait) == ("failing", 600.0)
    first.close()
    store.answer = None

    second = Outbox(tmp_path, lambda: NOW)
    early = run(second, store, NOW + timedelta(seconds=300))
    assert (early.wait, early.waiting, early.state) == (300.0, 3, "failing")
    assert len(store.posted) == 1
    assert run(second, store, NOW + timedelta(seconds=601)).waiting == 0
    second.close()


def test_each_failure_waits_longer_up_to_an_hour(outbox: Outbox, store: Store) -> None:
    fill(outbox, 1)
    store.sends(503)
    waits = [run(outbox, store, at_once=True).wait for _ in range(9)]
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    standing = run(outbox, store, NOW + timedelta(hours=2))
    assert standing.since == NOW.isoformat()
    store.answer = None
    assert run(outbox, store, at_once=True).since == ""
    store.sends(500)
    outbox.take([numbered(2)], ADA)
    assert run(outbox, store).wait == 60


def test_a_clock_that_was_wrong_makes_nobody_wait_for_years(outbox: Outbox, store: Store) -> None:
    fill(outbox, 1)
    store.sends(503)
    run(outbox, store, NOW + timedelta(days=900))
    store.answer = None
    assert run(outbox, store, NOW).waiting == 0


def test_a_locked_door_is_for_a_person_to_open(outbox: Outbox, store: Store) -> None:
    fill(outbox, 60)
    store.sends(401)
    standing = run(outbox, store)
    assert (standing.state, standing.waiting) == ("refused", 60)
    assert "does not let us in (status 401); ask whoever looks after this computer" in standing.reason
    assert len(store.posted) == 1


def test_offline_loses_nothing(outbox: Outbox) -> None:
    with serving() as gone:
        pass
    fill(outbox, 5)
    standing = run(outbox, gone)
    assert (standing.state, standing.waiting) == ("failing", 5)
    assert "cannot be reached" in standing.reason


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from content.policy.model import RecordStore
from content.xapi.delivery import Delivery
from content.xapi.outbox import Outbox
from content.xapi.server import RecordServer
from tests.content.xapi.examples import ADA, numbered
now = lambda: datetime.now(UTC)
outbox = Outbox(Path(sys.argv[1]), now)
print("ready", flush=True)
outbox.take(map(numbered, range(1, 601)), ADA)
Delivery(outbox, RecordServer(RecordStore(sys.argv[2], timeout=5)), now, lambda: 0.5).run(at_once=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_in_the_middle_of_sending_loses_nothing_and_doubles_nothing(
    store: Store, tmp_path: Path
) -> None:
    arguments = [str(tmp_path), f"{store.address}/xAPI"]
    for run_number in range(4):
        asked = len(store.posted)
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, *arguments], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        ends = time.monotonic() + 20
        while len(store.posted) <= asked + run_number and time.monotonic() < ends:
            time.sleep(0.001)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert len(store.posted) >= 4

    outbox = Outbox(tmp_path, lambda: NOW)
    fill(outbox, 600)
    assert run(outbox, store, at_once=True).waiting == 0
    outbox.close()
    assert list(store.statements) == [name(number) for number in range(1, 601)]
    assert len(store.twice) <= 4 * BATCH  # the batch under way at each kill, at most


class Moody:
    """A server that keeps what it takes and fails as ``moods`` say, one for each request."""

    name = "moody"

    def __init__(self, moods: Sequence[str], bad: frozenset[int]) -> None:
        self._moods, self._bad = list(moods), {name(number) for number in bad}
        self.kept: list[str] = []

    def post(self, bodies: Sequence[str]) -> frozenset[str]:
        sent = [json.loads(body)["id"] for body in bodies]
        mood = self._moods.pop() if self._moods else ""
        if mood == "down":
            raise LaterError("is down", self.name, "")
        if self._bad & set(sent):
            raise RefusedError("refuses", self.name, "")
        if mood == "picky" and set(sent) & set(self.kept):
            raise ConflictError("has it", self.name, "")
        if mood == "half":
            sent = sent[: max(1, len(sent) // 2)]
        self.kept += [one for one in sent if one not in self.kept]
        if mood == "deaf":  # it kept them, and we never hear of it
            raise LaterError("broke the connection", self.name, "")
        return frozenset(sent)

    def statement(self, wanted: str) -> dict[str, Any] | None:
        for number in range(1, 200):
            if name(number) == wanted and wanted in self.kept:
                box = numbered(number)[1]
                from content.xapi.statement import statement

                return statement(box, ADA)
        return None


@settings(deadline=None, max_examples=50)
@given(
    st.integers(1, 130),
    st.lists(st.sampled_from(["", "down", "half", "deaf", "picky"]), max_size=12),
    st.frozensets(st.integers(1, 130), max_size=6),
)
def test_whatever_the_server_does_each_statement_ends_there_or_aside_once(
    tmp_path_factory: pytest.TempPathFactory, last: int, moods: list[str], bad: frozenset[int]
) -> None:
    outbox = Outbox(tmp_path_factory.mktemp("outbox"), lambda: NOW)
    fill(outbox, last)
    server = Moody(moods, bad)
    for _ in range(len(moods) + 2):
        Delivery(outbox, server, lambda: NOW, lambda: 0.5).run(at_once=True)

    aside = [one.id for one in outbox.aside()]
    everything = {name(number) for number in range(1, last + 1)}
    left = {one.id for one in outbox.waiting(1000)}
    assert set(server.kept) | set(aside) | left == everything
    assert len(server.kept) == len(set(server.kept))
    assert set(aside) | left <= {name(number) for number in bad}
    outbox.close()
