"""A record store on loopback, and an outbox in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.xapi.outbox import Outbox
from tests.content.xapi.examples import NOW
from tests.content.xapi.store import Store, serving
from tests.loopback import without_proxies


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    without_proxies(monkeypatch)


@pytest.fixture
def store() -> Iterator[Store]:
    with serving() as made:
        yield made


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = Outbox(tmp_path / "xapi", lambda: NOW)
    yield made
    made.close()
