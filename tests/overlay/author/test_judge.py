from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.bundles.author.draft import Draft, Judgement
from overlay.author.judge import Judge
from overlay.own_command import own_command
from tests.overlay.author.conftest import WINDOW

HANGS = [sys.executable, "-c", "import time; time.sleep(600)"]
CRASHES = [sys.executable, "-c", "import os; os._exit(3)"]


def draft(title: str) -> Draft:
    text = f"---\ntitle: {title}\n---\nText\n"
    return Draft(text, Path("missing"), "cards/new.md", "my-notes", "My notes", WINDOW)


@pytest.fixture
def judge(qtbot: QtBot) -> Iterator[Judge]:
    made = Judge(own_command("read-drafts"), patience=60_000)
    yield made
    made.close()


def judged(judge: Judge, qtbot: QtBot, *titles: str) -> str:
    """The title of the card that is answered after these were asked about in one go."""
    with qtbot.waitSignal(judge.judged, timeout=60_000) as told:
        for title in titles:
            judge.ask(draft(title))
    (judgement,) = told.args
    assert isinstance(judgement, Judgement)
    assert judgement.card is not None
    return judgement.card.title


def test_a_process_of_its_own_judges_one_draft_after_the_other(judge: Judge, qtbot: QtBot) -> None:
    assert judged(judge, qtbot, "One") == "One"
    process = judge._process
    assert judged(judge, qtbot, "Two", "Three", "Four") == "Four"
    assert judge._process is process


def test_after_closing_another_process_answers(judge: Judge, qtbot: QtBot) -> None:
    assert judged(judge, qtbot, "One") == "One"
    judge.close()
    judge.close()
    assert judged(judge, qtbot, "Two") == "Two"


@pytest.mark.parametrize(
    ("command", "why"),
    [(HANGS, "too long"), (CRASHES, "ended the process"), (["/nonexistent"], "be started")],
)
def test_a_process_that_is_lost_is_told_and_gone(qtbot: QtBot, command: list[str], why: str) -> None:
    judge = Judge(command, patience=300 if command is HANGS else 60_000)
    with qtbot.waitSignal(judge.lost, timeout=60_000) as told:
        judge.ask(draft("One"))
    assert why in told.args[0]
    assert judge._process is None
