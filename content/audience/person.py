"""Who sits at the desk, as far as cards are addressed to somebody. Not for deciding what they see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypeGuard

from content.language_codes import spelled


@dataclass(frozen=True, slots=True)
class Person:
    """``roles`` and ``languages`` (most wanted first), and ``os``: linux, macos or windows.

    What is empty is not known, and no card is left out on its account.
    """

    roles: tuple[str, ...] = ()
    os: str = ""
    languages: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """This as JSON can carry it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Person:
        """The person of ``as_json``. Raises ValueError for anything else."""
        roles, system, languages = data.get("roles"), data.get("os"), data.get("languages")
        if not (_are_words(roles) and isinstance(system, str) and _are_words(languages)):
            raise ValueError("is no person: roles, os and languages are wanted")
        return cls(tuple(roles), system, spelled(languages))


EVERYONE = Person()


def _are_words(value: object) -> TypeGuard[list[str] | tuple[str, ...]]:
    return isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)
