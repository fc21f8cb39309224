"""Reads one keyboard shortcut manifest in the format of PowerToys and WinGet. Not for writing cards of it.

The format: microsoft/PowerToys, doc/specs/WinGet Manifest Keyboard Shortcuts schema.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from content.bundles.imports.card_text import one_line
from content.bundles.imports.model import Draft
from content.bundles.imports.shortcut_keys import chord, key_name
from content.strict_yaml import Document

MAX_SHORTCUTS = 2_000  # the largest manifests list two hundred

_MODIFIERS = ("Win", "Ctrl", "Alt", "Shift")
_OF_APP = ("PackageName", "Name", "WindowFilter", "BackgroundProcess", "Shortcuts")
_OF_SECTION = ("SectionName", "Properties")
_OF_SHORTCUT = ("Name", "Description", "Recommended", "Shortcut")
_MARKER = re.compile(r"^<([^<>]*)>\s*")
_KNOWN_MARKERS = ("taskbar1-9",)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What to press, "then" between what is pressed one after the other, and what that does."""

    name: str
    keys: str
    description: str = ""
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Shortcuts under one heading."""

    name: str
    shortcuts: tuple[Shortcut, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The shortcuts of one app; ``window_filter`` is its process, "*" for every one, "" when not usable."""

    package: str
    name: str
    window_filter: str
    sections: tuple[Section, ...]


class ManifestReader:
    """Reads the document of one file; what cannot be carried over goes to ``draft``."""

    def __init__(self, document: Document, shown: str, draft: Draft) -> None:
        self._document = document
        self._shown = shown
        self._draft = draft
        self._left = MAX_SHORTCUTS

    def read(self) -> Manifest | None:
        """The manifest; None when the document is none."""
        value = self._document.value
        if not isinstance(value, dict) or not isinstance(value.get("Shortcuts"), list):
            self._lose(
                "", "is no keyboard shortcut manifest", "it has no list named Shortcuts", "import-file"
            )
            return None
        package = self._text(value, "PackageName", "")
        if not package:
            self._lose(
                "PackageName", "is missing", "without it nobody knows whose keys these are", "import-file"
            )
            return None
        self._unknown(value, _OF_APP, "")
        if self._flag(value, "BackgroundProcess", "") and value.get("WindowFilter") != "*":
            why = "cards show beside the window that is active"
            self._lose("BackgroundProcess", "shortcuts that work from the background", why, "import-field")
        name = self._text(value, "Name", "") or package.lstrip("+").partition(".")[2].replace(".", " ")
        return Manifest(
            package, name or package, self._filter(value), tuple(self._sections(value["Shortcuts"]))
        )

    def _filter(self, value: dict[str, object]) -> str:
        process = self._text(value, "WindowFilter", "")
        if process != "*" and (not process or re.search(r"[*?/\\\[\]{}|]", process)):
            why = "it is no name of a program; the cards are found by search only"
            self._lose("WindowFilter", f'"{process[:60]}"', why, "import-field")
            return ""
        return process

    def _sections(self, sections: list[object]) -> Iterator[Section]:
        for number, section in enumerate(sections):
            place = f"Shortcuts[{number}]"
            if not isinstance(section, dict) or not isinstance(section.get("Properties"), list):
                self._lose(
                    place, "a section without shortcuts", "it has no list named Properties", "import-field"
                )
                continue
            self._unknown(section, _OF_SECTION, place)
            name = self._text(section, "SectionName", place)
            marker = _MARKER.match(name)
            if marker and marker[1].lower() not in _KNOWN_MARKERS:
                why = "the format asks to leave out special sections that are not known"
                self._lose(f"{place}.SectionName", f"the section {name[:60]}", why, "import-field")
                continue
            shortcuts = tuple(self._shortcuts(section["Properties"], place))
            if shortcuts:
                yield Section(_MARKER.sub("", name) or "General", shortcuts)

    def _shortcuts(self, properties: list[object], place: str) -> Iterator[Shortcut]:
        for number, entry in enumerate(properties):
            where = f"{place}.Properties[{number}]"
            if self._left == 0:
                why = f"more than {MAX_SHORTCUTS:,} shortcuts of one app are nothing that people read"
                self._lose(where, "this shortcut and all that follow", why, "import-shortcut")
                return
            name = self._text(entry, "Name", where) if isinstance(entry, dict) else ""
            keys = self._keys(entry.get("Shortcut"), f"{where}.Shortcut") if isinstance(entry, dict) else ""
            if not isinstance(entry, dict) or not name or not keys:
                shown = f"“{name[:60]}”" if name else "a shortcut without a name"
                why = "it has no keys that can be named" if name else "nobody could tell what it does"
                self._lose(where, shown, why, "import-shortcut")
                continue
            self._unknown(entry, _OF_SHORTCUT, where)
            self._left -= 1
            recommended = self._flag(entry, "Recommended", where)
            yield Shortcut(name, keys, self._text(entry, "Description", where), recommended)

    def _keys(self, chords: object, place: str) -> str:
        """All chords in words, "" when one of them cannot be named."""
        named = (
            [self._chord(part, f"{place}[{n}]") for n, part in enumerate(chords)] if _is_list(chords) else []
        )
        return " then ".join(named) if all(named) else ""

    def _chord(self, part: object, place: str) -> str:
        if not isinstance(part, dict):
            return ""
        self._unknown(part, (*_MODIFIERS, "Keys"), place)
        modifiers = [name for name in _MODIFIERS if self._flag(part, name, place)]
        given = part.get("Keys")
        keys = (
            [key_name(key or "") if isinstance(key, str | None) else None for key in given]
            if _is_list(given)
            else []
        )
        if None in keys:
            self._lose(
                f"{place}.Keys", "a key code without a name", "its shortcut is left out", "import-shortcut"
            )
            return ""
        return one_line(chord(modifiers, [key for key in keys if key]))[:100]

    def _text(self, value: dict[str, object], field: str, place: str) -> str:
        text = value.get(field)
        if isinstance(text, str | None):
            return one_line(text or "")[:500]
        self._lose(_join(place, field), "is no text", "a text is needed here", "import-field")
        return ""

    def _flag(self, value: dict[str, object], field: str, place: str) -> bool:
        text = value.get(field)
        said = text.lower() if isinstance(text, str) else "" if text is None else "?"
        if said not in ("", "true", "false"):
            self._lose(
                _join(place, field), "is neither true nor false", "it is taken for false", "import-field"
            )
        return said == "true"

    def _unknown(self, value: dict[str, object], known: tuple[str, ...], place: str) -> None:
        for field in value:
            if field not in known:
                self._lose(
                    _join(place, field), "is not carried over", "cards have nothing like it", "import-field"
                )

    def _lose(self, place: str, what: str, why: str, name: str) -> None:
        self._draft.lose((self._shown, self._document.line(place)), what, why, name, place)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _join(place: str, field: str) -> str:
    return f"{place}.{field}" if place else field
