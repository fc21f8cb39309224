"""The one owner of what Sidecue remembers about this person. Holds keys, ids and times.

A table of contents: progress, wishes, recent cards, pins, past searches, what is missing, what is learned,
feedback, settings and the pause, each in a module or a few lines of its own, all in one memory.json
(docs/state.md). One thread uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from content.attention.cue import Wishes
from content.cards.done import all_ticked, is_done
from content.cards.model import Card
from content.memory.feedback import FeedbackBook
from content.memory.learned import Learned
from content.memory.lock import FolderLock
from content.memory.missing import Missing, MissingList
from content.memory.order import Order
from content.memory.outcomes import OutcomeBook
from content.memory.pins import Pins
from content.memory.progress import Progress
from content.memory.queries import Queries
from content.memory.recent import Recent
from content.memory.rows import MemoryDB, Rows
from content.memory.schema import (
    DoneRow,
    FeedbackRow,
    KnowledgeRow,
    MissingRow,
    OrderRow,
    OutcomeRow,
    PauseRow,
    PinRow,
    ProgressRow,
    QueryRow,
    RecentRow,
    ReviewDayRow,
    SettingRow,
    SettingValue,
    WishRow,
)
from content.memory.shape import ShapeError, shaped
from content.memory.storage import AtomicJSONStorage, Schedule
from content.memory.wish import Wish, WishKind
from content.memory.wish_book import WishBook, holds


class Memory:
    """``clock`` tells the person's local time with its zone; ``folder`` is made if it is missing.

    ``schedule`` is asked to call back a little later when something must be saved; without it every change
    is saved at once. With ``read_only`` (for a command beside the running app) no lock is taken and nothing
    on disk is touched. Raises StateInUseError when another process owns ``folder``.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        schedule: Schedule | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self._clock = clock
        self._lock: FolderLock | None = None
        if not read_only:
            with suppress(OSError):  # the first write will say what is wrong with the folder
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = FolderLock(folder / "memory.lock")
        self._storage = AtomicJSONStorage(folder / "memory.json", clock, schedule, read_only=read_only)
        database = MemoryDB(storage=lambda: self._storage)
        self._progress = Progress(Rows[ProgressRow](database, "progress"), clock)
        self._wishes = WishBook(Rows[WishRow](database, "wishes"), clock)
        self._recent = Recent(Rows[RecentRow](database, "recent"), clock)
        self.outcomes = OutcomeBook(Rows[OutcomeRow](database, "outcomes"))
        self._pins = Pins(Rows[PinRow](database, "pins"))
        self._missing = MissingList(Rows[MissingRow](database, "missing"), clock)
        self._queries = Queries(Rows[QueryRow](database, "queries"))
        self.learned = Learned(
            Rows[KnowledgeRow](database, "knowledge"),
            Rows[DoneRow](database, "done"),
            Rows[ReviewDayRow](database, "review_days"),
            clock,
        )
        self.feedback = FeedbackBook(Rows[FeedbackRow](database, "feedback"), clock, self._storage.flush_both)
        self.order = Order(Rows[OrderRow](database, "order"), clock)
        self._settings = Rows[SettingRow](database, "settings")
        self._pause = Rows[PauseRow](database, "pause")

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the file or the folder, in plain words; empty when all is well."""
        return self._storage.problems

    @property
    def lost_settings(self) -> bool:
        """Whether there were settings once that cannot be read: nobody knows what the person wants."""
        return self._storage.lost_settings

    def now(self) -> datetime:
        """The person's local time, with its zone."""
        return self._clock()

    def ticked(self, card: Card) -> frozenset[str]:
        """The keys of the items ticked in the present day, visit or for good, as the card says."""
        return self._progress.ticked(card)

    def tick(self, card: Card, key: str, done: bool) -> None:
        """Tick an item or take its tick back."""
        self._progress.tick(card, key, done)

    def step(self, card: Card) -> int:
        """The step of a guide the person has reached, 0 for none yet."""
        return self._progress.step(card)

    def reach_step(self, card: Card, number: int) -> None:
        """The person is at step ``number`` of a guide; 0 starts over."""
        self._progress.reach_step(card, number)

    def is_done(self, card: Card) -> bool:
        """Whether ``card`` is worked through in the present day, visit or for good, as the card says."""
        return is_done(card, self.ticked(card), self.step(card))

    def all_ticked(self, card: Card) -> bool:
        """Whether every item of ``card`` is ticked; False without items."""
        return all_ticked(card, self.ticked(card))

    def new_visit(self, card: Card) -> None:
        """A visit to the card's context begins: what counts per visit starts afresh."""
        self._progress.new_visit(card)

    def wishes(self) -> Wishes:
        """The person's wishes as the attention policy reads them."""
        return replace(self._wishes.for_policy(), outcomes=self.outcomes.records)

    def wish_list(self) -> tuple[Wish, ...]:
        """The wishes that hold now, for the settings to list and undo."""
        return self._wishes.all()

    def snooze(self, card: str, until: datetime, *, required: bool = False) -> None:
        """Keep ``card``, which is ``required`` or not, back until then; ``until`` carries a time zone."""
        self._wishes.add(WishKind.SNOOZE, card, until=until, required=required)

    def not_here(self, card: str, app: str, *, required: bool = False) -> None:
        """Keep ``card`` back in ``app``."""
        self._wishes.add(WishKind.NOT_HERE, card, app, required=required)

    def never(self, card: str, *, required: bool = False) -> None:
        """Keep ``card`` back everywhere."""
        self._wishes.add(WishKind.NEVER, card, required=required)

    def forget_wish(self, card: str, kind: WishKind, app: str = "") -> None:
        """Undo one wish; harmless if it was never made."""
        self._wishes.remove(kind, card, app)

    def pause(self, until: datetime | None) -> None:
        """Stay silent until then, also after a restart; None ends the pause."""
        self._pause.remove(["pause"])
        if until is not None:
            since = self._clock().astimezone(UTC)
            self._pause.put("pause", {"since": since, "until": until.astimezone(UTC)})

    def paused_until(self) -> datetime | None:
        """Until when the person wants silence; None when they don't."""
        row = self._pause.get("pause")
        return row["until"] if row and holds(row["since"], row["until"], self._clock()) else None

    def opened(self, card: str) -> None:
        """The person opened ``card``; not called when they switched the history off."""
        self._recent.opened(card)

    def recent(self, limit: int) -> tuple[str, ...]:
        """The cards opened last, latest first."""
        return self._recent.cards(limit)

    def uses(self) -> Mapping[str, float]:
        """For the cards opened how much and how lately, from 0 to 1 (recent.py)."""
        return self._recent.uses()

    def times_opened(self, card: str) -> int:
        """How often ``card`` was opened."""
        return self._recent.count(card)

    def forget_history(self) -> None:
        """Forget which cards were opened, and in which order, also in the last good copy on disk."""
        self._recent.clear()
        self.order.clear()
        self._storage.flush_both()

    def forget_learned(self) -> None:
        """Forget what is known, completed, ticked and how panels ended, also in older copies on disk."""
        self.learned.clear()
        self.outcomes.clear()
        self._progress.clear()
        self._storage.flush_both()

    def pin(self, card: str) -> None:
        """Keep ``card`` at the top of the palette."""
        self._pins.pin(card)

    def unpin(self, card: str) -> None:
        """Take that back; harmless if it was never pinned."""
        self._pins.unpin(card)

    def pins(self) -> tuple[str, ...]:
        """The pinned cards, first pinned first."""
        return self._pins.cards()

    def searched(self, query: str) -> None:
        """The person opened a card with ``query``; called only when they turned on that it is kept."""
        self._queries.add(query)

    def searches(self) -> tuple[str, ...]:
        """The searches kept, latest first."""
        return self._queries.all()

    def forget_searches(self) -> None:
        """Forget what was searched for, also in the last good copy on disk."""
        if self._queries.all():
            self._queries.clear()
            self._storage.flush_both()

    def note_missing(self, query: str) -> None:
        """The person asks to have ``query`` noted as something that no card says."""
        self._missing.note(query)

    def missing(self) -> tuple[Missing, ...]:
        """What was noted as missing, oldest first."""
        return self._missing.all()

    def forget_missing(self, query: str) -> None:
        """Take one out of that list, also in the last good copy on disk."""
        self._missing.remove(query)
        self._storage.flush_both()

    def settings(self) -> dict[str, object]:
        """A copy of the settings as they were stored, unchecked: overlay/settings/table.py checks them."""
        return {name: row["value"] for name, row in self._settings.all()}

    def set_setting(self, name: str, value: object) -> None:
        """Store a setting; ``value`` is a bool, int, str or list of str, or TypeError is raised."""
        try:
            stored: SettingValue = shaped(value, SettingValue)
        except ShapeError as error:
            raise TypeError(f"setting {name}: {error}") from error
        self._settings.put(name, {"value": stored})

    def unset_setting(self, name: str) -> None:
        """Forget a setting, so that its default holds again."""
        self._settings.remove([name])

    def flush(self) -> None:
        """Save now what has changed."""
        self._storage.flush()

    def close(self) -> None:
        """Save, and let the folder go; may be called twice."""
        self._storage.close()
        if self._lock is not None:
            self._lock.close()
