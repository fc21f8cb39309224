"""One acknowledgement, and how it stands in a line of the log. Not for whether the lines belong together.

An entry holds ids, keys, hashes and times. The reason is the only text in it, and the person's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from content.cards.model import Card, Prose
from content.evidence.canonical import FORMAT, Plain, canonical, parsed, sha256

NOTHING_BEFORE = "0" * 64
"""Stands for the hash of the entry before in the first one."""

_SIGNED_AS = b"sidecue evidence entry\n"  # so that no signature can stand for something else
_KINDS: dict[str, type] = {
    "before": str,
    "bundle_version": str,
    "card": str,
    "content": str,
    "desk": str,
    "format": int,
    "how": str,
    "items": list,
    "number": int,
    "of": int,
    "offset": str,
    "reason": str,
    "signature": str,
    "utc": str,
}


class How(StrEnum):
    """What became of a required card."""

    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a person did with a required card.

    ``at`` has a time zone; ``items`` are the keys of the ticked items, ``of`` says how many there were, and
    ``content`` is the hash of what they said (``content_of``). ``reason`` is "" for what was done.
    """

    at: datetime
    card: str
    bundle_version: str
    content: str
    items: tuple[str, ...]
    of: int
    how: How
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An acknowledgement in the log: its number from 1, whose desk's, and the hash of the line before."""

    number: int
    desk: str
    before: str
    acknowledged: Acknowledgement
    signature: str = ""

    def message(self) -> bytes:
        """What the signature is made of."""
        fields = self._fields()
        del fields["signature"]
        return _SIGNED_AS + canonical(fields)

    def line(self) -> bytes:
        """The entry as it stands in the log, without the line end."""
        return canonical(self._fields())

    def _fields(self) -> dict[str, Plain]:
        said = self.acknowledged
        return {
            "before": self.before,
            "bundle_version": said.bundle_version,
            "card": said.card,
            "content": said.content,
            "desk": self.desk,
            "format": FORMAT,
            "how": said.how.value,
            "items": list(said.items),
            "number": self.number,
            "of": said.of,
            "offset": _offset(said.at),
            "reason": said.reason,
            "signature": self.signature,
            "utc": _utc(said.at),
        }


def signed(entry: Entry, sign: Callable[[bytes], str]) -> Entry:
    """``entry`` with the signature that ``sign`` makes."""
    return Entry(entry.number, entry.desk, entry.before, entry.acknowledged, sign(entry.message()))


def read_entry(line: bytes) -> Entry:
    """The entry in a line without its end. Raises ValueError, which says what is wrong with the line."""
    fields = parsed(line, _KINDS)
    try:
        said = Acknowledgement(
            at=_time(str(fields["utc"]), str(fields["offset"])),
            card=str(fields["card"]),
            bundle_version=str(fields["bundle_version"]),
            content=str(fields["content"]),
            items=tuple(fields["items"]),  # type: ignore[arg-type]  # a list of texts: see parsed
            of=int(fields["of"]),  # type: ignore[arg-type]
            how=How(str(fields["how"])),
            reason=str(fields["reason"]),
        )
    except (ValueError, OverflowError) as error:
        raise ValueError(f"is no entry: {error}") from error
    number, desk, before = int(fields["number"]), str(fields["desk"]), str(fields["before"])  # type: ignore[arg-type]
    entry = Entry(number, desk, before, said, str(fields["signature"]))
    if entry.line() != line:
        raise ValueError("is not written as Sidecue writes it")
    return entry


def content_of(card: Card) -> str:
    """The SHA-256 of what the card asks for: its items, or all it says where there is nothing to tick."""
    texts = [item.text for item in card.items]
    if not texts:
        texts = [part.markdown if isinstance(part, Prose) else part.text for part in card.parts]
    return sha256(canonical({"texts": texts}))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _offset(at: datetime) -> str:
    minutes = (at.utcoffset() or timedelta()) // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _time(utc: str, offset: str) -> datetime:
    at = datetime.fromisoformat(utc)  # thrice as fast as strptime; the caller compares the line
    if at.tzinfo is None:
        raise ValueError(f'"{utc}" has no zone')
    sign = {"+": 1, "-": -1}[offset[0]] if offset[:1] in ("+", "-") else 0
    hours, _, minutes = offset[1:].partition(":")
    if not sign or not (hours + minutes).isdecimal():
        raise ValueError(f'"{offset}" is no offset')
    return at.astimezone(timezone(sign * timedelta(hours=int(hours), minutes=int(minutes))))
