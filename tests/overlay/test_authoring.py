from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from content.library.library import Library
from overlay.authoring import Authoring
from overlay.conductor import Conductor
from overlay.theme.theme import Theme
from tests.overlay.desk import GAME, PAYMENTS, Windows


@pytest.fixture
def adopted() -> list[QWidget]:
    return []


@pytest.fixture
def authoring(
    theme: Theme, conductor: Conductor, library: Library, tmp_path: Path, adopted: list[QWidget]
) -> Iterator[Authoring]:
    made = Authoring(theme, conductor, tmp_path, adopted.append, lambda: None)
    made.use(library)
    yield made
    made.close()


def shown() -> list[str]:
    return [window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()]


def test_nothing_is_made_before_it_is_asked_for(authoring: Authoring, windows: Windows) -> None:
    windows.see(PAYMENTS)
    authoring.observe()
    authoring.close()
    assert authoring._author is None


def test_a_card_is_made_for_the_window_in_front_at_that_moment(
    authoring: Authoring, windows: Windows, adopted: list[QWidget]
) -> None:
    windows.see(PAYMENTS)
    authoring.make()
    windows.see(GAME)
    authoring.observe()
    assert "Sidecue author" in shown()
    (window,) = adopted
    assert window is authoring._lead().window
    assert "app: soffice" in authoring._lead().window.editor.text()


def test_a_card_that_is_there_is_edited_and_another_asked_for_in_vain(
    authoring: Authoring, windows: Windows
) -> None:
    authoring.edit("desk/gone")
    assert authoring._author is None
    authoring.edit("desk/pay")
    assert "title: Before you pay" in authoring._lead().window.editor.text()


def test_the_parsers_stay_out_of_the_app() -> None:
    """They are the judging process's, and what they need in memory is given back with it."""
    code = "import sys, overlay.author.author; print({'yaml', 'msgspec', 'markdown_it'} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "set()"
