"""Written answers as the app gets them: by a process of its own, from a server on loopback."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.answers.model import NO_ANSWER, Quote
from content.library.library import Library
from content.memory.memory import Memory
from content.policy.model import Endpoint, Policy
from overlay.answers import Answers
from overlay.own_command import own_command
from overlay.settings.table import WRITTEN_ANSWERS, Settings
from tests.content.answers.server import Handler, Model
from tests.overlay.conftest import GOOD_ANSWER

HANGS = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def answers(asking_settings: Settings) -> Iterator[Answers]:
    made = Answers(asking_settings, own_command("write-answer"))
    yield made
    made.close()


def ask(answers: Answers, qtbot: QtBot, library: Library, text: str = "How?") -> object:
    with qtbot.waitSignal(answers.answered, timeout=20_000) as caught:
        answers.ask(text, [library.cards["desk/undo"]])
    assert caught.args
    return caught.args[0]


def failure(answers: Answers, qtbot: QtBot, library: Library) -> str:
    with qtbot.waitSignal(answers.failed, timeout=20_000) as caught:
        answers.ask("How?", [library.cards["desk/undo"]])
    assert caught.args
    return str(caught.args[0])


def test_an_answer_comes_when_it_is_asked_for(
    answers: Answers, qtbot: QtBot, library: Library, model: Model
) -> None:
    assert answers.available
    answer = ask(answers, qtbot, library)
    assert getattr(answer, "text", "") == "Recall it. [1]"
    assert getattr(answer, "quotes", ()) == (Quote("desk/undo", "Recall it"),)
    assert len(model.asked) == 1


def test_a_new_question_silences_the_one_before(
    answers: Answers, qtbot: QtBot, library: Library, model: Model
) -> None:
    heard: list[object] = []
    answers.answered.connect(heard.append)
    answers.failed.connect(heard.append)
    answers.ask("First?", [library.cards["desk/undo"]])
    ask(answers, qtbot, library, "Second?")
    qtbot.wait(200)
    assert len(heard) == 1
    assert "Second?" in model.bodies[-1]["messages"][1]["content"]


def test_what_is_cancelled_brings_nothing(qtbot: QtBot, asking_settings: Settings, library: Library) -> None:
    heard: list[object] = []
    answers = Answers(asking_settings, HANGS)
    answers.answered.connect(heard.append)
    answers.failed.connect(heard.append)
    answers.ask("How?", [library.cards["desk/undo"]])
    qtbot.wait(100)
    began = time.monotonic()
    answers.cancel()
    answers.close()
    assert time.monotonic() - began < 1
    assert heard == []


def test_nothing_is_asked_before_the_person_wants_it(
    answers: Answers, qtbot: QtBot, asking_settings: Settings, library: Library, model: Model
) -> None:
    asking_settings.set(WRITTEN_ANSWERS, False)
    assert not answers.available
    assert "the setting written_answers is off" in failure(answers, qtbot, library)
    assert model.asked == []


def test_nothing_is_asked_without_a_policy(qtbot: QtBot, memory: Memory, library: Library) -> None:
    settings = Settings(memory)
    settings.set(WRITTEN_ANSWERS, True)
    answers = Answers(settings, ["/no/such/program"])
    assert not answers.available
    assert "no server is named here" in failure(answers, qtbot, library)


def test_without_cards_there_is_nothing_to_ask(answers: Answers, qtbot: QtBot, model: Model) -> None:
    with qtbot.waitSignal(answers.answered) as caught:
        answers.ask("How?", [])
    assert caught.args == [NO_ANSWER]
    assert model.asked == []


def test_a_server_that_fails_is_told(answers: Answers, qtbot: QtBot, library: Library, model: Model) -> None:
    model.sends(b"", 401)
    assert "does not let us in (status 401)" in failure(answers, qtbot, library)


def test_the_window_goes_on_while_the_server_thinks(
    answers: Answers, qtbot: QtBot, library: Library, model: Model
) -> None:
    def slowly(handler: Handler) -> None:
        time.sleep(1)
        model.says(GOOD_ANSWER)
        model.answer(handler)

    model.answer = slowly
    began = time.monotonic()
    answers.ask("How?", [library.cards["desk/undo"]])
    assert time.monotonic() - began < 0.5
    with qtbot.waitSignal(answers.answered, timeout=20_000):
        pass


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["/no/such/program"], "cannot be started"),
        ([sys.executable, "-c", "print('nonsense')"], "ended without one"),
        ([sys.executable, "-c", "import os; os._exit(3)"], "ended without one"),
        (HANGS, "does not come to an end"),
    ],
)
def test_a_process_that_fails_is_told(
    qtbot: QtBot, memory: Memory, library: Library, command: list[str], why: str
) -> None:
    settings = Settings(memory, Policy("p", answers=Endpoint("http://127.0.0.1:9", "m", timeout=1)))
    settings.set(WRITTEN_ANSWERS, True)
    answers = Answers(settings, command, spare=100)
    assert why in failure(answers, qtbot, library)
    answers.close()


def test_the_app_loads_nothing_that_speaks_to_servers() -> None:
    code = (
        "import sys, overlay.answers, overlay.palette.written_answer, content.answers.prompt;"
        "print({'tuf', 'urllib3', 'msgspec', 'http.client'} & set(sys.modules))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
