"""Tests that run in a Python for Windows, under Wine or on Windows itself. On Linux see running.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.wine.victims import Program
from triggers.loop import SelectorLoop

_HERE = Path(__file__).parent

collect_ignore_glob = [] if sys.platform == "win32" else ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.platform)
            item.add_marker(pytest.mark.wine)


@pytest.fixture
def loop() -> Iterator[SelectorLoop]:
    running = SelectorLoop()
    yield running
    running.close()


@pytest.fixture
def program() -> Iterator[Program]:
    with Program() as running:
        yield running


@pytest.fixture
def other_program() -> Iterator[Program]:
    with Program() as running:
        yield running
