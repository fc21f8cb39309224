"""Statements as the app has them sent: by a process of its own, to a store on loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.policy.model import Policy, RecordStore
from content.problems import Problem
from content.xapi.standing import Standing, told
from overlay.own_command import own_command
from overlay.statements import Statements
from tests.content.xapi.store import Store, serving
from tests.triggers.fake_loop import FakeLoop

ROOT = Path(__file__).resolve().parents[2]
MANAGED = Policy("p", xapi=RecordStore("https://lrs.example.org/xAPI"))


def saying(standing: Standing) -> list[str]:
    """A process that tells this."""
    return [sys.executable, "-c", f"print({told(standing)!r})"]


class Desk:
    """An app that notes what it is told."""

    def __init__(self, folder: Path, policy: Policy, command: list[str]) -> None:
        self.loop = FakeLoop()
        self.statements = Statements(self.loop, folder, policy, command, lambda: 0.5)
        self.told: list[Standing] = []

    def start(self) -> None:
        self.statements.start(self.told.append)

    def run(self, qtbot: QtBot, seconds: float = 120.0) -> Standing:
        """Let the next process run to its end."""
        before = len(self.told)
        self.loop.advance(seconds)
        qtbot.waitUntil(lambda: len(self.told) > before, timeout=30_000)
        return self.told[-1]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    made: list[Desk] = []
    yield made
    for desk in made:
        desk.statements.close()


def desk_of(desks: list[Desk], folder: Path, policy: Policy, command: list[str]) -> Desk:
    desks.append(Desk(folder, policy, command))
    desks[-1].start()
    return desks[-1]


def test_without_a_store_there_is_neither_a_process_nor_a_timer(
    desks: list[Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    desk = desk_of(desks, tmp_path, Policy(), ["/no/such/program"])
    desk.statements.send_soon()
    assert desk.loop.scheduled == 0
    assert desk.told == [Standing("off")]


def test_what_waited_for_a_store_that_is_named_no_more_is_erased(
    desks: list[Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "outbox.sqlite").write_text("x")
    slip = Problem("p", 1, "xapi.url", "is no address", "mend it")
    desk_of(desks, tmp_path, Policy("p", problems=(slip,)), [])
    assert (tmp_path / "outbox.sqlite").exists()
    desk_of(desks, tmp_path, Policy("p"), [])
    assert not (tmp_path / "outbox.sqlite").exists()


def test_the_first_run_comes_minutes_after_the_start_and_then_nobody_is_woken(
    desks: list[Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    desk = desk_of(desks, tmp_path, MANAGED, saying(Standing("active", server="lrs.example.org")))
    assert desk.told == [Standing("resting", server="lrs.example.org")]
    desk.loop.advance(119)
    assert len(desk.told) == 1

    assert desk.run(qtbot, 1).state == "active"
    assert desk.loop.scheduled == 0
    desk.statements.send_soon()
    desk.statements.send_soon()
    assert desk.loop.scheduled == 1
    assert desk.run(qtbot, 300).state == "active"


def test_after_a_failure_it_waits_as_long_as_the_server_wants(
    desks: list[Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    failing = Standing("failing", "s: has too much to do", wait=1000.0, waiting=3)
    desk = desk_of(desks, tmp_path, MANAGED, saying(failing))
    assert desk.run(qtbot) == failing
    desk.statements.send_soon()
    assert desk.loop.scheduled == 1
    desk.loop.advance(999)
    assert len(desk.told) == 2
    assert desk.run(qtbot, 1) == failing


def test_what_one_run_could_not_send_follows_soon(desks: list[Desk], tmp_path: Path, qtbot: QtBot) -> None:
    desk = desk_of(desks, tmp_path, MANAGED, saying(Standing("active", waiting=400)))
    desk.run(qtbot)
    assert desk.run(qtbot, 10).waiting == 400


def test_a_store_that_the_policy_names_no_more_ends_it(
    desks: list[Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    desk = desk_of(desks, tmp_path, MANAGED, saying(Standing("off")))
    assert desk.run(qtbot).state == "off"
    desk.statements.send_soon()
    assert desk.loop.scheduled == 0


@pytest.mark.parametrize(
    "command",
    [
        ["/no/such/program"],
        [sys.executable, "-c", "print('nonsense')"],
        [sys.executable, "-c", "print('[7]')"],
        [sys.executable, "-c", "import os; os._exit(3)"],
    ],
)
def test_a_process_that_fails_is_told_and_tried_again(
    desks: list[Desk], tmp_path: Path, qtbot: QtBot, command: list[str]
) -> None:
    desk = desk_of(desks, tmp_path, MANAGED, command)
    standing = desk.run(qtbot)
    assert (standing.state, standing.server) == ("failing", "lrs.example.org")
    assert "ended early; it is tried again later" in standing.reason
    assert desk.loop.scheduled == 1


def test_a_process_that_hangs_is_ended(desks: list[Desk], tmp_path: Path, qtbot: QtBot) -> None:
    desk = desk_of(desks, tmp_path, MANAGED, [sys.executable, "-c", "import time; time.sleep(600)"])
    desk.loop.advance(120)
    assert desk.run(qtbot, 900).state == "failing"


def test_closing_ends_what_is_under_way(desks: list[Desk], tmp_path: Path, qtbot: QtBot) -> None:
    desk = desk_of(desks, tmp_path, MANAGED, [sys.executable, "-c", "import time; time.sleep(600)"])
    desk.loop.advance(120)
    desk.statements.close()
    desk.statements.close()
    assert desk.loop.scheduled == 0
    assert len(desk.told) == 1


@pytest.fixture
def store() -> Iterator[Store]:
    with serving() as made:
        yield made


def test_the_real_process_reads_the_policy_afresh(
    desks: list[Desk],
    tmp_path: Path,
    qtbot: QtBot,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(f"xapi: {{url: '{store.address}/xAPI'}}\n")
    monkeypatch.setenv("SIDECUE_POLICY", str(file))
    command = own_command("--profile", str(tmp_path / "profile"), "send-statements")
    desk = desk_of(desks, tmp_path / "profile" / "xapi", MANAGED, command)
    standing = desk.run(qtbot)
    assert (standing.state, standing.server) == ("active", store.address.removeprefix("http://"))

    file.write_text("roles: [tax]\n")
    desk.statements.send_soon()
    assert desk.run(qtbot, 300) == Standing("off")


def test_the_app_loads_nothing_that_speaks_to_servers_or_keeps_the_outbox() -> None:
    code = (
        "import sys, overlay.statements;"
        "print({'tuf', 'urllib3', 'msgspec', 'http.client', 'sqlite3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
