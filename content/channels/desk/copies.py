"""The last answer to what every poll asks, so that "nothing new" costs a line. Not for trust."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from content.channels.desk.records import write_own

_LONGEST_HEAD = 10_000
# A file may change twice within the second that Last-Modified counts in: RFC 9110, 8.8.2.2.
_SETTLED = timedelta(seconds=2)
# Whoever once answered in the server's place could give a date of next year, and be asked for nothing newer.
_LONGEST_USE = timedelta(days=1)
_LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class Copy:
    """What a server said last, and how to ask whether it still says so."""

    questions: Mapping[str, str]
    body: bytes


def read_copy(file: Path, address: str, now: datetime) -> Copy | None:
    """The copy in ``file`` of what ``address`` said within the last day, None when there is none."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        said = json.loads(head[:_LONGEST_HEAD])
        age = now - datetime.fromisoformat(said["kept"])
        if said["address"] != address or not timedelta(0) <= age < _LONGEST_USE:
            return None
        return Copy({str(name): str(value) for name, value in said["questions"].items()}, body)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def keep_copy(file: Path, address: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Keep what ``address`` said, in one file, so that answer and question always belong together."""
    questions = questions_after(headers)
    if questions:
        head = json.dumps({"address": address, "kept": now.isoformat(), "questions": questions})
        write_own(file, head.encode() + b"\n" + body)
    else:
        file.unlink(missing_ok=True)


def questions_after(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that ask whether the answer with these ``headers`` still holds."""
    if etag := _plain(headers.get("etag", "")):
        return {"If-None-Match": etag}
    modified = _plain(headers.get("last-modified", ""))
    changed, sent = _date(modified), _date(headers.get("date", ""))
    settled = changed is not None and sent is not None and sent - changed >= _SETTLED
    return {"If-Modified-Since": modified} if settled else {}


def validator(headers: Mapping[str, str]) -> str:
    """What tells this very file from another version of it, for If-Range; "" when nothing does."""
    etag = _plain(headers.get("etag", ""))
    if etag and not etag.startswith("W/"):
        return etag
    return questions_after(headers).get("If-Modified-Since", "")


def _plain(value: str) -> str:
    """``value`` if it can be sent back as a header, else ""."""
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALUE else ""


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
