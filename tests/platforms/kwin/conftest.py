"""What tests on KWin share: the desk, its source at work, its keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.kwin.keyboard import Keyboard
from tests.platforms.kwin.session import KWinSession
from tests.platforms.watching import NOBODY, Watching
from triggers.sources.base import NothingFocused
from triggers.sources.kwin import KWinSource


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[KWinSession]:
    with KWinSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        yield session


@pytest.fixture
def keyboard(desk: KWinSession) -> Iterator[Keyboard]:
    with Keyboard(desk) as made:
        yield made


@pytest.fixture
def keys(keyboard: Keyboard) -> Keyboard:
    return keyboard


@pytest.fixture
def watching(desk: KWinSession) -> Iterator[Watching]:
    with Watching(lambda loop: KWinSource(loop, NOBODY)) as made:
        made.until_state(NothingFocused())
        yield made
