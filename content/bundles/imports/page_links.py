"""Says what becomes of each link and image of a page that is imported. Not for finding them: see marks.py."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, unquote

from content.bundles.imports.marks import Mark
from content.bundles.imports.model import Draft
from content.bundles.imports.names import MediaNames, portable
from content.cards.target import Target
from content.cards.targets import IMAGE_ENDINGS, check_target, image_of, is_web_link, scheme_of
from content.files.base import BundleFiles
from content.problems import Severity

MOST_PICTURES = 200_000_000  # bytes of all of them together


@dataclass(frozen=True, slots=True)
class Fate:
    """``address`` is the new one, "" for none: then only words stay; ``why`` says what was lost, if so."""

    address: str = ""
    why: str = ""
    as_link: bool = False


class Links:
    """Decides for all pages of a source, and takes the pictures that they show into ``draft``."""

    def __init__(self, files: BundleFiles, cards: Mapping[str, str], draft: Draft, media: MediaNames) -> None:
        self._files = files
        self._cards = cards  # the name of a page in the source, and of its card
        self._draft = draft
        self._media = media
        self._pictures: dict[str, str] = {}  # digest and name
        self._room = MOST_PICTURES
        self.shown: set[str] = set()
        self._by_stem: dict[str, str] = {}
        for name in sorted(files.listed().names, key=lambda name: (name.count("/"), name), reverse=True):
            base = posixpath.basename(name).casefold()
            self._by_stem[base] = name
            if name in cards:
                self._by_stem[posixpath.splitext(base)[0]] = name

    def fate(self, mark: Mark, page: str, line: int) -> Fate:
        """What becomes of ``mark``, which stands in ``line`` of the file ``page``."""
        if mark.is_wiki:
            found = self._wiki(mark.address, page)
            if mark.is_image and found in self._cards:
                return self._card(found, mark.address, page, "a note shown within another becomes a link")
        elif mark.is_image and is_web_link(mark.address) and scheme_of(mark.address) != "mailto":
            return Fate(
                mark.address, "pictures from the network are never shown; it is a link now", as_link=True
            )
        elif is_web_link(mark.address):
            return Fate(mark.address)
        elif scheme_of(mark.address) or mark.address.startswith("\\"):
            return Fate(why="cards may not lead there")
        else:
            found = self._find(mark.address, page)
        if mark.is_image:
            return self._picture(found, page, line)
        if found in self._cards:
            return self._card(found, mark.address, page)
        part = mark.address.startswith("#")
        if part:
            return Fate(why="cards have no links to their own parts")
        return Fate(
            why="cards lead to the web and to other cards only" if found else "no such file was imported"
        )

    def _find(self, address: str, page: str) -> str:
        path = unquote(address.partition("#")[0].partition("?")[0])
        if not path or "\0" in path:
            return ""
        folder = posixpath.dirname(page)
        for place in ("",) if path.startswith("/") else (folder, ""):
            for ending in ("", ".md", ".markdown"):
                found = self._files.find(path.lstrip("/") + ending, place)
                if found:
                    return found
        return ""

    def _wiki(self, address: str, page: str) -> str:
        path = address.partition("#")[0].strip()
        found = self._find(quote(path), page)
        return found or self._by_stem.get(posixpath.basename(path).casefold(), "")

    def _card(self, found: str, address: str, page: str, why: str = "") -> Fate:
        path = posixpath.relpath(self._cards[found], posixpath.dirname(self._cards[page]))
        part = address.partition("#")[2]
        lost = f"it led to the part “{part[:60]}”; now it leads to the card" if part else ""
        return Fate(path, why or lost, as_link=bool(why))

    def _picture(self, found: str, page: str, line: int) -> Fate:
        if not found:
            return Fate(why="no such file in the source")
        if not found.lower().endswith(IMAGE_ENDINGS):
            return Fate(why=f"only {', '.join(IMAGE_ENDINGS)} are shown")
        self.shown.add(found)
        image = image_of(quote(found), "", self._files)
        if image is None:
            target = Target(quote(found), line, True, "-")
            faults = check_target(target, "", self._files, page)
            errors = [fault.message for fault in faults if fault.severity is Severity.ERROR]
            return Fate(why=errors[0].rpartition("” ")[2] if errors else "it cannot be shown")
        digest = sha256(image.data).hexdigest()
        if digest not in self._pictures:
            if len(image.data) > self._room:
                return Fate(why=f"the pictures have more than {MOST_PICTURES:,} bytes together")
            self._room -= len(image.data)
            stem, ending = posixpath.splitext(posixpath.basename(found))
            wanted = f"media/{portable(stem, 'picture')}{ending.lower()}"
            name, is_new = self._media.claim(wanted, image.data)
            self._pictures[digest] = name
            if is_new:
                self._draft.media[name] = image.data
            else:
                self._draft.there[name] = image.data
        depth = self._cards[page].count("/")
        return Fate("../" * depth + self._pictures[digest])
