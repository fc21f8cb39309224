"""What the person thinks of cards, kept for them alone until they share it. Not for counting it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from content.memory.rows import Rows
from content.memory.schema import FeedbackRow

LONGEST = 500  # characters of the free text


@dataclass(frozen=True, slots=True)
class Feedback:
    """On one card: ``helpful`` is None while that was not said, ``text`` one line in the person's words."""

    card: str
    helpful: bool | None = None
    outdated: bool = False
    text: str = ""
    at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said any more."""
        return self.helpful is None and not self.outdated and not self.text


class FeedbackBook:
    """One entry a card. ``for_good`` is called after erasing, to rid the disk of older copies."""

    def __init__(
        self, rows: Rows[FeedbackRow], now: Callable[[], datetime], for_good: Callable[[], None]
    ) -> None:
        self._rows, self._now, self._for_good = rows, now, for_good

    def on(self, card: str) -> Feedback:
        """What was said about ``card``, perhaps nothing."""
        row = self._rows.get(card)
        return _feedback(card, row) if row else Feedback(card)

    def rate(self, card: str, helpful: bool) -> None:
        """``card`` was helpful or not; the same once more takes that back."""
        said = self.on(card)
        self._put(replace(said, helpful=None if said.helpful is helpful else helpful))

    def outdated(self, card: str, outdated: bool) -> None:
        """What ``card`` says is no longer so, or is after all."""
        self._put(replace(self.on(card), outdated=outdated))

    def write(self, card: str, text: str) -> None:
        """A line about ``card`` in place of the one before; an empty one takes it back.

        Raises ValueError when it has more than ``LONGEST`` characters.
        """
        line = " ".join(text.split())
        if len(line) > LONGEST:
            raise ValueError(f"has {len(line)} characters; shorten it to {LONGEST}")
        self._put(replace(self.on(card), text=line))

    def all(self) -> tuple[Feedback, ...]:
        """Everything said, in the order in which it was first said."""
        return tuple(_feedback(card, row) for card, row in self._rows.all())

    def erase(self, card: str = "") -> int:
        """Forget what was said about ``card``, or all of it, on the disk too; how many entries that were."""
        gone = [it.card for it in self.all() if card in ("", it.card)]
        self._rows.remove(gone)
        self._for_good()  # also what cannot be read any more, and was set aside
        return len(gone)

    def _put(self, said: Feedback) -> None:
        if said.is_empty:
            self._rows.remove([said.card])
            return
        row: FeedbackRow = {
            "helpful": said.helpful,
            "outdated": said.outdated,
            "text": said.text,
            "at": self._now().astimezone(UTC),
        }
        self._rows.put(said.card, row)


def _feedback(card: str, row: FeedbackRow) -> Feedback:
    return Feedback(card, row["helpful"], row["outdated"], row["text"], row["at"])
