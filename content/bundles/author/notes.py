"""My notes: the private bundle that everybody has, made when the first card is saved into it.

Not for saving cards: see saving.py. docs/decisions/0019-author-mode.md says why it is empty at first.
"""

from __future__ import annotations

from pathlib import Path

from content.bundles.author.saving import SaveError, save_card

ID, TITLE = "my-notes", "My notes"
_MANIFEST = """\
# Your own notes, for you alone. Sidecue made this folder; the cards are Markdown files below cards/.
id: my-notes
version: "1"
title: My notes
publisher: Me
"""


def notes_folder(state: Path) -> Path:
    """Where the notes of the person whose state this is lie, or will."""
    return state / "notes"


def has_notes(folder: Path) -> bool:
    """Whether there is anything to read; before the first note there is not."""
    return (folder / "bundle.yaml").is_file()


def make_notes(folder: Path) -> None:
    """Make the bundle unless it is there. Raises SaveError."""
    if has_notes(folder):
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "cards").mkdir(exist_ok=True)
    except OSError as error:
        raise SaveError(
            f"{folder} cannot be made: {error.strerror or error}", "save into another bundle, or make room"
        ) from error
    save_card(folder, "bundle.yaml", _MANIFEST, None)
