"""Gives imported files names that every system can store, none of them twice. Not for judging names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from content.files.base import BundleFiles
from content.files.names import name_fault, same_name
from content.problems import ContentError

_LONGEST = 60
_NOT_WANTED = re.compile(r"[^\w.-]+|_{2,}")


def portable(text: str, otherwise: str = "card") -> str:
    """``text`` as the name of a file or folder, without an ending: letters, digits, dots and hyphens."""
    plain = unicodedata.normalize("NFC", text).encode("utf-8", "ignore").decode("utf-8")
    name = re.sub(r"-{2,}", "-", _NOT_WANTED.sub("-", plain))[:_LONGEST].strip("-._ ")
    return f"{name}-{otherwise}" if name and name_fault(f"{name}.md") else name or otherwise


class Names:
    """Hands out names, each once; ``taken`` are those that others have already."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {same_name(name) for name in taken}
        self._last: dict[str, int] = {}

    def claim(self, name: str) -> str:
        """``name`` if nobody has it, however spelled; else with a number before its ending."""
        path = PurePosixPath(name)
        key, free = same_name(name), name
        while same_name(free) in self._taken:
            self._last[key] = self._last.get(key, 1) + 1
            free = str(path.with_name(f"{path.stem}-{self._last[key]}{path.suffix}"))
        self._taken.add(same_name(free))
        return free


class MediaNames:
    """Names for pictures in a bundle that may have pictures already; the same picture keeps its name."""

    def __init__(self, there: BundleFiles) -> None:
        self._there = there
        names = [name for name in there.listed().names if name.startswith("media/")]
        self._names = Names()
        self._spelled = {same_name(name): name for name in names}

    def claim(self, name: str, data: bytes) -> tuple[str, bool]:
        """A name for the picture ``data``, and whether it is still to be written."""
        while True:
            free = self._names.claim(name)
            known = self._spelled.get(same_name(free))
            if known is None:
                return free, True
            if self._bytes(known, len(data)) == data:
                return known, False

    def _bytes(self, name: str, most: int) -> bytes:
        try:
            return self._there.read(name, most)
        except ContentError:  # larger, or not to be read: another picture for all that matters
            return b""
