"""What the active bundles hold for somebody else, as a value that the app keeps. Not for deciding it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Others:
    """``cards`` says by id why each card that the person does not get is left out.

    ``roles`` and ``languages`` are all that any card is addressed to or written in, to choose from.
    """

    cards: Mapping[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


NO_OTHERS = Others()
