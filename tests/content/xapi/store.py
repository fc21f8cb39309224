"""A real HTTP server that keeps statements as xAPI says, and can misbehave. The real LRS is in tests/lrs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from content.policy.model import RecordStore
from tests.loopback import Answering, listening


@dataclass
class Store:
    """What it has, what it was asked, and how it answers; ``bad`` are ids of statements that it refuses."""

    address: str = ""
    statements: dict[str, Any] = field(default_factory=dict)
    posted: list[list[str]] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)
    twice: list[str] = field(default_factory=list)
    answer: Callable[[Handler], None] | None = None
    """Answers in place of it until it is None again."""

    @property
    def record_store(self) -> RecordStore:
        """As a policy names it."""
        return RecordStore(f"{self.address}/xAPI", timeout=5)

    def sends(self, status: int, body: bytes = b"", **headers: str) -> None:
        """From now on it answers so, whatever it is asked."""
        self.answer = lambda handler: handler.say(status, body, **headers)

    def take(self, statements: list[Any]) -> tuple[int, bytes]:
        """All of them or none."""
        if any(one["id"] in self.bad for one in statements):
            return 400, b"one of them is bad"
        for one in statements:
            if self.statements.get(one["id"], one) != one:
                return 409, b""
        self.twice += [one["id"] for one in statements if one["id"] in self.statements]
        self.statements |= {one["id"]: one for one in statements}
        return 200, json.dumps([one["id"] for one in statements]).encode()


class Handler(Answering):
    """Answers for its ``store``."""

    store: Store

    def do_POST(self) -> None:
        self._note()
        statements = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.store.posted.append([one["id"] for one in statements])
        if self.store.answer is not None:
            self.store.answer(self)
        else:
            self.say(*self.store.take(statements))

    def do_GET(self) -> None:
        self._note()
        if self.store.answer is not None:
            self.store.answer(self)
            return
        [wanted] = parse_qs(urlsplit(self.path).query)["statementId"]
        found = self.store.statements.get(wanted)
        self.say(200 if found else 404, json.dumps(found).encode())

    def _note(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.store.requests.append((self.command, self.path, headers))


@contextmanager
def serving() -> Iterator[Store]:
    """A store that runs while the block does."""
    store = Store()
    with listening(Handler, store=store) as store.address:
        yield store
