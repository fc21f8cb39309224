"""Desktops on which applications speak to an accessibility bus: a real one, started for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.accessibility.desktop import AccessibleSession, Following

_HERE = Path(__file__).parent
_HEAVY = ("test_office.py", "test_browsers.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.platform)
            item.add_marker(pytest.mark.accessibility)
            if item.path.name not in _HEAVY:
                item.add_marker(pytest.mark.cheap)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[AccessibleSession]:
    with AccessibleSession() as running:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.env["DBUS_SESSION_BUS_ADDRESS"])
        yield running


@pytest.fixture
def following(session: AccessibleSession) -> Iterator[Following]:
    """Our source at work in ``session``."""
    with Following() as running:
        yield running
