"""The window source for macOS, against a macOS of the test's own."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator

import pytest

from tests.triggers.fake_loop import FakeLoop
from tests.triggers.fake_mac import FakeMac
from triggers.context import Rect, WindowInfo
from triggers.loop import SelectorLoop
from triggers.macos import MacApp, Trouble
from triggers.sources import macos
from triggers.sources.base import NothingFocused, Observation, SourceState, SourceUnavailableError
from triggers.sources.macos import MUTE, NOT_ALLOWED, SILENT, MacSource

OURS = os.getpid()
PREVIEW = MacApp(99_999_998, "Vorschau", "com.apple.Preview")  # no such processes: their names are macOS's
NOTES = MacApp(99_999_999, "Notizen", "com.apple.Notes")
SELF = MacApp(OURS, "Sidecue", "org.sidecue.Sidecue")


class Desk:
    """A source that watches ``mac``, with the loop it lives in."""

    def __init__(self, mac: FakeMac) -> None:
        self.mac = mac
        self.loop = SelectorLoop()
        self.got: list[Observation] = []
        self.source = MacSource(self.loop, OURS, lambda: mac)
        mac.front = PREVIEW
        mac.elements |= {
            f"app {PREVIEW.pid}": {"AXFocusedWindow": "invoice"},
            "invoice": {
                "AXTitle": "Invoice.pdf",
                "AXPosition": (10.0, 20.4),
                "AXSize": (300.0, 200.0),
                "AXFullScreen": False,
            },
            f"app {NOTES.pid}": {"AXMainWindow": "notes"},
            "notes": {"AXTitle": "All notes"},
        }

    def start(self) -> None:
        self.source.start(self.got.append)

    def wait(self, until: Callable[[SourceState], bool]) -> None:
        assert self.loop.run(lambda: bool(self.got) and until(self.got[-1].state), timeout=5)

    def wait_for_title(self, title: str) -> WindowInfo:
        self.wait(lambda state: isinstance(state, WindowInfo) and state.title == title)
        state = self.got[-1].state
        assert isinstance(state, WindowInfo)
        return state


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(FakeMac())
    yield desk
    desk.source.close()
    desk.source.close()
    desk.loop.close()


def test_everything_about_the_active_window_in_one_observation(desk: Desk) -> None:
    desk.start()
    assert desk.wait_for_title("Invoice.pdf") == WindowInfo(
        id=1,
        app="Vorschau",
        window_class="com.apple.Preview",
        title="Invoice.pdf",
        pid=PREVIEW.pid,
        frame=Rect(10, 20, 300, 200),
        full_screen=False,
    )


def test_a_real_process_has_its_own_name_in_every_language(desk: Desk) -> None:
    parent = MacApp(os.getppid(), "Kind of localised", "a.b.c")
    desk.mac.front = parent
    desk.mac.elements[f"app {parent.pid}"] = {"AXFocusedWindow": "invoice"}
    desk.start()
    assert desk.wait_for_title("Invoice.pdf").app != parent.name


def test_another_app_and_back(desk: Desk) -> None:
    desk.start()
    first = desk.wait_for_title("Invoice.pdf")
    desk.mac.switch(NOTES)
    assert desk.wait_for_title("All notes").id != first.id
    desk.mac.switch(PREVIEW)
    assert desk.wait_for_title("Invoice.pdf").id == first.id
    assert [pid for pid, _, _ in desk.mac.observers] == [PREVIEW.pid]  # nobody else is listened to


def test_a_changed_title_and_another_window_of_the_app(desk: Desk) -> None:
    desk.start()
    desk.wait_for_title("Invoice.pdf")
    desk.mac.elements["invoice"]["AXTitle"] = "Invoice.pdf – Edited"
    desk.mac.notice(PREVIEW.pid)
    desk.wait_for_title("Invoice.pdf – Edited")
    desk.mac.elements["other"] = {"AXTitle": "Contract.pdf", "AXFullScreen": True}
    desk.mac.elements[f"app {PREVIEW.pid}"] = {"AXFocusedWindow": "other"}
    desk.mac.notice(PREVIEW.pid)
    assert desk.wait_for_title("Contract.pdf").full_screen is True


def test_ten_thousand_notices_are_few_looks_and_the_last_state_wins(desk: Desk) -> None:
    desk.start()
    desk.wait_for_title("Invoice.pdf")
    desk.mac.reads.clear()
    for number in range(10_000):
        desk.mac.elements["invoice"]["AXTitle"] = str(number)
        desk.mac.notice(PREVIEW.pid)
    desk.wait_for_title("9999")
    assert len(desk.mac.reads) < 200


def test_an_app_without_windows_is_nothing_focused(desk: Desk) -> None:
    desk.mac.elements[f"app {PREVIEW.pid}"] = {}
    desk.start()
    desk.wait(lambda state: state == NothingFocused())


def test_our_own_window_leaves_the_persons_as_it_was(desk: Desk) -> None:
    desk.start()
    desk.wait_for_title("Invoice.pdf")
    desk.mac.switch(SELF)
    desk.mac.elements["invoice"]["AXTitle"] = "Saved"
    desk.mac.notice(PREVIEW.pid)
    desk.wait_for_title("Saved")
    assert all(isinstance(seen.state, WindowInfo) for seen in desk.got)


def test_without_the_permission_that_is_said_and_it_is_asked_for_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(macos, "_ASK_AGAIN", 0.01)
    desk.mac.trusted = False
    desk.start()
    desk.wait(lambda state: state == NOT_ALLOWED)
    assert "Privacy & Security → Accessibility" in NOT_ALLOWED.remedy
    assert desk.loop.run(lambda: len(desk.mac.asked_for_trust) > 3, timeout=5)
    assert desk.mac.asked_for_trust[0] is True
    assert not any(desk.mac.asked_for_trust[1:])
    assert desk.mac.reads == []

    desk.mac.trusted = True
    desk.wait_for_title("Invoice.pdf")


def test_a_permission_withdrawn_while_running(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macos, "_ASK_AGAIN", 0.01)
    desk.start()
    desk.wait_for_title("Invoice.pdf")
    desk.mac.trusted = False
    desk.mac.notice(PREVIEW.pid)
    desk.wait(lambda state: state == NOT_ALLOWED)
    desk.mac.trusted = True
    desk.wait_for_title("Invoice.pdf")


def test_an_app_that_hangs_is_asked_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macos, "_RETRY", 0.01)
    desk.mac.troubles[f"app {PREVIEW.pid}"] = Trouble.SILENT
    desk.start()
    desk.wait(lambda state: state == SILENT)
    del desk.mac.troubles[f"app {PREVIEW.pid}"]
    desk.wait_for_title("Invoice.pdf")


@pytest.mark.parametrize(("trouble", "state"), [(Trouble.BROKEN, MUTE), (Trouble.GONE, NothingFocused())])
def test_an_app_that_says_nothing_or_has_gone(desk: Desk, trouble: Trouble, state: SourceState) -> None:
    desk.mac.troubles[f"app {PREVIEW.pid}"] = trouble
    desk.start()
    desk.wait(lambda seen: seen == state)
    desk.mac.switch(NOTES)
    desk.wait_for_title("All notes")


def test_a_window_closed_between_event_and_question(desk: Desk) -> None:
    del desk.mac.elements["invoice"]
    desk.start()
    desk.wait(lambda state: state == NothingFocused())


def test_an_answer_that_is_nonsense_ends_nothing(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.mac.elements["invoice"] = {"AXTitle": 7, "AXPosition": "here", "AXSize": None, "AXFullScreen": 1}
    desk.start()
    window = desk.wait_for_title("")
    assert (window.frame, window.full_screen) == (None, True)
    desk.mac.elements["invoice"] = None  # type: ignore[assignment] # what a fault in pyobjc would be
    with caplog.at_level(logging.CRITICAL, "triggers.macos_watch"):
        desk.mac.notice(PREVIEW.pid)
        desk.wait(lambda state: state == MUTE)


def test_giving_the_focus_back_raises_that_window(desk: Desk) -> None:
    desk.start()
    window = desk.wait_for_title("Invoice.pdf")
    desk.source.activate(window.id)
    desk.source.activate(4711)
    desk.source.close()  # which waits for what was asked
    assert desk.mac.activated == [(PREVIEW.pid, "invoice")]


def test_where_nobody_turns_the_main_loop_the_source_does(desk: Desk) -> None:
    desk.mac.turns = False
    desk.start()
    assert desk.loop.run(lambda: desk.mac.turned > 1, timeout=5)


def test_where_somebody_turns_it_nothing_wakes_up(desk: Desk) -> None:
    desk.start()
    desk.wait_for_title("Invoice.pdf")
    desk.loop.run(lambda: False, timeout=0.2)
    assert desk.mac.turned == 0
    assert desk.source._timers == []


def test_after_close_nothing_is_delivered_or_observed(desk: Desk) -> None:
    desk.start()
    desk.wait_for_title("Invoice.pdf")
    desk.source.close()
    before = len(desk.got)
    desk.mac.switch(NOTES)
    desk.loop.run(lambda: False, timeout=0.1)
    assert (len(desk.got), desk.mac.observers) == (before, [])


def test_elsewhere_it_refuses() -> None:
    with pytest.raises(SourceUnavailableError, match="not macOS"):
        MacSource(FakeLoop(), OURS).start(lambda _: None)
