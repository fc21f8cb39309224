"""What tests on GNOME Shell share: the desk, its source at work, its keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.gnome.session import GnomeSession
from tests.platforms.watching import NOBODY, Watching
from triggers.sources.base import NothingFocused
from triggers.sources.gnome import GnomeSource


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[GnomeSession]:
    with GnomeSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        yield session


@pytest.fixture
def keys(desk: GnomeSession) -> GnomeSession:
    return desk


@pytest.fixture
def watching(desk: GnomeSession) -> Iterator[Watching]:
    with Watching(lambda loop: GnomeSource(loop, NOBODY)) as made:
        made.until_state(NothingFocused())
        yield made
