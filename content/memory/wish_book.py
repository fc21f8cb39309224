"""Writes down what the person asked for about cards. Not for deciding by it: see content/attention."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from content.attention.cue import Wishes
from content.memory.rows import Rows
from content.memory.schema import WishRow
from content.memory.wish import Wish, WishKind

# A wish from a time that has not come yet was made while the clock was wrong, unless it is only off by the
# time zone, as on a machine that starts two systems.
_CLOCK_SLACK = timedelta(days=1)


class WishBook:
    """Writes wishes down and takes them back."""

    def __init__(self, rows: Rows[WishRow], now: Callable[[], datetime]) -> None:
        self._rows, self._now = rows, now
        self._told: tuple[datetime, datetime | None, Wishes] | None = None
        self._wishes = self._read()

    def add(
        self,
        kind: WishKind,
        card: str,
        app: str = "",
        until: datetime | None = None,
        *,
        required: bool = False,
    ) -> None:
        """Write a wish down, in place of the same one made before. ``until`` must carry a time zone."""
        self._forget_past()
        since = self._now().astimezone(UTC)
        row: WishRow = {
            "kind": kind,
            "card": card,
            "app": app.casefold(),
            "since": since,
            "until": until.astimezone(UTC) if until else None,
            "required": required,
        }
        self._rows.put(_key(kind, card, app), row)
        self._wishes = self._read()

    def remove(self, kind: WishKind, card: str, app: str = "") -> None:
        """Take a wish back; harmless if it was never made."""
        self._rows.remove([_key(kind, card, app)])
        self._wishes = self._read()

    def all(self) -> tuple[Wish, ...]:
        """The wishes that hold now, in the order in which they were made."""
        now = self._now()
        return tuple(wish for wish in self._wishes if holds(wish.since, wish.until, now))

    def for_policy(self) -> Wishes:
        """The wishes that hold now, as the attention policy reads them."""
        now = self._now()
        if self._told is not None:
            since, until, told = self._told
            if since <= now and (until is None or now < until):
                return told  # asked for with each window; a thousand wishes take a while to gather
        wishes = self.all()
        told = Wishes(
            never=frozenset(wish.card for wish in wishes if wish.kind is WishKind.NEVER),
            not_here=frozenset((wish.card, wish.app) for wish in wishes if wish.kind is WishKind.NOT_HERE),
            snoozed={wish.card: wish.until for wish in wishes if wish.until is not None},
            though_required=frozenset(
                (wish.kind.value, wish.card, wish.app) for wish in wishes if wish.required
            ),
        )
        self._told = now, min(told.snoozed.values(), default=None), told
        return told

    def _read(self) -> list[Wish]:
        self._told = None
        return [
            Wish(row["kind"], row["card"], row["app"], row["since"], row["until"], row.get("required", False))
            for _, row in self._rows.all()
        ]

    def _forget_past(self) -> None:
        """Not by the clock alone: one wish while it is ahead must not end all snoozes."""
        rows, now = self._rows.all(), self._now()
        last = max((row["since"] for _, row in rows if row["since"] <= now - _CLOCK_SLACK), default=now)
        self._rows.remove(key for key, row in rows if not holds(row["since"], row["until"], last))


def holds(since: datetime, until: datetime | None, now: datetime) -> bool:
    """Whether something asked for at ``since`` and meant to last until ``until`` still holds at ``now``."""
    return until is None or (since <= now + _CLOCK_SLACK and now < until)


def _key(kind: WishKind, card: str, app: str) -> str:
    return f"{kind}\n{card}\n{app.casefold()}"  # no id and no app has a line break in it
