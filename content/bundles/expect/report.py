"""What rule tests came to, as plain values with their measures. Not for running them: see run.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from content.bundles.expect.cards import StatedWindow
from content.bundles.expect.parts import Part


class Fault(StrEnum):
    """What is wrong with one card of a window."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Difference:
    """``card`` did not come, came without being expected, or came too early, ``because``…

    ``rule`` is where its rule is written, "" when it has none for this person.
    """

    fault: Fault
    card: str
    because: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one window brought. Without differences it is what was expected, or nothing was."""

    window: StatedWindow
    came: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of every window, and what no window exercised."""

    outcomes: tuple[Outcome, ...]
    unused_cards: tuple[str, ...]
    unused_parts: tuple[Part, ...]

    @property
    def stated(self) -> tuple[Outcome, ...]:
        """Those of the windows that say which cards they should bring."""
        return tuple(outcome for outcome in self.outcomes if outcome.window.cards is not None)

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Those that brought something else."""
        return tuple(outcome for outcome in self.outcomes if outcome.differences)

    @property
    def precision(self) -> float | None:
        """Of the cards that came, the share that was expected; None when none came.

        Counted over all pairs of a stated window and a card, so that every card on a screen weighs the same.
        """
        return _share(self._right, sum(len(outcome.came) for outcome in self.stated))

    @property
    def recall(self) -> float | None:
        """Of the cards that were expected, the share that came; None when none was."""
        return _share(self._right, sum(len(outcome.window.cards or ()) for outcome in self.stated))

    @property
    def _right(self) -> int:
        return sum(len(set(outcome.came) & set(outcome.window.cards or ())) for outcome in self.stated)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
