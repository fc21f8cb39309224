from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from tests.platforms.wine.victims import Program, turn_for, turn_until
from triggers.beyond import Beyond
from triggers.context import Detail, WindowInfo
from triggers.detail.base import LONGEST_TEXT
from triggers.detail.win32 import Win32Detail
from triggers.detail.win32_dialogs import DIALOG
from triggers.loop import SelectorLoop
from triggers.win32_windows import foreground, read_window

ES_PASSWORD, BS_CHECKBOX, SS_ICON, HIDDEN = 0x20, 3, 3, -0x10000000


class Watched:
    """A running source, and what it delivered."""

    def __init__(self, loop: SelectorLoop) -> None:
        self._loop = loop
        self.seen: list[Detail] = []
        self.source = Win32Detail(loop)
        self.source.start(self.seen.append, lambda *_: None)

    def look_at(self, number: int) -> WindowInfo:
        """What the app does when the window source saw that window."""
        window = read_window(number)
        assert window is not None
        self.source.look_at(window)
        return window

    def until(self, what: str, look: Callable[[Detail], bool], patience: float = 10.0) -> Detail:
        """Turn until the newest detail is such; returns it."""
        turn_until(self._loop, lambda: self.seen != [] and look(self.seen[-1]), what, patience)
        return self.seen[-1]


@pytest.fixture
def watched(loop: SelectorLoop) -> Iterator[Watched]:
    running = Watched(loop)
    yield running
    running.source.close()
    running.source.close()


def dialog(program: Program, *labels: str) -> int:
    number = program.show(DIALOG, "Print")
    for text in labels:
        program.ask("child", number, "Static", text)
    return number


def test_a_message_box_tells_its_text_and_its_button(
    loop: SelectorLoop, program: Program, watched: Watched
) -> None:
    program.show("A", "editor")
    program.ask("box", "Print", "Cannot open printer:\nerror 0x0000011b")
    turn_until(loop, lambda: getattr(read_window(foreground() or 0), "title", "") == "Print", "the box")
    window = watched.look_at(foreground() or 0)
    detail = watched.until("its text", lambda one: "0x0000011b" in one.dialog_text)
    assert detail.dialog_text == "Cannot open printer: error 0x0000011b"
    assert (detail.pid, detail.title) == (window.pid, "Print")
    assert (detail.role, detail.control) == ("button", "OK")


@pytest.mark.parametrize("wanted", [Beyond.DIALOG, Beyond.CONTROL])
def test_only_what_is_wanted_is_read(program: Program, watched: Watched, wanted: Beyond) -> None:
    number = dialog(program, "Cannot open printer")
    program.ask("focus", program.ask("child", number, "Button", "Try again"))
    window = read_window(number)
    watched.source.look_at(window, wanted)
    seen = watched.until("one part", lambda one: bool(one.dialog_text or one.control))
    assert bool(seen.dialog_text) is (wanted is Beyond.DIALOG)
    assert bool(seen.control) is (wanted is Beyond.CONTROL)


def test_labels_are_read_and_nothing_that_is_typed(program: Program, watched: Watched) -> None:
    number = dialog(program, "&Name:", "Fish && chips")
    program.ask("child", number, "Edit", "typed")
    program.ask("child", number, "Edit", "hunter2", ES_PASSWORD)
    program.ask("child", number, "Button", "Button text")
    program.ask("child", number, "Static", "picture", SS_ICON)
    watched.look_at(number)
    detail = watched.until("the text", lambda one: one.dialog_text != "")
    assert detail.dialog_text == "Name:\nFish & chips"


def test_labels_of_other_windows_are_not_read(loop: SelectorLoop, program: Program, watched: Watched) -> None:
    number = program.show("A", "editor")
    program.ask("child", number, "Static", "a label in a form")
    watched.look_at(number)
    turn_for(loop, 0.3)
    assert [one.dialog_text for one in watched.seen] == [""]


def test_a_dialog_of_the_window_counts_as_its_own(program: Program, watched: Watched) -> None:
    owner = program.show("A", "editor")
    number = program.show(DIALOG, "Save?", owner, 0x90C80000)
    program.ask("child", number, "Static", "Save changes?")
    watched.look_at(owner)
    detail = watched.until("the text", lambda one: one.dialog_text != "")
    assert (detail.title, detail.dialog_text) == ("editor", "Save changes?")


def test_a_label_that_changes_is_read_again(program: Program, watched: Watched) -> None:
    number = dialog(program, "Copying ...")
    label = program.ask("child", number, "Static", "1 of 2")
    watched.look_at(number)
    watched.until("the first text", lambda one: "1 of 2" in one.dialog_text)
    program.ask("title", label, "Disk full")
    watched.until("the second", lambda one: one.dialog_text == "Copying ...\nDisk full")


@pytest.mark.parametrize(
    ("kind", "text", "style", "told"),
    [
        ("Button", "&Export", 0, ("button", "Export")),
        ("Button", "Keep me", BS_CHECKBOX, ("check box", "Keep me")),
        ("Edit", "typed words", 0, ("text field", "File name")),
        ("Edit", "hunter2", ES_PASSWORD, ("", "")),
        ("ComboBox", "", 2, ("combo box", "File name")),
    ],
)
def test_the_focused_control_is_told(
    kind: str, text: str, style: int, told: tuple[str, str], program: Program, watched: Watched
) -> None:
    number = dialog(program, "File name:")
    control = program.ask("child", number, kind, text, style)
    other = program.ask("child", number, "Button", "Elsewhere")
    program.ask("focus", other)
    watched.look_at(number)
    watched.until("the other", lambda one: one.control == "Elsewhere")
    program.ask("focus", control)
    watched.until("the control", lambda one: (one.role, one.control) == told)
    assert not any(
        word in str(one.dialog_text) + one.control for one in watched.seen for word in ("hunter2", "typed")
    )


def test_a_program_that_answers_late_makes_nobody_wait_and_is_asked_again(
    loop: SelectorLoop, program: Program, watched: Watched
) -> None:
    number = dialog(program, "Out of memory")
    program.ask("hang", 1.5)
    began = time.monotonic()
    watched.look_at(number)
    assert time.monotonic() - began < 1
    watched.until("that there is no text yet", lambda one: one.dialog_text == "")
    watched.until("the text at last", lambda one: one.dialog_text == "Out of memory")


def test_one_that_never_answers_does_not_keep_others_from_being_read(
    program: Program, other_program: Program, watched: Watched
) -> None:
    number = dialog(program, "never", "read")
    program.ask("hang", 60)
    watched.look_at(number)
    watched.look_at(dialog(other_program, "Second"))
    watched.until("the other dialog", lambda one: one.dialog_text == "Second", patience=2)


def test_a_megabyte_is_cut(program: Program, watched: Watched) -> None:
    watched.look_at(dialog(program, "x" * 1_000_000, "more"))
    detail = watched.until("the text", lambda one: one.dialog_text != "")
    assert len(detail.dialog_text) <= LONGEST_TEXT


def test_a_window_gone_meanwhile_is_nothing(loop: SelectorLoop, program: Program, watched: Watched) -> None:
    number = dialog(program, "short-lived")
    window = read_window(number)
    program.ask("destroy", number)
    watched.source.look_at(window)
    turn_for(loop, 0.3)
    watched.source.look_at(None)
    assert all(one.dialog_text == "" for one in watched.seen)


def test_nothing_that_was_read_stands_in_what_is_printed(program: Program, watched: Watched) -> None:
    watched.look_at(dialog(program, "secret plans"))
    watched.until("the text", lambda one: "secret" in one.dialog_text)
    assert "secret" not in repr(watched.seen)
