"""Author mode on no screen, with a judge that answers at once instead of from a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.bundles.author.draft import Draft
from content.bundles.author.judging import judge
from overlay.author.author import Author
from overlay.author.judge import Judge
from overlay.author.stash import Stash
from overlay.author.window import AuthorWindow
from overlay.theme.theme import Theme
from triggers.context import Context

WINDOW = Context("mousepad", "Mousepad", "payment run 2026-11.csv - Mousepad", os="linux")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says what it cannot do; everything else is a failure."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


class JudgeHere(Judge):
    """Answers in the same moment; ``asked`` is what it was asked."""

    def __init__(self) -> None:
        super().__init__(["unused"])
        self.asked: list[Draft] = []

    def ask(self, draft: Draft) -> None:
        self.asked.append(draft)
        self.judged.emit(judge(draft))


class FocusBack:
    """Counts how often the person's window got the keyboard back."""

    def __init__(self) -> None:
        self.given = 0

    def __call__(self) -> None:
        self.given += 1


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[AuthorWindow]:
    made = AuthorWindow(theme)
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def judge_here(qtbot: QtBot) -> JudgeHere:
    return JudgeHere()


@pytest.fixture
def focus_back() -> FocusBack:
    return FocusBack()


@pytest.fixture
def author(
    window: AuthorWindow, judge_here: JudgeHere, tmp_path: Path, focus_back: FocusBack
) -> Iterator[Author]:
    made = Author(window, judge_here, Stash(tmp_path), tmp_path / "notes", focus_back)
    yield made
    made.close()
