"""Reads the person's state whatever has become of the file. Writes nothing but names: damage is set aside."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from content.memory import codec, files
from content.memory.codec import DamagedError, NewerSchemaError
from content.memory.schema import Tables
from content.whole_file import new_of, set_aside

_LOST = (
    "What you had set cannot be read, so Sidecue remembers no cards, learns and notes nothing; "
    "switch on in the settings, under Attention and Privacy, what you want."
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read; ``repaired`` if not from the file itself, ``writable`` if the file may be written.

    ``lost_settings`` says that there were settings once and nobody can tell which.
    """

    tables: Tables
    repaired: bool
    writable: bool
    problems: tuple[str, ...]
    lost_settings: bool


def load(path: Path, now: Callable[[], datetime], *, may_write: bool) -> Loaded:
    """The tables of ``path``, of its last good copy, or empty ones; raises nothing about the files."""
    return _Recovery(path, now, may_write).load()


class _Recovery:
    def __init__(self, path: Path, now: Callable[[], datetime], may_write: bool) -> None:
        self._path, self._now, self._writable = path, now, may_write
        self._problems: list[str] = []
        self._lost_settings = False

    def load(self) -> Loaded:
        tables, repaired = None, False
        try:
            tables = _read(self._path)
        except FileNotFoundError:
            tables = self._without_file()
            repaired = tables is not None
        except NewerSchemaError as error:
            tables = self._of_newer(self._path, error)
        except DamagedError as error:
            tables, repaired = self._without_damaged(error), True
            self._lost_settings |= tables is None
        except OSError as error:
            self._leave(f"{self._path} cannot be read: {error.strerror}", "make it readable for you")
            self._lost_settings = True
        if self._lost_settings:
            self._problems.append(_LOST)
        problems = tuple(self._problems)
        return Loaded(tables or codec.empty(), repaired, self._writable, problems, self._lost_settings)

    def _without_file(self) -> Tables | None:
        """A first start, or a crash between the two renames of a write; then the new version is whole."""
        tables = self._other(new_of(self._path))
        if tables is None and (tables := self._last_good()) is not None:
            self._problems.append(f"{self._path} is missing. Sidecue went back to the last good copy.")
        return tables

    def _without_damaged(self, damage: DamagedError) -> Tables | None:
        what = f"{self._path} was damaged ({damage})"
        if not self._writable:
            self._problems.append(f"{what}; start the Sidecue app to repair it.")
            return self._last_good()
        try:
            aside = set_aside(self._path, self._now())
        except OSError as error:
            self._leave(f"{what} and cannot be set aside: {error.strerror}", "make its folder writable")
            return self._last_good()
        tables = self._last_good()
        source = "started afresh" if tables is None else "went back to the last good copy"
        self._problems.append(f"{what}. Sidecue set it aside as {aside.name} and {source}.")
        return tables

    def _last_good(self) -> Tables | None:
        return self._other(files.last_good_of(self._path))

    def _other(self, path: Path) -> Tables | None:
        """The tables of another version of the file; None if there is none that can be used."""
        try:
            return _read(path)
        except NewerSchemaError as error:
            return self._of_newer(path, error)
        except DamagedError:
            if self._writable:
                with suppress(OSError):
                    set_aside(path, self._now())
        except OSError:
            pass  # there is none, or none for us
        return None

    def _of_newer(self, path: Path, error: NewerSchemaError) -> Tables:
        """The settings and wishes of a newer version, which hold in this session."""
        self._leave(f"{path} was written by a newer Sidecue", "update Sidecue to use it")
        self._lost_settings = not error.has_settings
        return error.tables

    def _leave(self, what: str, remedy: str) -> None:
        self._writable = False
        self._problems.append(
            f"{what}. Sidecue leaves it as it is and saves nothing in this session; {remedy}."
        )


def _read(path: Path) -> Tables:
    return codec.decode(path.read_bytes())
