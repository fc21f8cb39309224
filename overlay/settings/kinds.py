"""The kinds of settings: what a value may be, how it is stored and how it is written. No Qt, no widgets."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Kind(ABC, Generic[T]):
    """Every method but ``stored`` and ``to_text`` raises ValueError saying what a value must be."""

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What a value may be, in words that follow "must be"."""

    @abstractmethod
    def check(self, value: object) -> T:
        """``value`` as it comes out of the store or a dialog, as a ``T``."""

    @abstractmethod
    def from_text(self, text: str) -> T:
        """The value that a person wrote on the command line."""

    def from_policy(self, value: object) -> T:
        """The value that a policy file says: a text, or a list of texts where there may be several."""
        if not isinstance(value, str):
            raise self.refuse()
        return self.from_text(value)

    def stored(self, value: T) -> object:
        """``value`` as the store keeps it."""
        return value

    def to_text(self, value: T) -> str:
        """``value`` as ``from_text`` reads it."""
        return str(value)

    def refuse(self) -> ValueError:
        """The error to raise."""
        return ValueError(f"must be {self.allowed}")


@dataclass(frozen=True)
class Switch(Kind[bool]):
    """On or off."""

    @property
    def allowed(self) -> str:
        return "on or off"

    def check(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise self.refuse()
        return value

    def from_text(self, text: str) -> bool:
        meaning = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
        if text.strip().lower() not in meaning:
            raise self.refuse()
        return meaning[text.strip().lower()]

    def to_text(self, value: bool) -> str:
        return "on" if value else "off"


@dataclass(frozen=True)
class Choice(Kind[str]):
    """One of a few values; ``options`` gives each with the words that the dialog shows for it."""

    options: Mapping[str, str]

    @property
    def allowed(self) -> str:
        *others, last = self.options
        return f"{', '.join(others)} or {last}"

    def check(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise self.refuse()
        return value

    def from_text(self, text: str) -> str:
        return self.check(text.strip().lower())


@dataclass(frozen=True)
class Whole(Kind[int]):
    """A whole number between two others, both included."""

    least: int
    most: int
    unit: str

    @property
    def allowed(self) -> str:
        return f"a whole number from {self.least} to {self.most} {self.unit}"

    def check(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise self.refuse()
        return value

    def from_text(self, text: str) -> int:
        try:
            number = int(text.strip().removesuffix(self.unit).strip())
        except ValueError:
            raise self.refuse() from None
        return self.check(number)


@dataclass(frozen=True)
class Keys(Kind[str]):
    """A hotkey, or "" for none. ``canonical`` gives a chord its one spelling, raising ValueError."""

    canonical: Callable[[str], str]

    @property
    def allowed(self) -> str:
        return "keys joined by plus signs, like ctrl+alt+space, or none"

    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise self.refuse()
        if not value:
            return ""
        try:
            return self.canonical(value)
        except ValueError as error:
            raise ValueError(f"must be {self.allowed}. {error}") from error

    def from_text(self, text: str) -> str:
        return "" if text.strip().lower() in {"", "none"} else self.check(text)

    def to_text(self, value: str) -> str:
        return value or "none"


@dataclass(frozen=True)
class Folders(Kind[tuple[Path, ...]]):
    """Folders and packed bundles by their full paths. They need not exist now: a share may be away."""

    @property
    def allowed(self) -> str:
        return 'full paths of folders and .cue files, separated by ":" (";" on Windows)'

    def check(self, value: object) -> tuple[Path, ...]:
        if not isinstance(value, list | tuple):
            raise self.refuse()
        return tuple(dict.fromkeys(self._folder(folder) for folder in value))

    def from_text(self, text: str) -> tuple[Path, ...]:
        folders = (folder.strip() for folder in text.split(os.pathsep))
        return self.check([Path(folder).expanduser().absolute() for folder in folders if folder])

    def from_policy(self, value: object) -> tuple[Path, ...]:
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list) or not all(isinstance(folder, str) for folder in several):
            raise self.refuse()
        try:
            return self.check([Path(folder).expanduser() for folder in several])
        except RuntimeError:  # "~somebody", who is not here
            raise self.refuse() from None

    def stored(self, value: tuple[Path, ...]) -> list[str]:
        return [str(folder) for folder in value]

    def to_text(self, value: tuple[Path, ...]) -> str:
        return os.pathsep.join(map(str, value))

    def _folder(self, value: object) -> Path:
        if not isinstance(value, str | Path) or "\0" in str(value) or not Path(value).is_absolute():
            raise self.refuse()
        return Path(value)


@dataclass(frozen=True)
class Words(Kind[tuple[str, ...]]):
    """A few short texts, each once, whatever its capitals."""

    longest = 60
    most = 50

    @property
    def allowed(self) -> str:
        return f"words separated by commas, at most {self.most}, each of at most {self.longest} characters"

    def check(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise self.refuse()
        words: dict[str, str] = {}
        for word in map(self._word, value):
            words.setdefault(word.casefold(), word)
        if len(words) > self.most:
            raise self.refuse()
        return tuple(words.values())

    def from_text(self, text: str) -> tuple[str, ...]:
        return self.check([word for word in text.split(",") if word.strip()])

    def from_policy(self, value: object) -> tuple[str, ...]:
        return self.check([value] if isinstance(value, str) else value)

    def stored(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def to_text(self, value: tuple[str, ...]) -> str:
        return ", ".join(value)

    def _word(self, value: object) -> str:
        word = value.strip() if isinstance(value, str) else ""
        if not word or len(word) > self.longest or "," in word or not word.isprintable():
            raise self.refuse()
        return word


@dataclass(frozen=True)
class Language(Kind[str]):
    """The language of the system, or one by its code; ``canonical`` spells a code, and makes nonsense ""."""

    canonical: Callable[[str], str]

    @property
    def allowed(self) -> str:
        return "system, or the code of a language, like en or de-AT"

    def check(self, value: object) -> str:
        if value == "system":
            return "system"
        code = self.canonical(value) if isinstance(value, str) else ""
        if not code:
            raise self.refuse()
        return code

    def from_text(self, text: str) -> str:
        return self.check(text.strip().lower())


@dataclass(frozen=True)
class Hours(Kind[str]):
    """Stretches of the day, or "" for none; ``canonical`` gives them one spelling, raising ValueError."""

    canonical: Callable[[str], str]

    @property
    def allowed(self) -> str:
        return "times of day like 18:00-08:00, several separated by commas, or none"

    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise self.refuse()
        try:
            return self.canonical(value)
        except ValueError:
            raise self.refuse() from None

    def from_text(self, text: str) -> str:
        return "" if text.strip().lower() in {"", "none"} else self.check(text)

    def to_text(self, value: str) -> str:
        return value or "none"
