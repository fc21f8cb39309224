from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from content.bundles.model import Bundle
from content.problems import Problem, Severity
from overlay.problems.model import AppProblem
from overlay.problems.window import ProblemsWindow
from overlay.theme.theme import Theme
from tests.overlay.markup import MARKUP, texts_that_are_read_as_html

# The offscreen platform cannot raise windows and says so.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> ProblemsWindow:
    made = ProblemsWindow(theme)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    return Bundle("desk", "1.0", "Treasury desk", "Example", ("en",), tmp_path / "desk", (), ())


@pytest.fixture
def problem(bundle: Bundle) -> Problem:
    file = str(bundle.root / "cards" / "pay.md")
    return Problem(file, 7, "when[1].title_re", "the expression misses its bracket", "close it")


def shown(window: ProblemsWindow) -> str:
    labels = [it for it in window.findChildren(QLabel) if it.isVisibleTo(window)]
    return "\n".join(label.text().replace("\u200b", "") for label in labels)


def button(window: ProblemsWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_without_problems_it_says_that_all_is_well(window: ProblemsWindow) -> None:
    assert window.windowTitle() == "Sidecue problems"
    assert "All is well" in shown(window)
    assert not button(window, "copyProblems").isVisibleTo(window)


def test_a_problem_shows_place_field_message_and_remedy(
    window: ProblemsWindow, bundle: Bundle, problem: Problem
) -> None:
    window.set_problems([], [problem], [bundle])
    said = shown(window)
    assert "1 problem" in said
    assert "Treasury desk" in said
    assert "when[1].title_re: the expression misses its bracket." in said
    assert "Close it." in said
    assert "cards/pay.md:7" in said


def test_the_apps_own_problems_are_plain_sentences(window: ProblemsWindow) -> None:
    window.set_problems([AppProblem("the hotkey is taken", "choose another")])
    assert "The hotkey is taken.\nChoose another." in shown(window)


def test_it_follows_what_it_is_told_and_counts(
    window: ProblemsWindow, problem: Problem, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.count_changed) as changed:
        window.set_problems([AppProblem("one"), AppProblem("two")], [problem])
    assert changed.args == [3]
    with qtbot.assertNotEmitted(window.count_changed):
        window.set_problems([AppProblem("one"), AppProblem("two")], [problem])
    with qtbot.waitSignal(window.count_changed) as changed:
        window.set_problems([])
    assert changed.args == [0]
    assert "All is well" in shown(window)


def test_all_of_it_can_be_copied(window: ProblemsWindow, bundle: Bundle, problem: Problem) -> None:
    window.set_problems([], [problem], [bundle])
    button(window, "copyProblems").click()
    assert QGuiApplication.clipboard().text() == (
        "Treasury desk\n- cards/pay.md:7: when[1].title_re: the expression misses its bracket; close it"
    )
    assert button(window, "copyProblems").text() == "Copied"


def test_the_folder_of_a_bundle_can_be_opened(
    window: ProblemsWindow, bundle: Bundle, problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window.set_problems([], [problem], [bundle])
    button(window, "openFolder").click()
    assert [url.toLocalFile() for url in opened] == [str(bundle.root)]


def test_a_screen_reader_hears_how_grave_a_problem_is(window: ProblemsWindow) -> None:
    window.set_problems([AppProblem("the hotkey is taken", severity=Severity.ERROR)])
    names = [it.accessibleName() for it in window.findChildren(QWidget)]
    assert "error: the hotkey is taken" in names


def test_escape_closes_it(window: ProblemsWindow) -> None:
    window.present()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_it_restyles_while_it_shows_problems(window: ProblemsWindow, theme: Theme, problem: Problem) -> None:
    window.set_problems([], [problem])
    theme.set("high-contrast", 200, motion=True)
    assert "1 problem" in shown(window)


def test_markup_in_what_is_told_is_shown_as_words(window: ProblemsWindow, tmp_path: Path) -> None:
    folder = tmp_path / "x<img src=y>"
    bundle = Bundle("desk", "1.0", MARKUP, "Example", ("en",), folder, (), ())
    told = Problem(str(folder / "cards" / "pay.md"), 7, MARKUP, MARKUP, MARKUP)
    window.set_problems([AppProblem(MARKUP, MARKUP)], [told], [bundle])
    window.grab()
    assert texts_that_are_read_as_html(window) == []
    assert MARKUP in shown(window)
