"""The bundles of one channel that are signed and still cannot be used. None is tried again and again.

Another version of Sidecue, which may read what this one cannot, or no longer fails over it, tries each anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from content.channels.desk.channel_folder import ChannelFolder
from content.channels.desk.errors import RefusedBundle
from content.channels.desk.records import DamagedRecordError, read_record, write_record
from content.channels.desk.rows import AsideRow, RefusalRow

# Examining a bundle may end with the process: that file is given up after so many beginnings without an end.
_MOST_TRIES = 3
_CRASHED = RefusedBundle(
    f"examining it ended the program {_MOST_TRIES} times",
    "tell the publisher, and report it to us",
)


class Refusals:
    """Kept in aside/refused.json, beside the files themselves, by the files' SHA-256. Raises OSError."""

    def __init__(self, folder: ChannelFolder, program: str) -> None:
        self._folder, self._program = folder, program
        try:
            row = read_record(folder.refused, AsideRow)
        except DamagedRecordError:
            row = None
        self._refused = row["refused"] if row else {}

    def of(self, sha256: str) -> RefusedBundle | None:
        """Why the file with this hash was set aside, None when it may be tried."""
        row = self._known(sha256)
        if row is None or (not row["ended"] and row["tries"] < _MOST_TRIES):
            return None
        return RefusedBundle(row["message"], row["remedy"]) if row["ended"] else _CRASHED

    def begin(self, sha256: str, bundle: str, version: str) -> None:
        """An examination begins, which may take this process with it."""
        before = self._known(sha256)
        tries = before["tries"] + 1 if before else 1
        crashed = tries >= _MOST_TRIES
        self._refused[sha256] = RefusalRow(
            bundle=bundle,
            version=version,
            message=_CRASHED.what if crashed else "",
            remedy=_CRASHED.remedy if crashed else "",
            tries=tries,
            ended=False,
            program=self._program,
        )
        self._write()

    def refuse(self, sha256: str, file: Path, error: RefusedBundle) -> None:
        """Set ``file`` aside."""
        self._refused[sha256] |= {"message": error.what, "remedy": error.remedy, "ended": True}
        file.replace(self._folder.aside / _name(sha256))
        self._write()

    def accept(self, sha256: str) -> None:
        """It was found good."""
        self._refused.pop(sha256, None)

    def keep_only(self, offered: Iterable[str]) -> None:
        """Forget what the channel offers no more, and everything that was found good."""
        kept = set(offered)
        self._refused = {sha256: row for sha256, row in self._refused.items() if sha256 in kept}
        names = {_name(sha256) for sha256 in self._refused}
        for file in self._folder.aside.glob("*.cue"):
            if file.name not in names:
                file.unlink(missing_ok=True)
        if self._refused or self._folder.refused.exists():
            self._write()

    def _known(self, sha256: str) -> RefusalRow | None:
        row = self._refused.get(sha256)
        return row if row is not None and row["program"] == self._program else None

    def _write(self) -> None:
        write_record(self._folder.refused, {"refused": self._refused})


def _name(sha256: str) -> str:
    return f"{sha256[:16]}.cue"
