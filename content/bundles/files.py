"""Finds the card files of a bundle folder and refuses what must not be read. Not for reading them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from content.problems import Problem, Severity

MAX_DEPTH = 12  # folders below cards/

# What some system cannot store in a file name; a bundle travels between systems.
_NOT_PORTABLE = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))]
)


def card_files(root: Path) -> tuple[list[Path], list[Problem]]:
    """The Markdown files below ``root``/cards, sorted by name, and what is wrong with the files there."""
    problems: list[Problem] = []
    folder = root / "cards"
    outside = outside_problem(folder, root.resolve())
    if outside:
        return [], [outside]
    if not folder.is_dir():
        message = "is not a folder" if folder.exists() else "does not exist"
        remedy = "put the cards into a folder named cards"
        return [], [Problem(str(folder), 0, "", message, remedy, name="no-cards")]
    candidates = list(_walk(folder, root.resolve(), problems, 0))
    files: list[Path] = []
    first_of: dict[str, Path] = {}
    for file in candidates:
        path = file.relative_to(folder).as_posix()
        fault = _name_fault(path)
        same = first_of.setdefault(unicodedata.normalize("NFC", path).casefold(), file)
        if fault:
            problems.append(Problem(_shown(file), 0, "", fault, "rename it", name="bad-name"))
        elif same is not file:
            other = same.relative_to(folder).as_posix()
            message = f"has the same name as {other} but for small and capital letters"
            problems.append(
                Problem(_shown(file), 0, "", message, "rename one of them", name="duplicate-card")
            )
        else:
            files.append(file)
    return files, problems


def _walk(folder: Path, home: Path, problems: list[Problem], depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        message, remedy = f"cannot be read: {error.strerror}", "check the folder's permissions"
        problems.append(Problem(_shown(folder), 0, "", message, remedy, name="unreadable"))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue  # editors and version control leave these
        outside = outside_problem(path, home) if entry.is_symlink() else None
        if outside:
            problems.append(outside)
        elif entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
            yield from _walk(path, home, problems, depth + 1)
        elif entry.is_dir():
            message = "is a linked folder" if entry.is_symlink() else f"is more than {MAX_DEPTH} folders deep"
            problems.append(Problem(_shown(path), 0, "", message, "use plain folders", name="unreadable"))
        elif entry.name.endswith(".md"):
            yield path
        else:
            message, remedy = "is not a card", "name it ….md, or move it to media/"
            problems.append(Problem(_shown(path), 0, "", message, remedy, Severity.WARNING, "not-a-card"))


def _stays_inside(path: Path, home: Path) -> bool:
    try:
        return path.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # a loop of links
        return False


def outside_problem(path: Path, home: Path) -> Problem | None:
    """A problem when ``path`` is a link that leads out of ``home``, the resolved bundle folder."""
    if not path.is_symlink() or _stays_inside(path, home):
        return None
    message, remedy = "is a link that leads outside the bundle", "copy it into the bundle"
    return Problem(_shown(path), 0, "", message, remedy, name="outside-bundle")


def _name_fault(path: str) -> str:
    """Why ``path`` cannot be the name of a card everywhere, or ""."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return "has a name that is not UTF-8"
    bad = next((char for char in path if char in _NOT_PORTABLE or not char.isprintable()), None)
    if bad is not None:
        return f"has {bad!r} in its name, which not every system can store"
    for part in path.removesuffix(".md").split("/"):
        if part != part.strip(" ") or part.endswith("."):
            return "has a name with a blank or a dot at its end, which not every system can store"
        if part.partition(".")[0].upper() in _DEVICES:
            return f"is named {part}, which Windows keeps for a device"
    return ""


def _shown(path: Path) -> str:
    """The path as text that can be printed in one line, whatever bytes its name holds."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
