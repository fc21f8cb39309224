"""Imports a folder that a test writes, and reads what came of it as the app would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.bundles.checks.check import check
from content.bundles.imports.importing import bring_in
from content.bundles.model import Bundle
from content.bundles.reader import read_bundle
from content.cards.model import Card
from content.problems import Problem, Severity
from content.progress import NoProgress
from tests.content.bundles.conftest import TODAY

MANIFESTS = Path(__file__).parent / "manifests"
# The smallest picture there is: a black pixel.
GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


@dataclass(frozen=True)
class Brought:
    """What an import made and what it says."""

    bundle: Bundle
    losses: tuple[Problem, ...]
    folder: Path

    def card(self, name: str) -> Card:
        return next(card for card in self.bundle.cards if card.id.partition("/")[2] == name)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def lost(self) -> set[tuple[str, int, str]]:
        """File, line and name of everything that could not be carried over."""
        return {(Path(loss.file).name, loss.line, loss.name) for loss in self.losses}


Bring = Callable[..., Brought]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "wiki").mkdir()
    return tmp_path / "wiki"


@pytest.fixture
def bring(source: Path, tmp_path: Path) -> Bring:
    """Import ``files`` (written into the source first), or the folder ``path``; the result has no error."""

    def run(files: dict[str, str | bytes] | None = None, path: Path = source, title: str = "") -> Brought:
        for name, content in (files or {}).items():
            file = source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        folder = tmp_path / "desk"
        done = bring_in(path, folder, None, title, NoProgress())
        bundle = read_bundle(folder)
        errors = [found for found in check(bundle, TODAY) if found.severity is Severity.ERROR]
        assert errors == []
        return Brought(bundle, done.losses, folder)

    return run
