"""What tests on GNOME Shell share: the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.gnome.session import GnomeSession


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[GnomeSession]:
    with GnomeSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        yield session
