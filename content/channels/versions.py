"""Which of two bundle versions is newer. Not for what a version may look like: see bundles/manifest.py."""

from __future__ import annotations

# Numbers, then whether it is final, then the parts of a preliminary version's name: "1.4-beta.2".
Rank = tuple[tuple[int, ...], bool, tuple[tuple[bool, int, str], ...]]


def rank(version: str) -> Rank:
    """Something that sorts as versions do: 1.9 < 1.10 = 1.10.0, and 1.4-beta.2 < 1.4-beta.10 < 1.4.

    Preliminary versions are ordered as Semantic Versioning 2.0, §11, orders them. ``version`` is one that a
    manifest may have.
    """
    numbers, _, preliminary = version.partition("-")
    counted = [int(number) for number in numbers.split(".")]
    while counted and not counted[-1]:
        counted.pop()
    parts = preliminary.split(".") if preliminary else []
    # isdecimal() would accept the digits of every script; a version has ASCII only.
    named = tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)
    return (
        tuple(counted),
        not parts,
        tuple((is_word, number, word if is_word else "") for is_word, number, word in named),
    )
