"""A packed bundle with vectors, of an encoder that needs no model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.bundles.pack import pack, write_package
from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.meaning.carried import Entry, encoded
from content.progress import NoProgress
from tests.content.meaning.concepts import Concepts

MANIFEST = 'id: desk\nversion: "1.0"\ntitle: Desk\npublisher: Us\nlanguages: [en, de]\n'
CARDS = {
    "undo": ("Undo a payment run", "Undo the payment.\n\n- [ ] Call the bank\n- [ ] Revert the remittance\n"),
    "leave": ("Ask for leave", "Fill in the form.\n"),
    "leave.de": ("Urlaub nehmen", "Das Formular.\n"),
    "jam": ("Clear a jam", "Open the printer.\n"),
}  # fmt: skip

Pack = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "desk"
    (root / "cards").mkdir(parents=True)
    (root / "bundle.yaml").write_text(MANIFEST)
    for name, (title, body) in CARDS.items():
        (root / "cards" / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n{body}")
    return root


@pytest.fixture
def packed_with(folder: Path, tmp_path: Path) -> Pack:
    """Pack the folder, with vectors by Concepts or these entries."""
    pytest.importorskip("numpy", reason="the extra `meaning` is not installed")

    def packed(added: list[Entry] | None = None, name: str = "desk.cue") -> Path:
        bundle, files = read_bundle(folder), open_files(folder)
        if added is None:
            added = encoded(bundle, files, Concepts(), NoProgress())
        write_package(pack(bundle, files, NoProgress(), added), tmp_path / name)
        return tmp_path / name

    return packed
