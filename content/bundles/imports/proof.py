"""Reads an import's cards as the app would, before one is written. What would not do is left out."""

from __future__ import annotations

import posixpath
from pathlib import Path

from content.bundles.imports.model import Draft
from content.cards.reader import Home, examine
from content.files.base import Listing
from content.problems import ContentError, Problem, Severity
from content.text_file import MAX_BYTES


class DraftFiles:
    """Implements BundleFiles for files that are not written yet."""

    def __init__(self, root: Path, draft: Draft) -> None:
        self.root = root
        self._files = {name: text.encode() for name, text in draft.cards.items()} | draft.media | draft.there

    def shown(self, name: str) -> str:
        """See BundleFiles."""
        return name

    def has(self, name: str) -> bool:
        """See BundleFiles."""
        return name in self._files

    def listed(self, folder: str = "") -> Listing:
        """See BundleFiles."""
        return Listing(
            tuple(sorted(name for name in self._files if not folder or name.startswith(f"{folder}/")))
        )

    def find(self, path: str, folder: str = "") -> str | None:
        """See BundleFiles."""
        name = posixpath.normpath(posixpath.join(folder, path))
        return name if name in self._files else None

    def read(self, name: str, limit: int = MAX_BYTES) -> bytes:
        """See BundleFiles."""
        data = self._files[name]
        if len(data) > limit:
            why = f"is larger than {limit:,} bytes"
            raise ContentError([Problem(name, 0, "", why, "split or shorten it", name="too-large")])
        return data

    def verify(self) -> None:
        """See BundleFiles; there is nothing to be compared with."""


def leave_out_unusable(draft: Draft, root: Path) -> None:
    """Take every card with an error out of ``draft``, and say why. A link to it is a mere warning then."""
    home = Home(DraftFiles(root, draft), "import", "Import", {}, "en")
    for name in sorted(draft.cards):
        reading = examine(name, home)
        errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
        for problem in errors[:1]:
            draft.lose(
                (name, problem.line), "the card is left out", problem.message, "import-file", problem.field
            )
            del draft.cards[name]
