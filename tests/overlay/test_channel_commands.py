from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from overlay.channel_commands import ChannelCommands
from overlay.channels import read_channels
from overlay.commands import Outcome
from overlay.own_command import own_command
from overlay.profile import open_profile
from tests.content.channels.desk.publisher import Publisher
from tests.overlay.cli.conftest import ROOT


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    made = Publisher(tmp_path / "channel")
    made.release("1.0")
    made.publish()
    made.invitation()
    return made


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def commands(qtbot: QtBot, profile: Path) -> Iterator[ChannelCommands]:
    made = ChannelCommands(own_command("--profile", str(profile)))
    yield made
    made.cancel()


class Answers(list[Outcome]):
    """What commands answered."""

    def wait(self, qtbot: QtBot) -> Outcome:
        qtbot.waitUntil(lambda: bool(self), timeout=30_000)
        return self.pop()


def followed(profile: Path) -> list[str]:
    return [state.id for state in read_channels(open_profile(profile).channels).states]


def test_a_channel_is_looked_at_followed_and_left(
    commands: ChannelCommands, publisher: Publisher, profile: Path, qtbot: QtBot
) -> None:
    answers, what = Answers(), str(publisher.folder)
    commands.look(what, answers.append)
    told = json.loads(answers.wait(qtbot).said)
    assert (told["title"], told["fingerprint"]) == ("Treasury desk", publisher.invited().fingerprint)
    assert followed(profile) == []

    commands.follow(what, told["fingerprint"], answers.append)
    assert answers.wait(qtbot).complaint == ""
    assert followed(profile) == ["treasury"]

    commands.leave("treasury", answers.append)
    assert answers.wait(qtbot).complaint == ""
    assert followed(profile) == []


def test_an_invitation_that_changed_meanwhile_is_not_followed(
    commands: ChannelCommands, publisher: Publisher, profile: Path, qtbot: QtBot
) -> None:
    answers = Answers()
    commands.follow(str(publisher.folder), "0" * 64, answers.append)

    assert "not the one demanded" in answers.wait(qtbot).complaint
    assert followed(profile) == []


@pytest.mark.parametrize("what", ["--yes", "--list", "nowhere.json"])
def test_what_was_typed_is_never_an_option(commands: ChannelCommands, qtbot: QtBot, what: str) -> None:
    answers = Answers()
    commands.look(what, answers.append)

    assert answers.wait(qtbot).complaint.startswith(f"{what}: there is no such file or folder")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["/nowhere/at/all"], "could not start itself"),
        ([sys.executable, "-c", "import os; os.abort()"], "without a word"),
    ],
)
def test_a_command_that_fails_is_told(qtbot: QtBot, command: list[str], said: str) -> None:
    answers, failing = Answers(), ChannelCommands(command)
    failing.leave("treasury", answers.append)

    assert said in answers.wait(qtbot).complaint


def test_a_command_that_is_cancelled_answers_no_more(qtbot: QtBot) -> None:
    first, second = Answers(), Answers()
    slow = ChannelCommands([sys.executable, "-c", "import sys, time; time.sleep(60 * ('x' in sys.argv))"])
    slow.look("x", first.append)
    slow.look("y", second.append)

    assert second.wait(qtbot) == Outcome("")
    assert first == []


def test_the_app_itself_cannot_speak_to_a_server() -> None:
    asked = (
        "import sys, overlay.app, overlay.settings.dialog, overlay.settings.channels;"
        "print({'tuf', 'urllib3', 'msgspec', 'securesystemslib'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout == "set()\n"
