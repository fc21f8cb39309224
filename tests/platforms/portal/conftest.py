"""What tests with the portal share: the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.portal.session import PortalSession


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[PortalSession]:
    with PortalSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        yield session
