"""A link or an image of a card as a plain value. What it may point at: targets.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """What a link or an image points at; ``line`` counts within the card's file from 1."""

    address: str
    line: int
    is_image: bool
    text: str
