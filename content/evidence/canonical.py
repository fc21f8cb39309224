"""The one way in which evidence is written as JSON, and its SHA-256. Not for what stands in it.

Keys sorted, no blanks, ASCII alone: the same value gives the same bytes on every system, and what was changed
in as little as a blank gives others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

Plain = str | int | Sequence[str]


def canonical(fields: Mapping[str, Plain]) -> bytes:
    """``fields`` as one line of JSON, without the line end."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def sha256(raw: bytes) -> str:
    """The SHA-256 of ``raw`` as 64 hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def parsed(raw: bytes, kinds: Mapping[str, type]) -> dict[str, Plain]:
    """The fields in ``raw``: exactly those of ``kinds``, each of its kind (``list``: of texts).

    Raises ValueError, which says what is wrong.
    """
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ValueError("is no JSON") from error
    if not isinstance(value, dict):
        raise ValueError("is no group of fields")  # noqa: TRY004 - one error for all that is read
    if isinstance(value.get("format"), int) and value["format"] > FORMAT:
        raise ValueError("says that a newer Sidecue wrote it")
    if value.keys() != kinds.keys():
        raise ValueError(f"has other fields than {', '.join(kinds)}")
    for name, kind in kinds.items():
        # By type, because True is no number here.
        if type(value[name]) is not kind or (kind is list and not all(type(it) is str for it in value[name])):
            raise ValueError(f"{name} is not what belongs there")
    return value


FORMAT = 1
"""The number of the format; a change of what the fields mean makes it 2."""
