"""The whole app on KWin: an error of a real program brings its guide."""

from __future__ import annotations

from pathlib import Path

from tests.platforms.guide import error_brings_its_guide
from tests.platforms.kwin.session import KWinSession


def test_an_error_brings_its_guide(desk: KWinSession, tmp_path: Path) -> None:
    status = error_brings_its_guide(desk, tmp_path)
    assert (status["source"]["name"], status["detail"]["name"]) == ("kwin", "at-spi")
