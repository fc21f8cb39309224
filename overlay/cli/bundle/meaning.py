"""What `sidecue bundle pack` and `bundle show` do and say about finding cards by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.bundles.model import Bundle
from content.files.base import BundleFiles, open_files
from content.meaning.carried import Entry, carried, encodable, encoded
from content.meaning.encoder import NoEncoder, find_encoder
from content.meaning.questions import carriers
from content.progress import Progress
from overlay.cli.counted import counted


@dataclass(frozen=True, slots=True)
class Vectors:
    """The entries with vectors for a packed bundle, or why there are none."""

    reason: str = ""
    entries: Sequence[Entry] = ()
    cards: int = 0
    encoder: str = ""

    @property
    def words(self) -> str:
        """The same in a line."""
        if self.entries:
            size = sum(len(data) for _, data in self.entries)
            return f"found by meaning: {counted(self.cards, 'card')}, {size:,} bytes of vectors"
        return f"found by words alone: {self.reason}"


LEFT_OUT = Vectors("the vectors are left out, as you asked")


def vectors_for(bundle: Bundle, files: BundleFiles, progress: Progress) -> Vectors:
    """The vectors of ``bundle``, computed here if that is possible. Raises ContentError."""
    encoder = find_encoder()
    if isinstance(encoder, NoEncoder):
        return Vectors(f"{encoder.reason}; {encoder.remedy}")
    cards = {card.id for card in encodable(bundle, encoder)}
    if not cards:
        return Vectors("no card is in a language that the encoder understands", encoder=encoder.name)
    return Vectors("", encoded(bundle, files, encoder, progress), len(cards), encoder.name)


def shown(path: Path) -> tuple[str, dict[str, Any]]:
    """What `bundle show` says of the vectors in ``path``, in a line ("" for a folder) and in JSON."""
    if not carriers([path]):
        return "", {}
    found = carried(open_files(path))
    said = {
        "cards": found.cards,
        "encoders": [*found.encoders],
        "outdated": found.outdated,
        "fault": found.fault,
    }
    words = f"found by meaning: {counted(found.cards, 'card')}, by {', '.join(found.encoders)}"
    if found.fault:
        words = f"found by words alone: its vectors {found.fault}"
    elif not found.cards:
        words = "found by words alone: it carries no vectors that can be used"
    if found.outdated:
        words += f"; {found.outdated} belong to other texts"
    return words, {"meaning": said}
