"""Brings other people's content into a bundle folder: Markdown pages or keyboard shortcut manifests."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from content.bundles.imports import pages, shortcut_cards
from content.bundles.imports.adding import add
from content.bundles.imports.card_text import as_title
from content.bundles.imports.model import Draft, Imported
from content.bundles.imports.names import MediaNames
from content.bundles.imports.proof import leave_out_unusable
from content.bundles.reader import MANIFEST_FILE, read_manifest
from content.files.base import BundleFiles
from content.files.folder import FolderFiles
from content.problems import ContentError, Problem, Severity
from content.progress import Progress
from content.short_names import short_name

MOST_FILES = 20_000

_UNKNOWN_PUBLISHER = "Not stated yet"
_NO_NAME = "imported"


class Origin(StrEnum):
    """What kind of content a source has."""

    MARKDOWN = "markdown"
    SHORTCUTS = "shortcuts"


def bring_in(source: Path, folder: Path, origin: Origin | None, title: str, progress: Progress) -> Imported:
    """Import ``source`` into the bundle in ``folder``, which is made when there is none.

    ``origin`` None means what ``source`` looks like; ``title`` is that of a new bundle. Raises ContentError
    when there is nothing to import, or nowhere to put it; then nothing was written.
    """
    files, names, problems = _listed(source)
    _refuse_within(source, folder)
    kind = origin or _looks_like(source, names)
    draft = Draft(losses=list(problems))
    target = FolderFiles(folder)
    is_new = not target.has(MANIFEST_FILE)
    if not is_new:
        read_manifest(target)  # raises when the bundle is unusable: better before than after
    if kind is Origin.MARKDOWN:
        found = [name for name in names if name.lower().endswith(pages.ENDINGS)]
        others = sorted(set(names) - set(found))
        pages.import_pages(pages.Source(files, found, others), MediaNames(target), draft, progress)
    else:
        found = [name for name in names if name.lower().endswith(shortcut_cards.ENDINGS)]
        shortcut_cards.import_shortcuts(files, found, draft, progress)
    leave_out_unusable(draft, folder)
    if not draft.cards:
        message, remedy = (
            "has nothing that can be imported",
            "see the other problems, or --help for what can be",
        )
        raise ContentError(
            [*draft.losses, Problem(str(source), 0, "", message, remedy, name="import-nothing")]
        )
    return _written(draft, folder, _manifest(folder, source, title) if is_new else b"", progress)


def _written(draft: Draft, folder: Path, manifest: bytes, progress: Progress) -> Imported:
    files = {MANIFEST_FILE: manifest} if manifest else {}
    files |= draft.media  # before the cards that show them
    files |= {name: text.encode() for name, text in draft.cards.items()}
    added, left = add(files, folder, progress)
    for name in left:
        why = "a file of this name is there already, and nothing is replaced; delete it to import it anew"
        draft.lose((str(folder / name), 0), "the file is left as it is", why, "import-exists")
    if manifest:
        where = (str(folder / MANIFEST_FILE), 0)
        draft.lose(
            where, "the publisher is not known", "say there who answers for these cards", "import-field"
        )
        if not short_name(folder.resolve().name):
            what, why = (
                f"the id is {_NO_NAME}",
                "the folder's name has no letters for one; give it one",
            )
            draft.lose(where, what, why, "import-field")
    return Imported(tuple(added), tuple(draft.losses))


def _listed(source: Path) -> tuple[BundleFiles, tuple[str, ...], tuple[Problem, ...]]:
    """The source's files: those of a folder, or a single manifest."""
    if source.is_file():
        if not source.name.lower().endswith(shortcut_cards.ENDINGS):
            remedy = "name the folder that it lies in, or a manifest (….yml)"
            raise _refused(source, "is a single file", remedy)
        return FolderFiles(source.parent), (source.name,), ()
    files = FolderFiles(source)
    listing = files.listed()
    if listing.missing:
        raise _refused(source, listing.missing, "name a folder of Markdown files, or of manifests")
    if len(listing.names) > MOST_FILES:
        raise _refused(source, f"has more than {MOST_FILES:,} files", "import parts of it")
    return files, listing.names, listing.problems


def _looks_like(source: Path, names: tuple[str, ...]) -> Origin:
    if any(name.lower().endswith(pages.ENDINGS) for name in names):
        return Origin.MARKDOWN
    if any(name.lower().endswith(shortcut_cards.ENDINGS) for name in names):
        return Origin.SHORTCUTS
    raise _refused(source, "has neither Markdown files (….md) nor manifests (….yml)", "name another folder")


def _refuse_within(source: Path, folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise _refused(folder, "is not a folder", "name a folder that is there or can be made")
    if source.is_dir() and folder.resolve().is_relative_to(source.resolve()):
        remedy = "else the next import would import its own cards; name a folder elsewhere"
        raise _refused(folder, f"lies within {source}", remedy)


def _manifest(folder: Path, source: Path, title: str) -> bytes:
    import yaml

    name = as_title(title) or as_title(folder.resolve().name) or source.name
    fields = {
        "id": short_name(folder.resolve().name) or _NO_NAME,
        "version": "1",
        "title": name,
        "publisher": _UNKNOWN_PUBLISHER,
    }
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000).encode()


def _refused(where: Path, what: str, remedy: str) -> ContentError:
    return ContentError([Problem(str(where), 0, "", what, remedy, Severity.ERROR, "unreadable")])
