"""Proves from their patterns that one condition never holds without another. Not for guessing: see shadow.py.

What cannot be proven is answered with no: two conditions may well be related in a way that is not seen here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from triggers.rules.globs import Glob, fold, glob_for
from triggers.rules.model import AnyOf, Expression, Field, Kind, Not, Test

# What a condition may come to when it is written out; beyond that it is related to nothing.
_MOST_ENTRIES, _MOST_PATTERNS = 64, 400

Atom = Test | Not
Entry = tuple[Atom, ...]


def entries(condition: Expression) -> tuple[Entry, ...]:
    """The condition as alternatives, in each of which all tests must hold; none when they are too many."""
    written_out = tuple(_entries(condition) or ())
    patterns = sum(len(atom.patterns) for entry in written_out for atom in entry if isinstance(atom, Test))
    return written_out if patterns <= _MOST_PATTERNS else ()


def key(condition: Expression) -> Hashable:
    """The same for conditions that are written differently only in order, repetitions and case."""
    written_out = entries(condition)
    if not written_out:
        return condition
    return frozenset(frozenset(map(_atom_key, entry)) for entry in written_out)


def is_within(narrow: Expression, wide: Expression) -> bool:
    """Whether ``wide`` provably holds wherever ``narrow`` does."""
    inner, outer = entries(narrow), entries(wide)
    return bool(inner) and all(any(_entry_within(one, other) for other in outer) for one in inner)


def _entries(condition: Expression) -> list[Entry] | None:
    if isinstance(condition, Test | Not):
        return [(condition,)]
    parts = [_entries(part) for part in condition.parts]
    if isinstance(condition, AnyOf):
        every = [entry for part in parts for entry in part or ()]
        return every if all(parts) and len(every) <= _MOST_ENTRIES else None
    together: list[Entry] = [()]
    for part in parts:
        if part is None or len(together) * len(part) > _MOST_ENTRIES:
            return None
        together = [(*before, *entry) for before in together for entry in part]
    return together


def _atom_key(atom: Atom) -> Hashable:
    if isinstance(atom, Not):
        return "not", key(atom.part)
    exactly = atom.kind is Kind.REGEX
    return atom.field, atom.kind, frozenset(p if exactly else fold(p) for p in atom.patterns)


def _entry_within(inner: Entry, outer: Entry) -> bool:
    return all(any(_atom_within(one, other) for one in inner) for other in outer)


def _atom_within(inner: Atom, outer: Atom) -> bool:
    if isinstance(inner, Test) and isinstance(outer, Test):
        if inner.field is not outer.field:
            return False
        return all(any(_pattern_within(inner, p, outer, q) for q in outer.patterns) for p in inner.patterns)
    if isinstance(inner, Not) and isinstance(outer, Not):
        return is_within(outer.part, inner.part)
    return False


def _pattern_within(inner: Test, pattern: str, outer: Test, other: str) -> bool:
    """Whether a text that fits ``pattern`` fits ``other`` too."""
    if inner.kind is outer.kind and pattern == other:
        return True
    if Kind.REGEX in (inner.kind, outer.kind):
        return False
    narrow, wide = glob_for(inner.field, inner.kind, pattern), glob_for(outer.field, outer.kind, other)
    if narrow.exact is not None:
        return wide.matches(narrow.exact)
    return _takes_everything(wide) or (wide.is_piece and wide.piece in narrow.piece)


def _takes_everything(glob: Glob) -> bool:
    return glob.exact is None and glob.literal_length == 0 and glob.matches("")


def witness(condition: Expression) -> Iterator[tuple[Field, str]]:
    """A text that fits for each field that the condition's first entry asks about, expressions aside."""
    for atom in next(iter(entries(condition)), ()):
        if isinstance(atom, Test) and atom.kind is Kind.LITERAL:
            yield atom.field, atom.patterns[0]
        elif isinstance(atom, Test) and atom.kind is Kind.GLOB:
            yield atom.field, _fitting(atom.patterns[0], number=atom.field is Field.DIALOG)


def _fitting(glob: str, *, number: bool) -> str:
    """A text that fits ``glob``: nothing for each ``*``, a letter for each ``?``, 1 for each number."""
    plain: list[str] = []
    characters = iter(glob)
    for character in characters:
        if character == "\\":
            plain.append(next(characters, "\\"))
        elif character != "*":
            plain.append("x" if character == "?" else "1" if number and character == "#" else character)
    return "".join(plain)
