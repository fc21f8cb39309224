"""Small cards and bundles for the tests of the library and its search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from content.bundles.model import Bundle
from content.cards.model import Card, CardKind, Part, Prose


def card(name: str, title: str, *parts: Part | str, **fields: Any) -> Card:
    """The card ``desk/NAME``; a part given as text is Markdown prose."""
    bundle, _, _ = name.rpartition("/")
    return Card(
        id=name if bundle else f"desk/{name}",
        title=title,
        kind=CardKind.NOTE,
        parts=tuple(Prose(part) if isinstance(part, str) else part for part in parts),
        bundle=bundle or "desk",
        bundle_title="Desk",
        file=f"cards/{name}.md",
        root=Path("desk"),
        **fields,
    )


def bundle(name: str, *cards: Card, root: str = "desk", problems: tuple[Any, ...] = ()) -> Bundle:
    """A bundle with the id ``name``."""
    return Bundle(name, "1", "Desk", "Example", ("en",), Path(root), cards, problems)
