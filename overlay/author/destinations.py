"""Where a card can be saved: the person's own notes and every bundle folder they may write to. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from content.bundles.author import notes
from content.bundles.author.saving import may_write
from content.bundles.model import Bundle


@dataclass(frozen=True, slots=True)
class Destination:
    """A bundle that is a folder, or, for the notes, will be one."""

    bundle: str
    title: str
    root: Path


def destinations(bundles: Iterable[Bundle], notes_folder: Path) -> tuple[Destination, ...]:
    """The notes first, then the active bundles that can be written to, in their order."""
    own = Destination(notes.ID, notes.TITLE, notes_folder)
    others = (
        Destination(bundle.id, bundle.title, bundle.root)
        for bundle in bundles
        if bundle.root != notes_folder and may_write(bundle.root)
    )
    return (own, *others)
