"""Which bundles are active. Shared by the app and the terminal; no Qt. Reading them: content/library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from content.bundles.author.notes import has_notes, notes_folder
from content.bundles.builtin import starter
from overlay.settings.table import BUNDLE_FOLDERS, STARTER_BUNDLE, Settings


def active_folders(
    settings: Settings, state: Path, under_work: Sequence[Path] = (), of_channels: Sequence[Path] = ()
) -> list[Path]:
    """In order of precedence: those under work, the notes of the person whose ``state`` this is, the folders
    in the settings, packed ones of channels, the starter.
    """
    own = [*settings.get(BUNDLE_FOLDERS), *of_channels]
    wanted = settings.get(STARTER_BUNDLE)
    if wanted == "always" or (wanted == "auto" and not own and not under_work):  # notes do not count
        own.append(starter())
    notes = [folder for folder in [notes_folder(state)] if has_notes(folder)]
    return list(dict.fromkeys(folder.expanduser().absolute() for folder in [*under_work, *notes, *own]))
