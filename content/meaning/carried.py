"""Computes the vectors that travel in a packed bundle, and finds them there again. Not for searching.

They lie in entries of their own, which a version of Sidecue without meaning passes over. Each card's stand
beside a digest of the files it is read from, so that none is used for another text than it was made of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from content.bundles.card_names import card_names
from content.bundles.languages import Family, families
from content.bundles.model import Bundle
from content.bundles.reader import read_manifest
from content.cards.model import Card
from content.files.base import BundleFiles
from content.files.zip_layout import MAX_FILE_BYTES
from content.meaning.encoder import Encoder
from content.meaning.texts import TEXTS, texts_of
from content.meaning.vectors import (
    DIGEST,
    CardVectors,
    Vectors,
    VectorsError,
    in_parts,
    quantised,
    unpacked,
)
from content.problems import ContentError
from content.progress import Progress

FOLDER = "index"
_NAME = FOLDER + "/vectors-{:03}.bin"
_MOST_PARTS = 100

Entry = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Carried:
    """The vectors in a bundle: those that can be used, and why others cannot ("" where all can)."""

    parts: tuple[Vectors, ...] = ()
    fault: str = ""
    outdated: int = 0

    @property
    def encoders(self) -> tuple[str, ...]:
        """Which encoders made them."""
        return tuple(dict.fromkeys(part.encoder for part in self.parts))

    @property
    def cards(self) -> int:
        """How many cards have vectors."""
        return len({card.card for part in self.parts for card in part.cards})


def encoded(bundle: Bundle, files: BundleFiles, encoder: Encoder, progress: Progress) -> list[Entry]:
    """The entries for a packed bundle, with every card that is in a language of the encoder's.

    Raises ContentError when a file cannot be read any more.
    """
    digests = _digests(bundle.id, bundle.languages, files)
    cards = encodable(bundle, encoder)
    found = []
    for number, card in enumerate(cards):
        progress.step(number, len(cards), card.title)
        if (digest := digests(card.id, card.language)) is not None:
            found.append(of_card(card, digest, encoder))
    if not found:
        return []
    found.sort(key=lambda one: (one.card, one.language))
    vectors = Vectors(encoder.name, TEXTS, encoder.dimensions, tuple(found))
    return [(_NAME.format(number), part) for number, part in enumerate(in_parts(vectors, MAX_FILE_BYTES))]


def encodable(bundle: Bundle, encoder: Encoder) -> list[Card]:
    """The cards of ``bundle`` in those of their languages that ``encoder`` understands."""
    return [card for card in bundle.in_every_language if card.language.partition("-")[0] in encoder.languages]


def entries(files: BundleFiles) -> list[Entry]:
    """The entries with vectors in ``files``, as they are. Raises ContentError when one cannot be read."""
    return [(name, files.read(name, MAX_FILE_BYTES)) for name in _names(files)]


def _names(files: BundleFiles) -> list[str]:
    return [name for name in map(_NAME.format, range(_MOST_PARTS)) if files.has(name)]


def carried(files: BundleFiles) -> Carried:
    """The vectors in ``files`` that belong to the cards there. Never raises for what is in them."""
    if not _names(files):
        return Carried()
    try:
        parts = [unpacked(data) for _, data in entries(files)]
        manifest, _ = read_manifest(files)
        digests = _digests(manifest.id, manifest.languages, files)
        fresh = [_fresh(part, digests) for part in parts if part.texts == TEXTS]
    except VectorsError as error:
        return Carried(fault=f"{error}")
    except ContentError as error:
        return Carried(fault=f"cannot be read: {error.problems[0].message}")
    all_of = sum(len(part.cards) for part in parts)
    return Carried(tuple(fresh), outdated=all_of - sum(len(part.cards) for part in fresh))


def of_card(card: Card, digest: bytes, encoder: Encoder) -> CardVectors:
    """The vectors of ``card``, whose files have this ``digest``."""
    texts = texts_of(card)
    rows = encoder.encode([text for _, text in texts]).tolist()
    vectors = tuple(quantised(place, row) for (place, _), row in zip(texts, rows, strict=True))
    return CardVectors(card.id, card.language, digest, vectors)


def _fresh(part: Vectors, digests: _Digests) -> Vectors:
    kept = tuple(card for card in part.cards if digests(card.card, card.language) == card.digest)
    return Vectors(part.encoder, part.texts, part.dimensions, kept)


class _Digests:
    """Tells the files of each card, in each language, from all others."""

    def __init__(self, bundle: str, families: dict[str, Family], files: BundleFiles) -> None:
        self._bundle, self._families, self._files = bundle, families, files

    def __call__(self, card: str, language: str) -> bytes | None:
        """The digest of the files that ``card`` is read from in ``language``; None when there are none."""
        bundle, _, path = card.partition("/")
        family = self._families.get(f"cards/{path}") if bundle == self._bundle else None
        if family is None:
            return None
        names = [name for name in (family.own, family.others.get(language, "")) if name]
        digest = hashlib.blake2b(digest_size=DIGEST)
        for name in names:
            data = self._files.read(name)
            digest.update(len(data).to_bytes(8, "little") + data)
        return digest.digest()


def _digests(bundle: str, languages: Sequence[str], files: BundleFiles) -> _Digests:
    from content.language_codes import canonical

    names, _ = card_names(files)
    return _Digests(bundle, families(names, [canonical(language) for language in languages]), files)
