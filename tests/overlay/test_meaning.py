from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.bundles.pack import pack, write_package
from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.meaning.carried import encoded
from content.meaning.encoder import NoEncoder, find_encoder, is_installed
from content.progress import NoProgress
from overlay.meaning import Meaning, MeaningState
from overlay.own_command import own_command
from tests.content.meaning.concepts import Concepts
from tests.overlay.desk import write_bundle

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra `meaning` is not installed")

# What the app's own process does, with an encoder that needs no model.
SERVE = """
import sys
from content.meaning.worker import serve
from tests.content.meaning.concepts import Concepts
serve(sys.stdin.buffer, sys.stdout.buffer, Concepts)
"""
HANGS = "import time; time.sleep(600)"
CRASHES = "import sys, os; sys.stdin.readline(); os._exit(3)"
BABBLES = "import sys; sys.stdin.readline(); print('nonsense', flush=True); sys.stdin.read()"
CRASHES_WHEN_ASKED = """
import sys, os
sys.stdin.readline()
print('{"cards": 3, "reason": ""}', flush=True)
sys.stdin.readline()
os._exit(3)
"""

Make = Callable[..., Meaning]


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    root = write_bundle(tmp_path / "desk")
    bundle, files = read_bundle(root), open_files(root)
    vectors = encoded(bundle, files, Concepts(), NoProgress())
    write_package(pack(bundle, files, NoProgress(), vectors), tmp_path / "desk.cue")
    return tmp_path / "desk.cue"


@pytest.fixture
def make(qtbot: QtBot, packed: Path) -> Iterator[Make]:
    made: list[Meaning] = []

    def make_one(code: str = SERVE, **times: int) -> Meaning:
        meaning = Meaning([sys.executable, "-c", code], **{"patience": 60_000, **times})
        meaning.use([packed])
        made.append(meaning)
        return meaning

    yield make_one
    for meaning in made:
        meaning.close()


def test_a_query_brings_the_cards_nearest_in_meaning(make: Make, qtbot: QtBot) -> None:
    meaning = make()
    assert meaning.state == MeaningState("resting")

    with qtbot.waitSignal(meaning.nearest, timeout=60_000) as told:
        meaning.ask("reverse a remittance")

    query, near = told.args
    assert query == "reverse a remittance"
    assert near[0].card == "desk/undo"
    assert (meaning.state.state, meaning.state.cards > 0) == ("ready", True)


def test_only_the_last_of_many_letters_is_answered(make: Make, qtbot: QtBot) -> None:
    meaning = make()
    answered: list[str] = []
    meaning.nearest.connect(lambda query, _near: answered.append(query))

    for end in range(len("undo a"), len("undo a transfer") + 1):
        meaning.ask("undo a transfer"[:end])
    qtbot.waitUntil(lambda: bool(answered), timeout=60_000)

    assert answered == ["undo a transfer"]


def test_one_word_starts_no_process(make: Make) -> None:
    meaning = make()
    meaning.ask("undo")
    assert meaning._process is None


def test_the_palette_warms_it_up_and_a_rest_ends_it(make: Make, qtbot: QtBot) -> None:
    meaning = make(rest=1)
    states: list[str] = []
    meaning.told.connect(lambda state: states.append(state.state))

    meaning.warm()

    qtbot.waitUntil(lambda: "resting" in states, timeout=60_000)
    assert states[0] == "starting"
    assert meaning._process is None


def test_switched_off_and_on_again(make: Make) -> None:
    meaning = make()
    meaning.turn(on=False)
    meaning.ask("undo a transfer")
    meaning.warm()
    assert (meaning.state.state, meaning._process) == ("off", None)
    meaning.turn(on=True)
    assert meaning.state.state == "resting"


def test_folders_carry_no_vectors(make: Make, tmp_path: Path) -> None:
    meaning = make()
    meaning.use([tmp_path / "desk"])
    meaning.ask("undo a transfer")
    assert (meaning.state.state, meaning._process) == ("unavailable", None)


def test_without_the_extra_it_says_so(make: Make, packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meaning = make()
    monkeypatch.setattr("overlay.meaning.is_installed", lambda: False)
    meaning.use([packed])
    assert meaning.state.state == "unavailable"
    assert "extra" in meaning.state.reason


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (HANGS, "does not answer"),
        (CRASHES, "ended"),
        (BABBLES, "what was asked"),
        (CRASHES_WHEN_ASKED, "ended"),
    ],
)
def test_a_process_that_is_lost_is_told_and_costs_nothing_else(
    make: Make, qtbot: QtBot, code: str, why: str
) -> None:
    meaning = make(code, patience=300 if code is HANGS else 60_000)
    for _ in range(2):
        with qtbot.waitSignal(
            meaning.told, timeout=60_000, check_params_cb=lambda state: why in state.reason
        ):
            meaning.ask("undo a transfer")
        assert meaning._process is None
        assert meaning.state.state == "resting"


@pytest.mark.parametrize("code", [CRASHES, CRASHES_WHEN_ASKED])
def test_after_several_losses_no_more_processes_are_started(
    make: Make, qtbot: QtBot, packed: Path, code: str
) -> None:
    meaning = make(code)
    for _ in range(3):
        with qtbot.waitSignal(meaning.told, timeout=60_000, check_params_cb=lambda state: bool(state.reason)):
            meaning.ask("undo a transfer")
    assert meaning.state.state == "failed"
    meaning.ask("undo a transfer")
    assert meaning._process is None
    meaning.use([packed])
    assert meaning.state.state == "resting"


def test_a_program_that_does_not_exist(qtbot: QtBot, packed: Path) -> None:
    meaning = Meaning(["/nonexistent"])
    meaning.use([packed])
    with qtbot.waitSignal(
        meaning.told, timeout=10_000, check_params_cb=lambda state: "be started" in state.reason
    ):
        meaning.ask("undo a transfer")
    meaning.close()


def test_the_real_process_with_the_real_encoder(qtbot: QtBot, tmp_path: Path) -> None:
    encoder = find_encoder()
    assert not isinstance(encoder, NoEncoder)
    root = write_bundle(tmp_path / "desk")
    bundle, files = read_bundle(root), open_files(root)
    package = pack(bundle, files, NoProgress(), encoded(bundle, files, encoder, NoProgress()))
    write_package(package, tmp_path / "real.cue")
    meaning = Meaning(own_command("encode-queries"), patience=60_000)
    meaning.use([tmp_path / "real.cue"])
    try:
        with qtbot.waitSignal(meaning.nearest, timeout=60_000) as told:
            meaning.ask("how can I take back money that I sent")
    finally:
        meaning.close()
    assert told.args[1][0].card == "desk/undo"
