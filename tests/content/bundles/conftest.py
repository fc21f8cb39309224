"""A small bundle folder on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

TODAY = date(2026, 11, 21)  # by which review dates are judged

MANIFEST = 'id: desk\nversion: "1.0"\ntitle: Desk\npublisher: Us\nlanguages: [de, en]\n'

GOOD = "owner: x\nkeywords: x\nreview_by: 2099-12-31"  # all that a check asks of every card

Write = Callable[..., Path]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    (folder / "cards").mkdir(parents=True)
    (folder / "bundle.yaml").write_text(MANIFEST)
    return folder


@pytest.fixture
def write(root: Path) -> Write:
    """Write one card: ``write("pay/a", "owner: x", "- [ ] tick")``."""

    def write_card(name: str, fields: str = "owner: x\nkeywords: x", body: str = "Text.") -> Path:
        file = root / "cards" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {name}\n{fields}\n---\n{body}\n")
        return file

    return write_card
