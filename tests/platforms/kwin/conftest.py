"""What tests on KWin share: the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.kwin.keyboard import Keyboard
from tests.platforms.kwin.session import KWinSession


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[KWinSession]:
    with KWinSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        yield session


@pytest.fixture
def keyboard(desk: KWinSession) -> Iterator[Keyboard]:
    with Keyboard(desk) as made:
        yield made
