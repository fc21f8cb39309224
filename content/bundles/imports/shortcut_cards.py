"""Turns keyboard shortcut manifests into cards that are short enough to read. Not for reading manifests.

An app gets one card beside its window. When it has too many shortcuts for that, the card keeps the
recommended ones and links to one card a section, found by search: docs/decisions/0020-imported-cards.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from content.bundles.imports.card_text import as_title, card_text, plain
from content.bundles.imports.model import Draft
from content.bundles.imports.names import Names, portable
from content.bundles.imports.shortcut_manifest import Manifest, ManifestReader, Section, Shortcut
from content.files.base import BundleFiles
from content.language_codes import canonical
from content.problems import ContentError
from content.progress import Progress
from content.strict_yaml import parse
from content.text_file import MAX_BYTES, decode_text

ENDINGS = (".yml", ".yaml")
MOST_ON_A_CARD = 20  # what fits beside a window without much scrolling

_LOCALE = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})+)(?:\.KBSC)?\.ya?ml$", re.IGNORECASE)
_CARD_WORDS = ["keyboard shortcuts", "keys"]


def import_shortcuts(files: BundleFiles, names: Sequence[str], draft: Draft, progress: Progress) -> None:
    """Add the cards of the manifests ``names`` to ``draft``."""
    given = Names()
    for number, name in enumerate(names):
        progress.step(number, len(names), name)
        shown = files.shown(name)
        try:
            document = parse(decode_text(files.read(name, MAX_BYTES), shown), shown)
        except ContentError as error:
            draft.losses += error.problems
            continue
        if document.problems:
            draft.losses += document.problems
            continue
        if isinstance(document.value, dict) and "Index" in document.value:
            continue  # the list of manifests that package managers keep beside them
        manifest = ManifestReader(document, shown, draft).read()
        if manifest is None:
            continue
        if not manifest.sections:
            draft.lose((shown, 1), "no card was made", "it has no usable shortcut", "import-file")
            continue
        locale = _LOCALE.search(name)
        _AppCards(manifest, canonical(locale[1]) if locale else "", given, draft).write()
    progress.step(len(names), len(names), "")


class _AppCards:
    """Writes the cards of one app."""

    def __init__(self, manifest: Manifest, locale: str, given: Names, draft: Draft) -> None:
        self._manifest = manifest
        self._locale = locale
        self._given = given
        self._draft = draft
        self._folder = portable(manifest.name, "app").lower()
        everything = (shortcut for section in manifest.sections for shortcut in section.shortcuts)
        self._windows_only = manifest.package.startswith("+WindowsNT") or any(
            "Win" in re.split(r"[+ ]", shortcut.keys) for shortcut in everything
        )

    def write(self) -> None:
        """All of them: the card beside the window, and those of the sections when it cannot hold them."""
        sections = self._manifest.sections
        title = f"{self._manifest.name}: keyboard shortcuts"
        name = self._given.claim(f"cards/{self._folder}.md")
        if sum(len(section.shortcuts) for section in sections) <= MOST_ON_A_CARD:
            several = len(sections) > 1
            blocks = [_block(section, several) for section in sections]
        else:
            chosen = self._most_useful()
            blocks = [_list(chosen), self._links(name)]
        self._draft.cards[name] = card_text(self._fields(title, beside_window=True), "\n\n".join(blocks))

    def _most_useful(self) -> list[Shortcut]:
        every = [shortcut for section in self._manifest.sections for shortcut in section.shortcuts]
        recommended = [shortcut for shortcut in every if shortcut.recommended]
        return (recommended or list(self._manifest.sections[0].shortcuts))[:MOST_ON_A_CARD]

    def _links(self, main: str) -> str:
        """Write one card a section, or several for a long one, and say where they are."""
        below = main.removeprefix("cards/").removesuffix(".md")
        lines = []
        for title, shortcuts in _pieces(self._manifest.sections):
            file = self._given.claim(f"cards/{below}/{portable(title).lower()}.md")
            fields = self._fields(f"{self._manifest.name}: {title}", beside_window=False)
            self._draft.cards[file] = card_text(fields, _list(shortcuts))
            lines.append(f"- [{plain(title)}]({file.removeprefix('cards/')})")
        return "All shortcuts:\n\n" + "\n".join(lines)

    def _fields(self, title: str, beside_window: bool) -> dict[str, object]:
        process = self._manifest.window_filter
        app = re.sub(r"\.exe$", "", process, flags=re.IGNORECASE)
        matches = beside_window and process not in ("", "*")
        systems = ["windows"] if self._windows_only else ["windows", "linux"]
        return {
            "title": as_title(title),
            "when": {"app": app} if matches else None,
            "keywords": list(
                dict.fromkeys(filter(None, [*_CARD_WORDS, self._manifest.name, app.strip("*")]))
            ),
            "loudness": "badge" if matches else None,
            "audience": {"os": systems},
            "language": self._locale,
        }


def _pieces(sections: Sequence[Section]) -> Iterator[tuple[str, Sequence[Shortcut]]]:
    for section in sections:
        count = -(-len(section.shortcuts) // MOST_ON_A_CARD)
        size = -(-len(section.shortcuts) // count)
        ordered = sorted(section.shortcuts, key=lambda shortcut: not shortcut.recommended)
        for number in range(count):
            title = section.name if count == 1 else f"{section.name} ({number + 1} of {count})"
            yield title, ordered[number * size : (number + 1) * size]


def _block(section: Section, headed: bool) -> str:
    shortcuts = sorted(section.shortcuts, key=lambda shortcut: not shortcut.recommended)
    return f"## {plain(section.name)}\n\n{_list(shortcuts)}" if headed else _list(shortcuts)


def _list(shortcuts: Sequence[Shortcut]) -> str:
    return "\n".join(_line(shortcut) for shortcut in shortcuts)


def _line(shortcut: Shortcut) -> str:
    more = f" ({plain(shortcut.description)})" if shortcut.description else ""
    keys = " then ".join(f"**{plain(keys)}**" for keys in shortcut.keys.split(" then "))
    return f"- {plain(shortcut.name)}: {keys}{more}"
