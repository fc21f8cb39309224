"""A store that keeps settings in memory, in the place of the person's own."""

from __future__ import annotations

import pytest


class FakeStore:
    """Implements SettingsStore."""

    def __init__(self, **stored: object) -> None:
        self.stored = dict(stored)

    def settings(self) -> dict[str, object]:
        return dict(self.stored)

    def set_setting(self, name: str, value: object) -> None:
        self.stored[name] = value

    def unset_setting(self, name: str) -> None:
        self.stored.pop(name, None)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()
