"""Saves a card into a bundle that is a folder, whole or not at all. Not for reading or judging its text."""

from __future__ import annotations

import os
import re
from pathlib import Path

from content.bundles.builtin import included
from content.files.names import name_fault
from content.whole_file import write_whole

_LONGEST_NAME = 60
_NO_NAME = "card"


class SaveError(Exception):
    """A card that was not saved, because ...; what lies on the disk is what lay there before."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message, self.remedy = message, remedy


class ChangedError(SaveError):
    """The file holds something else than what the caller knows of: ask the person before it is replaced."""


def may_write(root: Path) -> bool:
    """Whether cards of the bundle at ``root`` can be edited: a folder of the person's, not a packed file."""
    return root.is_dir() and not root.is_relative_to(included()) and os.access(root, os.W_OK)


def file_for(title: str, root: Path) -> str:
    """A name in the bundle for a new card with that title ("cards/undo-a-payment.md"), free at present."""
    words = re.findall(r"[^\W_]+", title.casefold())
    stem = "-".join(words)[:_LONGEST_NAME].strip("-") or _NO_NAME
    if name_fault(f"{stem}.md"):
        stem = f"{_NO_NAME}-{stem}"
    number, name = 1, f"cards/{stem}.md"
    while os.path.lexists(root / name):
        number += 1
        name = f"cards/{stem}-{number}.md"
    return name


def present_text(root: Path, name: str) -> bytes | None:
    """What the file holds now, None when there is none. Raises SaveError."""
    try:
        return (root / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SaveError(f"{root / name} cannot be read: {error.strerror}", "check its permissions") from error


def save_card(root: Path, name: str, text: str, known: bytes | None) -> bytes:
    """Write ``text`` to the file ``name`` of the bundle and return its bytes.

    ``known`` is what the file holds as far as the caller knows, None for no file yet. Raises ChangedError
    when it holds something else, SaveError when it cannot be written; neither changes anything.
    """
    file, raw = root / name, text.encode("utf-8", "replace")
    now = present_text(root, name)
    if now not in (known, raw):
        what = "was changed by somebody else" if known is not None else "is there already"
        raise ChangedError(f"{name} {what}", "look at it before you replace it")
    # Hidden, so that a reader which comes meanwhile passes it over.
    draft = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, raw, new=draft)
    except OSError as error:
        remedy = "your text is still here: choose another bundle, or make room and save again"
        raise SaveError(f"{name} cannot be saved: {error.strerror or error}", remedy) from error
    return raw
