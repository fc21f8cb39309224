"""Reads a bundle, a folder or packed: every usable card, every problem. Not for lint: see checks/check.py.

One broken card, rule or context never stops its siblings. The order is that of the names, so that reading the
same bundle twice gives the same values on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from content.bundles.card_names import card_names
from content.bundles.languages import read_cards
from content.bundles.manifest import Manifest
from content.bundles.model import Bundle, CardPath
from content.bundles.paths import read_paths
from content.cards.reader import Home
from content.files.base import BundleFiles, open_files, read_text_of
from content.problems import MAX_PROBLEMS, ContentError, Problem, at_most
from content.schema import Converter
from content.share import Share, at_once
from content.strict_yaml import parse
from triggers.rules.language import read_contexts
from triggers.rules.model import Expression

MANIFEST_FILE, CONTEXTS_FILE = "bundle.yaml", "contexts.yaml"


def read_bundle(path: Path, share: Share = at_once) -> Bundle:
    """The bundle at ``path``, a folder or a packed file; ``share`` is that of ``read_cards``.

    Raises ContentError only when its ``bundle.yaml`` is missing or unusable, or the packed file is.
    """
    files = open_files(path)
    files.verify()
    return read_files(files, share)


def read_files(files: BundleFiles, share: Share = at_once) -> Bundle:
    """The bundle that ``files`` hold; raises as ``read_bundle``."""
    manifest, found = read_manifest(files)
    problems = at_most(MAX_PROBLEMS, found)
    home, found = read_home(files, manifest)
    problems += at_most(MAX_PROBLEMS, found)
    names, found = card_names(files)
    problems += found
    read = read_cards(names, manifest.languages, home, share)
    problems += read.problems
    paths, found = _read_paths(files, manifest, [card.id for card in read.cards])
    problems += at_most(MAX_PROBLEMS, found)
    return Bundle(
        id=manifest.id,
        version=manifest.version,
        title=manifest.title,
        publisher=manifest.publisher,
        languages=manifest.languages,
        root=files.root,
        cards=tuple(sorted(read.cards, key=lambda card: card.id)),
        problems=tuple(problems),
        description=manifest.description,
        synonyms=manifest.synonyms,
        paths=paths,
        variants=tuple(sorted(read.variants, key=lambda card: (card.id, card.language))),
    )


def read_manifest(files: BundleFiles) -> tuple[Manifest, list[Problem]]:
    """What ``bundle.yaml`` says, and its problems. Raises ContentError when it is missing or unusable."""
    shown = files.shown(MANIFEST_FILE)
    document = parse(read_text_of(files, MANIFEST_FILE), shown)
    problems = list(document.problems)
    if not isinstance(document.value, dict):
        remedy = "write id, version, title and publisher, one a line"
        fault = Problem(shown, 1, "", "does not say what bundle this is", remedy, name="missing-field")
        raise ContentError(problems or [fault])
    converter = Converter(document, shown)
    manifest = converter.convert(Manifest, document.value)
    problems += converter.problems
    if manifest is None:
        raise ContentError(at_most(MAX_PROBLEMS, problems))
    return manifest, problems


def _read_paths(
    files: BundleFiles, manifest: Manifest, cards: Sequence[str]
) -> tuple[tuple[CardPath, ...], list[Problem]]:
    if not manifest.paths:
        return (), []
    shown = files.shown(MANIFEST_FILE)
    document = parse(read_text_of(files, MANIFEST_FILE), shown)  # once more, for its lines
    return read_paths(manifest.paths, manifest.id, frozenset(cards), document, shown)


def read_home(files: BundleFiles, manifest: Manifest) -> tuple[Home, list[Problem]]:
    """What the bundle's cards need to know of it, and the problems of its contexts."""
    contexts, problems = _read_contexts(files)
    return Home(files, manifest.id, manifest.title, contexts, manifest.languages[0]), problems


def _read_contexts(files: BundleFiles) -> tuple[Mapping[str, Expression], list[Problem]]:
    if not files.has(CONTEXTS_FILE):
        return {}, []
    shown = files.shown(CONTEXTS_FILE)
    try:
        document = parse(read_text_of(files, CONTEXTS_FILE), shown)
    except ContentError as error:
        return {}, error.problems
    if document.value is None:
        return {}, list(document.problems)
    contexts, faults = read_contexts(document.value)
    problems = [
        Problem(shown, document.line(fault.field), fault.field, fault.message, fault.remedy, name=fault.name)
        for fault in faults
    ]
    return contexts, [*document.problems, *problems]
