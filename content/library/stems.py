"""The stems of words by language, with the Snowball stemmers. Languages without one have no stems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def stems_of(found: Sequence[str], language: str) -> Iterable[tuple[str, str]]:
    """Each word with its stem, folded as they are."""
    stemmer = _stemmer(language)
    return zip(found, stemmer.stemWords(found), strict=True) if stemmer else ()


class _Stemmer(Protocol):
    def stemWords(self, words: Sequence[str]) -> list[str]: ...  # noqa: N802 - PyStemmer's own name


@cache
def _stemmer(language: str) -> _Stemmer | None:
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return None
    import Stemmer  # only who searches pays for it

    stemmer: _Stemmer = Stemmer.Stemmer(algorithm)
    return stemmer
