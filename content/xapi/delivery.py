"""Brings what waits in the outbox to a server: in batches, one bad statement never in the way of the others.

One run ends when all is delivered, or with the first thing that only time or a person can mend. When the next
one makes sense is noted in the outbox, so that a restart does not forget that a server asked for peace.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from content.xapi.errors import ConflictError, LaterError, LockedOutError, RefusedError
from content.xapi.outbox import Outbox, Waiting
from content.xapi.standing import ACTIVE, FAILING, REFUSED, RESTING, Standing
from content.xapi.statement import say_the_same

BATCH = 50
"""Statements in one request, some 40 kB."""
_MOST_REQUESTS = 500  # of a run
_LONGEST_RUN = 300.0  # seconds
_SUSPICIOUS = 20  # single statements refused, and none taken: then it may not be the statements
_FIRST_WAIT, _LONGEST_WAIT = 60.0, 3600.0  # seconds, doubled after each failure in between
_LONGEST_ASKED = 86_400.0  # seconds; a note that says more was written by a clock that was wrong
_REMEDY = "tell whoever looks after the server; the statements are kept"


class Server(Protocol):
    """Where statements go; server.py has the real one."""

    name: str

    def post(self, bodies: Sequence[str]) -> frozenset[str]:
        """Send statements; the ids of those that are there now."""

    def statement(self, name: str) -> dict[str, Any] | None:
        """The statement with this id, None for none."""


class Delivery:
    """Delivers from ``outbox`` to ``server``. ``now`` has a time zone; ``chance`` is from 0 to 1."""

    def __init__(
        self,
        outbox: Outbox,
        server: Server,
        now: Callable[[], datetime],
        chance: Callable[[], float],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox, self._server, self._now, self._chance = outbox, server, now, chance
        self._clock, self._ends, self._requests = clock, clock() + _LONGEST_RUN, 0
        self._beyond, self._taken = 0, 0
        self._refused: list[tuple[Waiting, str]] = []

    def run(self, *, at_once: bool = False) -> Standing:
        """Deliver what can be delivered, unless it is too early for that; how things stand then.

        ``at_once``: a person wants it now. Raises XapiError when the outbox cannot be used.
        """
        if not at_once and (early := standing_of(self._outbox, self._server.name, self._now())).wait > 0:
            return early
        failure: LaterError | RefusedError | None = None
        try:
            while self._may_go_on() and (batch := self._outbox.waiting(BATCH, self._beyond)):
                self._deliver(batch)
                self._beyond = self._next(batch)
                self._doubt()
        except LaterError as error:
            failure = error
        except RefusedError as error:
            failure = error
        return self._noted(self._judged(failure))

    def _may_go_on(self) -> bool:
        return self._requests < _MOST_REQUESTS and self._clock() < self._ends

    def _next(self, batch: Sequence[Waiting]) -> int:
        """Behind what was refused, and before what was sent and not confirmed: that is sent once more."""
        refused = {one.number for one, _ in self._refused}
        left = {one.number for one in self._outbox.waiting(len(batch), self._beyond)}
        unconfirmed = [one.number for one in batch if one.number in left - refused]
        return min(unconfirmed) - 1 if unconfirmed else batch[-1].number

    def _deliver(self, batch: Sequence[Waiting]) -> None:
        """Send ``batch``, in halves where it is refused. What is refused alone is noted in ``_refused``."""
        ahead = [list(batch)]
        while ahead and self._may_go_on():
            part = ahead.pop()
            try:
                self._send(part)
            except RefusedError as error:
                if len(part) > 1:
                    half = len(part) // 2
                    ahead += [part[half:], part[:half]]
                elif isinstance(error, ConflictError) and self._is_there(part[0]):
                    self._take(part)
                else:
                    self._refused.append((part[0], error.what))
                    self._doubt()

    def _send(self, part: Sequence[Waiting]) -> None:
        self._requests += 1
        confirmed = self._server.post([one.body for one in part])
        there = [one for one in part if one.id in confirmed]
        if not there:
            raise LaterError("confirms other statements than it was sent", self._server.name, _REMEDY)
        self._take(there)

    def _take(self, there: Sequence[Waiting]) -> None:
        self._outbox.delivered(there)
        self._taken += len(there)

    def _is_there(self, one: Waiting) -> bool:
        self._requests += 1
        theirs = self._server.statement(one.id)
        return theirs is not None and say_the_same(json.loads(one.body), theirs)

    def _doubt(self) -> None:
        """A server that took nothing and refused much is asked for the newest statement, then left alone."""
        if self._taken or len(self._refused) < _SUSPICIOUS:
            return
        newest = self._outbox.newest()
        if newest is not None and newest.number not in {one.number for one, _ in self._refused}:
            self._send([newest])  # may raise RefusedError, which ends the run

    def _judged(self, failure: LaterError | RefusedError | None) -> LaterError | RefusedError | None:
        """Set aside what was refused, once the server has shown that it takes others; what failed, if so."""
        if self._refused and self._taken:
            self._outbox.set_aside(self._refused)
            return failure if isinstance(failure, LaterError) else None
        if isinstance(failure, RefusedError) or (self._refused and failure is None):
            what = failure.what if failure is not None else self._refused[0][1]
            return RefusedError(what, self._server.name, _REMEDY)
        return failure

    def _noted(self, failure: LaterError | RefusedError | None) -> Standing:
        now = self._now()
        if failure is None:
            sent = now.isoformat(timespec="seconds") if self._taken else self._outbox.note("sent")
            self._outbox.put_notes(state=ACTIVE, reason="", failures="0", since="", until="", sent=sent)
        else:
            failures = int(self._outbox.note("failures") or 0)
            wait = min(_FIRST_WAIT * 2.0 ** min(failures, 20), _LONGEST_WAIT) * (0.75 + self._chance() / 2)
            if isinstance(failure, LaterError) and failure.retry_after is not None:
                wait = max(failure.retry_after, 1.0)
            later = isinstance(failure, LaterError) and not isinstance(failure, LockedOutError)
            self._outbox.put_notes(
                state=FAILING if later else REFUSED,
                reason=str(failure),
                failures=str(failures + 1),
                since=self._outbox.note("since") or now.isoformat(timespec="seconds"),
                until=(now + timedelta(seconds=wait)).isoformat(timespec="seconds"),
            )
        return standing_of(self._outbox, self._server.name, now)


def standing_of(outbox: Outbox, server: str, now: datetime) -> Standing:
    """What the outbox knows of its deliveries to ``server``."""
    until = _moment(outbox.note("until"))
    wait = (until - now).total_seconds() if until is not None else 0.0
    return Standing(
        state=outbox.note("state") or RESTING,
        reason=outbox.note("reason"),
        server=server,
        waiting=outbox.count(),
        aside=outbox.count_aside(),
        sent=outbox.note("sent"),
        since=outbox.note("since"),
        wait=wait if 0 < wait <= _LONGEST_ASKED else 0.0,
        problem=outbox.problem,
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
