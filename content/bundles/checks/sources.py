"""The text of a bundle's files, each read once, and the line that a field stands on. Not for judging them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content.cards.front_matter import split
from content.files.base import BundleFiles, read_text_of
from content.problems import ContentError
from content.strict_yaml import Document, parse

_OF_THE_BUNDLE = ("bundle.yaml", "contexts.yaml", "expect.yaml")


class Sources:
    """``texts`` by file name, sorted. The front matter of a card is taken apart when a line is asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._documents: dict[str, Document] = {}

    def line(self, file: str, field: str) -> int:
        """The line that a card's ``field`` stands on, or would; 1 when the file could not be read."""
        return self.front_matter(file).line(field) if file in self.texts else 1

    def front_matter(self, file: str) -> Document:
        """The front matter of the card in ``file``."""
        if file not in self._documents:
            fields = split(self.texts.get(file, ""), file).fields
            self._documents[file] = parse(fields or "", file, first_line=2)
        return self._documents[file]


def read_sources(files: BundleFiles) -> Sources:
    """All that people wrote in a bundle; files that are no text are left out, the reader reports them."""
    cards = (name for name in files.listed("cards").names if name.endswith(".md"))
    return Sources(dict(_texts(files, (*_OF_THE_BUNDLE, *cards))))


def _texts(files: BundleFiles, names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        if files.has(name):
            try:
                yield name, read_text_of(files, name)
            except ContentError:
                continue
