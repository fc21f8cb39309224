"""Which bundles are active. Shared by the app and the terminal; no Qt. Reading them: content/library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from content.bundles.builtin import starter
from overlay.settings.table import BUNDLE_FOLDERS, STARTER_BUNDLE, Settings


def active_folders(
    settings: Settings, under_work: Sequence[Path] = (), of_channels: Sequence[Path] = ()
) -> list[Path]:
    """In order of precedence: those under work, the person's, packed ones of channels, the starter."""
    own = [*under_work, *settings.get(BUNDLE_FOLDERS), *of_channels]
    folders = list(dict.fromkeys(folder.expanduser().absolute() for folder in own))
    wanted = settings.get(STARTER_BUNDLE)
    if wanted == "always" or (wanted == "auto" and not folders):
        folders.append(starter())
    return folders
