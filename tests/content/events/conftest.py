"""An event log in a folder of its own, beside a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.events.log import EventLog
from tests.content.memory.examples import Clock


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "events.db"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def log(file: Path, clock: Clock, told: list[str]) -> Iterator[EventLog]:
    made = EventLog(file, clock, lambda: told.append("told"), gather=0.01)
    yield made
    made.close()
