"""The whole app on GNOME Shell: an error of a real program brings its guide."""

from __future__ import annotations

from pathlib import Path

from tests.platforms.gnome.session import GnomeSession
from tests.platforms.guide import error_brings_its_guide


def test_an_error_brings_its_guide(desk: GnomeSession, tmp_path: Path) -> None:
    status = error_brings_its_guide(desk, tmp_path)
    assert (status["source"]["name"], status["detail"]["name"]) == ("gnome", "at-spi")
