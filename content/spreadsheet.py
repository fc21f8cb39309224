"""Keeps what people typed from being computed by whatever spreadsheet opens it. Not for writing tables."""

from __future__ import annotations

# What begins a formula in one spreadsheet or another, also as East Asian keyboards write it.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """``cell`` so that no spreadsheet computes it: with an apostrophe before what looks like a formula."""
    looks_like_one = cell.lstrip().startswith(_FORMULA) or cell.startswith(("\t", "\r", "\n"))
    return f"'{cell}" if looks_like_one else cell
