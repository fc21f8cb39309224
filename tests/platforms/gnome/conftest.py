"""What tests on GNOME Shell share: the desk, and the markers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.gnome.session import GnomeSession


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("platform")
            item.add_marker("gnome")


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[GnomeSession]:
    with GnomeSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        yield session
