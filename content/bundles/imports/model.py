"""What an import brings: the files of a bundle and what could not be carried over. Not for writing them."""

from __future__ import annotations

from dataclasses import dataclass, field

from content.problems import Problem, Severity


@dataclass(slots=True)
class Draft:
    """The files that an import makes, by their names in the bundle, and every loss, found so far."""

    cards: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    there: dict[str, bytes] = field(default_factory=dict)  # pictures that the bundle has already
    losses: list[Problem] = field(default_factory=list)

    def lose(self, where: tuple[str, int], what: str, why: str, name: str, place: str = "") -> None:
        """Note that something in ``where`` (file, line) is not, or not as it was, in the draft."""
        self.losses.append(Problem(*where, place, what, why, Severity.WARNING, name))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has done: the files it added, and all that could not be carried over."""

    added: tuple[str, ...]
    losses: tuple[Problem, ...]

    @property
    def cards(self) -> int:
        """How many of the added files are cards."""
        return sum(name.startswith("cards/") for name in self.added)
