"""Turns a folder of Markdown pages into cards. Not for one page: see page.py; nor for writing."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from content.bundles.imports.card_text import as_title, card_text
from content.bundles.imports.foreign_fields import read_page
from content.bundles.imports.model import Draft
from content.bundles.imports.names import MediaNames, Names, portable
from content.bundles.imports.page import PageReader
from content.bundles.imports.page_links import Links
from content.bundles.imports.pieces import lines_to_do, pieces
from content.cards.reader import MAX_CARD_BYTES
from content.files.base import BundleFiles, read_text_of
from content.problems import ContentError
from content.progress import Progress

ENDINGS = (".md", ".markdown")
MOST_PIECES = 20


@dataclass(frozen=True, slots=True)
class Source:
    """The pages among the files of a folder."""

    files: BundleFiles
    pages: Sequence[str]
    others: Sequence[str]


def import_pages(source: Source, media: MediaNames, draft: Draft, progress: Progress) -> None:
    """Add a card for every page to ``draft``; ``media`` are the names that pictures have already."""
    names = Names()
    cards = {page: names.claim(_card_name(page)) for page in source.pages}
    links = Links(source.files, cards, draft, media)
    for number, page in enumerate(source.pages):
        progress.step(number, len(source.pages), page)
        _import_page(page, cards[page], source.files, links, names, draft)
    for other in source.others:
        if other not in links.shown:
            why = "it is no Markdown, and no picture that a page shows"
            draft.lose((source.files.shown(other), 0), "the file", why, "import-file")
    progress.step(len(source.pages), len(source.pages), "")


def _card_name(page: str) -> str:
    parts = [portable(part, "folder") for part in posixpath.dirname(page).split("/") if part]
    stem = posixpath.splitext(posixpath.basename(page))[0]
    return "/".join(["cards", *parts, f"{portable(stem)}.md"])


def _import_page(page: str, name: str, files: BundleFiles, links: Links, names: Names, draft: Draft) -> None:
    shown = files.shown(page)
    try:
        text = read_text_of(files, page, MAX_CARD_BYTES)
    except ContentError as error:
        draft.losses += error.problems
        return
    split = read_page(text, shown, draft)
    said = PageReader(page, shown, links, draft).read(split)
    if not said.body.strip():
        draft.lose((shown, 0), "the page", "it has no text", "import-file")
        return
    stem = posixpath.splitext(posixpath.basename(page))[0]
    own = str(split.fields.pop("title", "")) or as_title(said.title)
    title = own or as_title(stem.replace("-", " ").replace("_", " ")) or "Untitled"
    folders = [folder for folder in PurePosixPath(page).parent.parts if folder != "."]
    fields = {"title": title, **split.fields, "keywords": split.fields.get("keywords") or folders}
    parts = pieces(said.body)
    if len(parts) > MOST_PIECES:
        what = f"{lines_to_do(said.body):,} items or steps on one page"
        draft.lose((shown, 0), what, "that is a list of data, no card", "import-file")
        return
    if len(parts) > 1:
        what = f"{lines_to_do(said.body)} items or steps on one card"
        draft.lose(
            (shown, 0), what, f"hardly anyone finishes that; they are {len(parts)} cards now", "import-length"
        )
    for number, part in enumerate(parts, 1):
        ending = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        file = name if number == 1 else names.claim(f"{name.removesuffix('.md')}-{number}.md")
        draft.cards[file] = card_text(
            {**fields, "title": f"{title[: 120 - len(ending)].strip()}{ending}"}, part
        )
