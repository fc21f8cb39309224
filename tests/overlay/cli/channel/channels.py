"""What the channel tests look at and change: folders, bundles, an answer at a terminal. No test itself."""

from __future__ import annotations

import io
import re
from pathlib import Path

from content.channels.model import MANIFEST, read_manifest
from tests.content.channels.publish.publisher import Desk, served


class Terminal(io.StringIO):
    """Somebody at the keyboard, with these answers."""

    def isatty(self) -> bool:
        return True


def versions(folder: Path, state: Path, root: bytes) -> dict[str, list[str]]:
    """The releases that a desk finds, each of them fetched and verified."""
    with served(folder) as url:
        found = Desk(state, url, root).update()
    lines = read_manifest(found[MANIFEST]).bundles
    return {line.id: [release.version for release in line.releases] for line in lines}


def raise_version(bundle: Path, version: str) -> None:
    file = bundle / "bundle.yaml"
    text = re.sub(r"version: .*", f'version: "{version}"', file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
