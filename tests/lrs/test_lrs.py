"""Statements on their way to a real Learning Record Store, and what it finds when it judges them."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from content.events.event import Event, Happening
from content.xapi.delivery import Delivery
from content.xapi.outbox import Outbox
from content.xapi.server import RecordServer
from content.xapi.standing import Standing
from content.xapi.statement import say_the_same, statement
from tests.content.xapi.examples import ADA, EVENTS, NOW, WORDS, event, numbered
from tests.lrs.lrs import Lrs, free_port, judged, running

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="it is installed by a shell script"),
    pytest.mark.timeout(300),  # the first run installs it
]


@pytest.fixture(scope="module")
def lrs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lrs]:
    with running(tmp_path_factory.mktemp("lrs")) as made:
        yield made


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = Outbox(tmp_path / "xapi", lambda: NOW)
    yield made
    made.close()


def run(outbox: Outbox, lrs: Lrs, now: datetime = NOW) -> Standing:
    delivery = Delivery(outbox, RecordServer(lrs.record_store, lambda: now), lambda: now, lambda: 0.5)
    return delivery.run(at_once=True)


def fresh(number: int) -> list[tuple[int, Event]]:
    """Rows of a log with ids that no other test has."""
    return [(row, replace(numbered(row)[1], id=str(uuid.uuid4()))) for row in range(1, number + 1)]


def every_kind() -> list[Event]:
    """One event for each happening with each word that a detail can be."""
    plain = [event(what, "" if what is Happening.SEARCHED else "desk/undo") for what in Happening]
    worded = [event(what, **{name: word}) for what in Happening for name in WORDS for word in WORDS[name]]
    return [*plain, *worded, event(Happening.COMPLETED, seconds=12.5), event(Happening.SEARCHED, letters=9)]


def kept(lrs: Lrs, events: list[Event]) -> dict[str, dict[str, Any]]:
    """What the LRS has of ``events``, by id; fails on any that it has twice."""
    wanted = {one.id for one in events}
    found = [one for one in lrs.statements() if one["id"] in wanted]
    assert len(found) == len({one["id"] for one in found})
    return {one["id"]: one for one in found}


def test_the_lrs_takes_every_kind_of_event_and_has_it_as_we_said_it(outbox: Outbox, lrs: Lrs) -> None:
    events = every_kind()
    outbox.take(enumerate(events, start=1), ADA)
    standing = run(outbox, lrs)

    assert (standing.state, standing.waiting, standing.aside) == ("active", 0, 0)
    there = kept(lrs, events)
    for happened in events:
        assert say_the_same(statement(happened, ADA), there[happened.id])


def test_sending_again_doubles_nothing(tmp_path: Path, outbox: Outbox, lrs: Lrs) -> None:
    rows = fresh(120)
    outbox.take(rows[:70], ADA)
    assert run(outbox, lrs).waiting == 0

    again = Outbox(tmp_path / "again", lambda: NOW)  # as after a disk that was restored from a copy
    again.take(rows, ADA)
    assert run(again, lrs).waiting == 0
    again.close()
    assert len(kept(lrs, [one for _, one in rows])) == 120


def test_a_bad_statement_costs_itself_alone(outbox: Outbox, lrs: Lrs) -> None:
    rows = fresh(30)
    outbox.take(rows, ADA)
    bad = outbox.waiting(30)[11]
    broken = json.dumps({**json.loads(bad.body), "verb": "opened"})
    outbox._database.execute("UPDATE waiting SET body = ? WHERE number = ?", (broken, bad.number))
    standing = run(outbox, lrs)

    assert (standing.state, standing.waiting, standing.aside) == ("active", 0, 1)
    assert len(kept(lrs, [one for _, one in rows])) == 29
    [aside] = outbox.aside()
    assert aside.id == bad.id
    assert "status 422" in aside.reason


def test_another_statement_with_the_same_id_is_set_aside(outbox: Outbox, lrs: Lrs, tmp_path: Path) -> None:
    rows = fresh(3)
    outbox.take(rows, ADA)
    assert run(outbox, lrs).waiting == 0
    changed = [(1, replace(rows[0][1], card="desk/other")), *rows[1:]]

    again = Outbox(tmp_path / "again", lambda: NOW)
    again.take([*changed, (4, event())], ADA)
    standing = run(again, lrs)
    assert (standing.state, standing.waiting, standing.aside) == ("active", 0, 1)
    assert again.aside()[0].id == rows[0][1].id
    again.close()


def test_a_wrong_key_loses_nothing(outbox: Outbox, lrs: Lrs, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.key"
    wrong.write_text("desk:wrong")
    rows = fresh(4)
    outbox.take(rows, ADA)
    standing = run(outbox, replace(lrs, key=wrong))
    assert (standing.state, standing.waiting) == ("refused", 4)
    assert "does not let us in (status 401)" in standing.reason
    assert run(outbox, lrs).waiting == 0
    assert len(kept(lrs, [one for _, one in rows])) == 4


def test_what_happens_while_it_is_down_arrives_after_its_restart(tmp_path: Path, outbox: Outbox) -> None:
    folder, port = tmp_path / "lrs", free_port()
    rows = fresh(9)
    with running(folder, port) as lrs:
        outbox.take(rows[:3], ADA)
        assert run(outbox, lrs).waiting == 0
    outbox.take(rows[:6], ADA)
    assert (run(outbox, lrs).state, outbox.count()) == ("failing", 3)
    outbox.close()

    reopened = Outbox(tmp_path / "xapi", lambda: NOW)
    reopened.take(rows, ADA)
    with running(folder, port) as lrs:
        assert run(reopened, lrs).state == "active"
        assert len(kept(lrs, [one for _, one in rows])) == 9
    reopened.close()


def test_the_models_of_the_lrs_find_nothing_wrong_and_bite() -> None:
    """Its pydantic models judge more strictly than the server does. Some 300 events in one process."""
    drawn: list[Event] = []

    @settings(
        max_examples=200,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(EVENTS, min_size=1, max_size=2))
    def draw(some: list[Event]) -> None:
        drawn.extend(some)

    draw()
    good = [json.dumps(statement(happened, ADA)) for happened in [*every_kind(), *drawn]]
    wrong = json.dumps({**json.loads(good[0]), "result": {"duration": "42s"}})
    strange = json.dumps({**json.loads(good[0]), "title": "Undo"})

    *verdicts, of_wrong, of_strange = judged([*good, wrong, strange])
    assert len(verdicts) == len(good) > 300
    assert set(verdicts) == {"fine"}
    assert of_wrong.startswith("refused")
    assert of_strange.startswith("refused")
