"""Checks what a policy file says of a setting against the table. Not for reading the file."""

from __future__ import annotations

from content.policy.reader import WrongSettingError
from overlay.settings.errors import SettingError
from overlay.settings.table import SEARCHES, find


def check(name: str, value: object) -> object:
    """``value`` as the store keeps it. Raises WrongSettingError."""
    try:
        setting = find(name)
    except SettingError as error:
        message, _, remedy = error.words.partition("; ")
        raise WrongSettingError(message, remedy) from None
    example = setting.kind.to_text(setting.default)
    remedy = f"write for example {example}" if example else "see docs/settings.md"
    try:
        good = setting.kind.from_policy(value)
        if setting is SEARCHES and good:
            raise WrongSettingError("is for each person to switch on", "write off, or leave it out")
        return setting.kind.stored(good)
    except ValueError as error:
        raise WrongSettingError(str(error), remedy) from None
