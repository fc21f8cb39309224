"""What a window shows beyond its title, through the conductor to the screen: at once, once, and calmly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from content.library.library import Library
from content.memory.memory import Memory
from overlay.calm import REST, Calm
from overlay.companions import Companions
from overlay.conductor import Conductor
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.presenter import Presenter
from overlay.recorder import Recorder
from overlay.trace import FileTrace
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, LEFT, PAYMENTS, TraceRecord, Windows, write_bundle
from tests.triggers.fake_loop import FakeLoop
from triggers.context import Detail, WindowInfo
from triggers.sources.base import Observation

DIALOG = WindowInfo(21, "soffice", "libreoffice", "LibreOffice 7.4", PAYMENTS.pid, LEFT)
FULL = Detail(DIALOG.pid, DIALOG.title, "button", "OK", "The disk is full. Error 0x70", "")
CARDS = {
    "full": '---\ntitle: Disk full\nwhen: {dialog_text: "*disk is full*#*"}\nloudness: panel\n---\nDelete.\n',
    "pay": '---\ntitle: Pay\nwhen: {title: "*payment run*"}\nloudness: panel\n---\nCheck.\n',
    "any": "---\ntitle: Dialogs\nwhen: {title: Writer}\nnot_when: {dialog_text: '*disk*'}\nloudness: panel\n"
    "---\nAsk.\n",
    "amount": "---\ntitle: Amounts\nwhen: {control: Amount}\nloudness: tab\n---\nNet.\n",
}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "desk", **CARDS)


@pytest.fixture
def loop() -> FakeLoop:
    return FakeLoop()


@pytest.fixture
def presenter(panel: Panel, tab: Tab, memory: Memory, trace: TraceRecord, loop: FakeLoop) -> Presenter:
    return Presenter(panel, tab, memory, trace, calm=Calm(loop, loop.clock))


def test_an_error_dialog_brings_its_guide_at_once(
    windows: Windows, conductor: Conductor, presenter: Presenter, loop: FakeLoop
) -> None:
    windows.see(GAME)
    loop.advance(5)
    windows.see(DIALOG)
    conductor.look_closer(FULL)
    assert presenter.panel_card == "desk/full"


def test_also_when_another_card_stood_there_for_the_window_behind(
    windows: Windows, conductor: Conductor, presenter: Presenter, loop: FakeLoop
) -> None:
    windows.see(PAYMENTS)
    loop.advance(5)
    windows.see(DIALOG)
    assert presenter.panel_card == "desk/pay"  # it is not taken away in a hurry
    loop.advance(0.02)
    conductor.look_closer(FULL)
    assert presenter.panel_card == "desk/full"


def test_a_card_that_the_dialog_excludes_goes_as_soon_as_that_is_known(
    windows: Windows, conductor: Conductor, presenter: Presenter, loop: FakeLoop
) -> None:
    windows.see(GAME)
    loop.advance(5)
    dialog = replace(DIALOG, title="Writer")
    windows.see(dialog)
    assert presenter.panel_card == "desk/any"  # nothing else is known for these milliseconds
    loop.advance(0.01)
    conductor.look_closer(replace(FULL, title="Writer", dialog_text="The disk is gone."))
    assert presenter.panel_card is None


def test_what_is_known_before_its_window_counts_at_once(conductor: Conductor, presenter: Presenter) -> None:
    conductor.observe(Observation(1, 1.0, DIALOG), FULL)
    assert presenter.panel_card == "desk/full"


def test_a_control_that_changes_with_each_key_decides_nothing_anew(
    windows: Windows, conductor: Conductor, trace: TraceRecord
) -> None:
    windows.see(PAYMENTS)
    trace.events.clear()
    for number in range(50):
        conductor.look_closer(Detail(PAYMENTS.pid, PAYMENTS.title, "text field", f"Field {number}"))
    assert trace.events == []
    assert conductor.context is not None
    assert conductor.context.control == "Field 49"


def test_a_card_that_comes_and_goes_with_the_focus_does_not_blink(
    windows: Windows, conductor: Conductor, tab: Tab, loop: FakeLoop, trace: TraceRecord
) -> None:
    windows.see(GAME)
    loop.advance(5)
    on = Detail(GAME.pid, GAME.title, "text field", "Amount")
    off = Detail(GAME.pid, GAME.title, "text field", "Date")
    conductor.look_closer(on)
    assert tab.isVisible()
    trace.events.clear()
    for _ in range(20):
        loop.advance(0.05)
        conductor.look_closer(off)
        loop.advance(0.05)
        conductor.look_closer(on)
    assert tab.isVisible()
    assert trace.of("cue_painted") == []


def test_dialogs_in_a_row_are_shown_calmly_all_the_same(
    windows: Windows, conductor: Conductor, presenter: Presenter, loop: FakeLoop
) -> None:
    shown = []
    for number in range(20):
        windows.see(DIALOG if number % 2 else PAYMENTS)
        loop.advance(0.01)
        conductor.look_closer(FULL if number % 2 else None)
        loop.advance(0.04)
        shown.append(presenter.panel_card)
    assert len(set(shown)) == 1


def test_when_nobody_tells_any_more_the_card_goes(
    windows: Windows, conductor: Conductor, presenter: Presenter, loop: FakeLoop
) -> None:
    windows.see(DIALOG)
    conductor.look_closer(FULL)
    conductor.look_closer(None)
    loop.advance(2 * REST)
    assert presenter.panel_card is None


def test_without_a_window_there_is_nothing_to_look_at_closer(conductor: Conductor) -> None:
    conductor.look_closer(FULL)
    assert conductor.context is None


@pytest.fixture
def written(tmp_path: Path) -> Iterator[FileTrace]:
    file = FileTrace(tmp_path / "trace.jsonl", titles=True, lost=lambda _: None)
    yield file
    file.close()


def test_no_byte_on_disk_tells_what_a_window_showed(
    tmp_path: Path, panel: Panel, tab: Tab, clock: Clock, library: Library, written: FileTrace
) -> None:
    secret = "Zwölfsekundenwort"
    memory = Memory(tmp_path / "state", clock)
    said: list[str] = []
    recorder = Recorder((lambda event: said.append(repr(event)),), clock, lambda: 0.0)
    companions = Companions.of(memory, recorder)
    presenter = Presenter(panel, tab, memory, written, companions)
    conductor = Conductor(memory, presenter, written, clock, companions)
    conductor.use(library)
    conductor.observe(Observation(1, 1.0, DIALOG))
    text = f"The disk is full: {secret}. Error 5, {secret}"
    conductor.look_closer(
        Detail(DIALOG.pid, DIALOG.title, "button", secret, text, f"https://{secret}.example.org/")
    )
    assert presenter.panel_card == "desk/full"
    conductor.dismiss("desk/full")
    conductor.close()
    memory.close()
    written.close()

    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    kept = b"".join(file.read_bytes() for file in files) + "".join(said).encode()
    assert b"desk/full" in kept
    for form in (secret, secret.lower()):
        for encoding in ("utf-8", "utf-16-le", "latin-1", "unicode_escape"):
            assert form.encode(encoding) not in kept
