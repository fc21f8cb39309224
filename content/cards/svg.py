"""Judges an SVG before anything paints it: it shows only itself, and soon. Not for painting it.

An SVG is a program. It can name files and servers, and a kilobyte of shapes that repeat each other is enough
to keep a painter busy for years. What we cannot read as plain UTF-8 XML is refused, because whoever paints
it may read it differently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from content.cards.svg_parts import MAX_NESTING, EndlessError, Part, shapes_of

MAX_SHAPES = 2_000  # with every repetition written out; drawings for cards have hundreds

_OUTSIDE = "refers to something outside itself"
_TOO_MUCH = f"paints more than {MAX_SHAPES:,} shapes"
_UNREADABLE = "is not an SVG in UTF-8"
_ENCODINGS = {"", "utf-8", "us-ascii"}

_OWN_PART = re.compile(r"\s*#(.+)")
_OWN_PICTURE = re.compile(r"\s*data:image/(png|jpe?g|gif)\s*[;,]", re.IGNORECASE)
_URL = re.compile(r"url\(([^)]*)", re.IGNORECASE)
_IMPORT = re.compile(r"@import", re.IGNORECASE)


def svg_fault(data: bytes) -> str:
    """What is wrong with the SVG in ``data``, or ""."""
    try:
        return _Drawing().read(data)
    except _RefusedError as refused:
        return str(refused)
    except EndlessError:
        return _TOO_MUCH
    except (expat.ExpatError, UnicodeDecodeError):
        return _UNREADABLE


class _RefusedError(Exception):
    """The drawing must not be painted; says why."""


@dataclass(slots=True)
class _Drawing:
    """Walks the elements once; ``repeats`` are the references met so far, ``parts`` the finished elements."""

    shapes: int = 0
    repeats: list[str] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    open: list[tuple[str, int, int]] = field(default_factory=list)  # id, shapes and references before it

    def read(self, data: bytes) -> str:
        if "\0" in data.decode("utf-8"):  # UTF-16 that happens to be UTF-8 too
            return _UNREADABLE
        parser = expat.ParserCreate()
        parser.XmlDeclHandler = self._declare
        parser.EntityDeclHandler = parser.AttlistDeclHandler = self._define
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruct
        parser.buffer_text = True
        parser.Parse(data, True)
        total = shapes_of(Part(self.shapes, self.repeats), self.parts)
        return _TOO_MUCH if total > MAX_SHAPES else ""

    def _declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "").lower() not in _ENCODINGS:
            raise _RefusedError(_UNREADABLE)

    def _define(self, *_: object) -> None:
        raise _RefusedError(_OUTSIDE)

    def _instruct(self, _target: str, _data: str) -> None:
        raise _RefusedError(_OUTSIDE)  # a style sheet from elsewhere

    def _start(self, _name: str, attributes: Mapping[str, str]) -> None:
        self.open.append((attributes.get("id", ""), self.shapes, len(self.repeats)))
        self.shapes += 1
        if len(self.open) > MAX_NESTING or self.shapes > MAX_SHAPES:
            raise _RefusedError(_TOO_MUCH)
        for name, value in attributes.items():
            if name.rpartition(":")[2].lower() == "href":
                self._refer(value)
            self._style(value)

    def _end(self, _name: str) -> None:
        name, shapes, repeats = self.open.pop()
        if name:
            self.parts.setdefault(name, Part(self.shapes - shapes, self.repeats[repeats:]))

    def _text(self, text: str) -> None:
        self._style(text)

    def _style(self, text: str) -> None:
        if _IMPORT.search(text):
            raise _RefusedError(_OUTSIDE)
        for url in _URL.findall(text):
            self._refer(url.strip().strip("\"'"))

    def _refer(self, target: str) -> None:
        own = _OWN_PART.match(target)
        if own:
            self.repeats.append(own[1].strip())
        elif target.strip() and not _OWN_PICTURE.match(target):
            raise _RefusedError(_OUTSIDE)
