"""Which names the files of a bundle may have, so that every system can store them. Not for finding files."""

from __future__ import annotations

import os
import unicodedata

# What some system cannot store in a file name; a bundle travels between systems.
_NOT_PORTABLE = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    ["CON", "CONIN$", "CONOUT$", "PRN", "AUX", "NUL"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"]
)


def name_fault(name: str) -> str:
    """Why ``name``, with / between its folders, cannot be the name of a file everywhere, or ""."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "has a name that is not UTF-8"
    bad = next((char for char in name if char in _NOT_PORTABLE or not char.isprintable()), None)
    if bad is not None:
        return f"has {bad!r} in its name, which not every system can store"
    for part in name.removesuffix(".md").split("/"):
        if part != part.strip(" ") or part.endswith("."):
            return "has a name with a blank or a dot at its end, which not every system can store"
        if part.partition(".")[0].rstrip().upper() in _DEVICES:
            return f"is named {part}, which Windows keeps for a device"
    return ""


def same_name(name: str) -> str:
    """Equal for two names that some system takes for one: of other case, or composed of other characters."""
    return unicodedata.normalize("NFC", name).casefold()


def is_leftover(part: str) -> bool:
    """Whether a file or folder of this name is one that editors and version control leave."""
    return part.startswith(".") or part.endswith("~")


def printable(path: str | os.PathLike[str]) -> str:
    """The path as text that can be printed in one line, whatever bytes its name holds."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
