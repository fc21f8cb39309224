"""Which bundles are active, and reading them. Shared by the app and the terminal; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from content.bundles.builtin import starter
from content.bundles.folder import read_folder
from content.bundles.model import Bundle
from content.library.library import Library
from content.problems import ContentError, Problem
from overlay.settings.table import BUNDLE_FOLDERS, STARTER_BUNDLE, Settings


def active_folders(settings: Settings, under_work: Sequence[Path] = ()) -> list[Path]:
    """The bundle folders in order of precedence: those under work, then the person's, then the starter."""
    own = [*under_work, *settings.get(BUNDLE_FOLDERS)]
    folders = list(dict.fromkeys(folder.expanduser().absolute() for folder in own))
    wanted = settings.get(STARTER_BUNDLE)
    if wanted == "always" or (wanted == "auto" and not folders):
        folders.append(starter())
    return folders


def read_library(folders: Sequence[Path]) -> Library:
    """Read every folder; one that cannot be used at all becomes problems of the library."""
    bundles: list[Bundle] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            bundles.append(read_folder(folder))
        except ContentError as error:
            problems += error.problems
    return Library(bundles, problems)
