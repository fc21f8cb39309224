"""Desktops on which applications speak to an accessibility bus: a real one, started for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.accessibility.desktop import AccessibleSession, Following
from tests.platforms.accessibility.wayland import AccessibleSway, Joined

_HERE = Path(__file__).parent
_HEAVY = ("test_office.py", "test_browsers.py", "test_wayland_apps.py")


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
def sway(monkeypatch: pytest.MonkeyPatch) -> Iterator[AccessibleSway]:
    """The same under Wayland."""
    with AccessibleSway() as running:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.env["DBUS_SESSION_BUS_ADDRESS"])
        yield running


@pytest.fixture
def joined(sway: AccessibleSway) -> Iterator[Joined]:
    """Our sources at work in ``sway``."""
    with Joined(sway) as running:
        yield running


@pytest.fixture
def following(session: AccessibleSession) -> Iterator[Following]:
    """Our source at work in ``session``."""
    with Following() as running:
        yield running
