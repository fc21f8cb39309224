"""What is wrong with a setting, and where settings are kept. Not for which there are: see table.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class SettingError(Exception):
    """A setting that does not exist or cannot have that value.

    ``words`` say why and what to do, to follow the setting's name ("must be on or off"); ``name`` is empty
    when they are a sentence of their own.
    """

    def __init__(self, words: str, name: str = "") -> None:
        super().__init__(f"{name} {words}".strip())
        self.words = words


class SettingLockedError(SettingError):
    """A setting that the organisation decided for everybody at this desk."""

    def __init__(self, name: str, file: str) -> None:
        words = f"is set by your organisation (in {file}); ask whoever looks after this computer to change it"
        super().__init__(words, name)


class SettingsStore(Protocol):
    """Where settings are kept; content/memory's Memory is one."""

    def settings(self) -> Mapping[str, object]:
        """What was stored, unchecked."""

    def set_setting(self, name: str, value: object) -> None:
        """Store one setting."""

    def unset_setting(self, name: str) -> None:
        """Forget one setting."""
