"""A bundle folder on disk and a way to read one card in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.cards.reader import Home, Reading, examine
from content.files.folder import FolderFiles
from triggers.rules.model import Field, Kind, Test

Read = Callable[..., Reading]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    (folder / "cards").mkdir(parents=True)
    (folder / "media").mkdir()
    return folder


@pytest.fixture
def home(root: Path) -> Home:
    return Home(FolderFiles(root), "desk", "Desk", {"payments": Test(Field.APP, Kind.GLOB, ("excel",))}, "en")


@pytest.fixture
def read(root: Path, home: Home) -> Read:
    """Write a card and read it: ``read(fields, body, name)`` or ``read(raw=bytes)``."""

    def write_and_read(
        fields: str = "title: T", body: str = "Text.\n", name: str = "a.md", raw: bytes | None = None
    ) -> Reading:
        file = root / "cards" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw if raw is not None else f"---\n{fields}\n---\n{body}".encode())
        return examine(f"cards/{name}", home)

    return write_and_read
