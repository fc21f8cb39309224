"""Detail beyond the title on macOS, against a macOS of the test's own; above all, what is never read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.triggers.fake_loop import FakeLoop
from tests.triggers.fake_mac import FakeMac
from triggers.beyond import Beyond
from triggers.context import Detail, WindowInfo
from triggers.detail import macos
from triggers.detail.base import LONGEST_TEXT, DetailUnavailableError
from triggers.detail.macos import NOT_ALLOWED, MacDetail
from triggers.detail.macos_reading import read_detail
from triggers.detail.macos_roles import word_for
from triggers.loop import SelectorLoop
from triggers.macos import MacError, Trouble

PID = 7
WINDOW = WindowInfo(1, "app", "com.example.App", "title", pid=PID)


@pytest.fixture
def mac() -> FakeMac:
    mac = FakeMac()
    mac.elements["app 7"] = {"AXFocusedWindow": "window", "AXFocusedUIElement": "button"}
    mac.elements["window"] = {"AXTitle": "Save?", "AXRole": "AXWindow", "AXSubrole": "AXStandardWindow"}
    mac.elements["button"] = {"AXRole": "AXButton", "AXTitle": "Export", "AXParent": "window"}
    return mac


def focus(mac: FakeMac, **attributes: Any) -> Detail:
    """The detail when a control with ``attributes`` has the focus."""
    mac.elements["button"] = attributes
    return read_detail(mac, PID)


def test_the_focused_controls_role_and_name(mac: FakeMac) -> None:
    assert read_detail(mac, PID) == Detail(PID, "Save?", "button", "Export")


def test_a_control_named_by_its_description_or_by_a_label(mac: FakeMac) -> None:
    assert focus(mac, AXRole="AXCheckBox", AXDescription="Wrap lines").control == "Wrap lines"
    mac.elements["label"] = {"AXRole": "AXStaticText", "AXValue": "Printer:"}
    named = focus(mac, AXRole="AXPopUpButton", AXTitleUIElement="label")
    assert (named.role, named.control) == ("combo box", "Printer:")


@pytest.mark.parametrize("where", ["AXRole", "AXSubrole"])
def test_of_a_password_nothing_is_read(mac: FakeMac, where: str) -> None:
    secret = {"AXRole": "AXTextField", "AXTitle": "PIN of Ann", "AXValue": "hunter2"}
    detail = focus(mac, **{**secret, where: "AXSecureTextField"})
    assert (detail.role, detail.control) == ("", "")
    assert ("button", ("AXRole", "AXSubrole")) in mac.reads
    assert not [names for element, names in mac.reads if element == "button" and "AXTitle" in names]


def test_typed_text_is_never_asked_for(mac: FakeMac) -> None:
    mac.elements["window"] |= {"AXSubrole": "AXDialog", "AXChildren": ["field", "area", "list", "says"]}
    mac.elements |= {
        "field": {"AXRole": "AXTextField", "AXValue": "typed", "AXChildren": ["inner"]},
        "inner": {"AXRole": "AXStaticText", "AXValue": "typed too"},
        "area": {"AXRole": "AXTextArea", "AXValue": "typed"},
        "list": {"AXRole": "AXOutline", "AXChildren": ["inner"]},
        "says": {"AXRole": "AXStaticText", "AXValue": "Name:"},
    }
    detail = focus(mac, AXRole="AXTextField", AXTitle="Name", AXValue="typed")
    assert (detail.role, detail.control, detail.dialog_text) == ("text field", "Name", "Name:")
    assert {element for element, names in mac.reads if "AXValue" in names} == {"says"}


def test_the_labels_of_a_sheet_one_a_line(mac: FakeMac) -> None:
    mac.elements["window"]["AXChildren"] = ["text", "sheet"]
    mac.elements |= {
        "text": {"AXRole": "AXStaticText", "AXValue": "of the window behind"},
        "sheet": {"AXRole": "AXSheet", "AXChildren": ["first", "group", "gone"]},
        "first": {"AXRole": "AXStaticText", "AXValue": "Cannot open printer"},
        "group": {"AXRole": "AXGroup", "AXChildren": ["second"]},
        "second": {"AXRole": "AXStaticText", "AXValue": "", "AXTitle": "error 0x0000011b"},
    }
    assert read_detail(mac, PID).dialog_text == "Cannot open printer\nerror 0x0000011b"


def test_a_sheet_upon_a_window_of_thousands_of_parts(mac: FakeMac) -> None:
    mac.elements |= {str(number): {"AXRole": "AXGroup"} for number in range(5000)}
    mac.elements["window"]["AXChildren"] = [*map(str, range(5000)), "sheet"]
    mac.elements["sheet"] = {"AXRole": "AXSheet", "AXChildren": ["text"]}
    mac.elements["text"] = {"AXRole": "AXStaticText", "AXValue": "Really?"}
    assert read_detail(mac, PID).dialog_text == "Really?"
    assert len(mac.reads) < 60


def test_a_window_that_is_no_dialog_is_not_walked(mac: FakeMac) -> None:
    mac.elements["window"]["AXChildren"] = ["text"]
    mac.elements["text"] = {"AXRole": "AXStaticText", "AXValue": "a letter"}
    assert read_detail(mac, PID).dialog_text == ""
    assert ("text", ("AXRole", "AXSubrole", "AXChildren")) not in mac.reads


def test_a_huge_dialog_is_cut(mac: FakeMac) -> None:
    mac.elements["window"] |= {"AXSubrole": "AXDialog", "AXChildren": ["text", *map(str, range(5000))]}
    mac.elements["text"] = {"AXRole": "AXStaticText", "AXValue": "x" * 1_000_000}
    mac.elements |= {str(number): {"AXRole": "AXGroup"} for number in range(5000)}
    assert read_detail(mac, PID).dialog_text == "x" * LONGEST_TEXT
    mac.elements["text"]["AXValue"] = "short"
    mac.reads.clear()
    assert read_detail(mac, PID).dialog_text == "short"
    assert len(mac.reads) < 320


def test_a_dialog_that_answers_slowly_is_left_after_a_while(mac: FakeMac) -> None:
    mac.elements["window"] |= {"AXSubrole": "AXDialog", "AXChildren": ["one", "two", "three"]}
    for name in ("one", "two", "three"):
        mac.elements[name] = {"AXRole": "AXStaticText", "AXValue": name}
    clock = FakeLoop()

    def slow() -> float:  # asked once for the end, and before each part: the dialog itself is the first
        clock.advance(0.15)
        return clock.now

    assert read_detail(mac, PID, clock=slow).dialog_text == "one\ntwo"


def test_a_circle_of_controls_ends(mac: FakeMac) -> None:
    mac.elements["window"] |= {"AXSubrole": "AXDialog", "AXChildren": ["loop"]}
    mac.elements["loop"] = {"AXRole": "AXGroup", "AXChildren": ["loop", "loop"], "AXParent": "loop"}
    mac.elements["app 7"]["AXFocusedUIElement"] = "loop"
    assert read_detail(mac, PID).url == ""


def test_the_page_a_control_is_in(mac: FakeMac) -> None:
    mac.elements |= {
        "button": {"AXRole": "AXLink", "AXTitle": "Pay", "AXParent": "group"},
        "group": {"AXRole": "AXGroup", "AXParent": "page"},
        "page": {"AXRole": "AXWebArea", "AXURL": "https://bank.example/pay"},
    }
    assert read_detail(mac, PID).url == "https://bank.example/pay"


def test_the_page_that_the_window_names_and_no_file(mac: FakeMac) -> None:
    mac.elements["window"]["AXDocument"] = "https://shop.example/"
    assert read_detail(mac, PID).url == "https://shop.example/"
    mac.elements["window"]["AXDocument"] = "file:///letters/to%20ann.txt"
    assert read_detail(mac, PID).url == ""


def test_nothing_of_it_is_in_a_repr(mac: FakeMac) -> None:
    assert "Export" not in repr(read_detail(mac, PID))


@pytest.mark.parametrize(
    ("role", "subrole", "word"),
    [
        ("AXCheckBox", "", "check box"),
        ("AXRadioButton", "", "radio button"),
        ("AXRadioButton", "AXTabButton", "tab"),
        ("AXCell", "", "table cell"),
        ("AXRow", "AXOutlineRow", "list item"),
        ("AXLevelIndicator", "", "level indicator"),
    ],
)
def test_roles_in_our_words(role: str, subrole: str, word: str) -> None:
    assert word_for(role, subrole) == word


def test_a_control_that_went_meanwhile_leaves_the_rest(mac: FakeMac) -> None:
    del mac.elements["button"]
    assert read_detail(mac, PID) == Detail(PID, "Save?")


def test_an_app_without_windows(mac: FakeMac) -> None:
    mac.elements["app 7"] = {}
    assert read_detail(mac, PID) == Detail(PID)


def test_an_app_that_hangs_is_no_empty_answer(mac: FakeMac) -> None:
    mac.troubles["button"] = Trouble.SILENT
    with pytest.raises(MacError):
        read_detail(mac, PID)


class Watching:
    def __init__(self, mac: FakeMac) -> None:
        self.loop = SelectorLoop()
        self.got: list[Detail] = []
        self.lost: list[tuple[str, str]] = []
        self.detail = MacDetail(self.loop, lambda: mac)
        self.detail.start(self.got.append, lambda *why: self.lost.append(why))

    def wait(self, until: Callable[[], bool]) -> None:
        assert self.loop.run(until, timeout=5)


@pytest.fixture
def watching(mac: FakeMac) -> Iterator[Watching]:
    watching = Watching(mac)
    yield watching
    watching.detail.close()
    watching.detail.close()
    watching.loop.close()


def test_the_window_is_read_at_once_and_at_each_notice(watching: Watching, mac: FakeMac) -> None:
    watching.detail.look_at(WINDOW)
    watching.wait(lambda: len(watching.got) == 1)
    mac.elements["button"]["AXTitle"] = "Print"
    mac.notice(PID)
    watching.wait(lambda: watching.got[-1].control == "Print")


@pytest.mark.parametrize("wanted", list(Beyond))
def test_only_what_is_wanted_is_read(watching: Watching, mac: FakeMac, wanted: Beyond) -> None:
    mac.elements["window"] |= {
        "AXSubrole": "AXDialog", "AXChildren": ["text"], "AXDocument": "https://bank.example/pay"
    }  # fmt: skip
    mac.elements["text"] = {"AXRole": "AXStaticText", "AXValue": "Really?"}
    said = {
        Beyond.DIALOG: read_detail(mac, PID).dialog_text,
        Beyond.CONTROL: read_detail(mac, PID).control,
        Beyond.PAGE: read_detail(mac, PID).url,
    }
    assert all(said.values())
    watching.detail.look_at(WINDOW, wanted)
    watching.wait(lambda: len(watching.got) == 1)
    seen = watching.got[0]
    assert [seen.dialog_text, seen.control, seen.url] == [
        text if part is wanted else "" for part, text in said.items()
    ]


def test_when_nobody_looks_nothing_is_read(watching: Watching, mac: FakeMac) -> None:
    watching.detail.look_at(WINDOW)
    watching.wait(lambda: len(watching.got) == 1)
    watching.detail.look_at(None)
    watching.wait(lambda: mac.observers == [] or watching.loop.run(lambda: mac.observers == [], 1))
    mac.reads.clear()
    mac.notice(PID)
    watching.loop.run(lambda: False, timeout=0.1)
    assert mac.reads == []


def test_a_permission_withdrawn_is_told_once(watching: Watching, mac: FakeMac) -> None:
    watching.detail.look_at(WINDOW)
    watching.wait(lambda: len(watching.got) == 1)
    mac.trusted = False
    mac.notice(PID)
    watching.wait(lambda: bool(watching.lost))
    assert watching.lost == [NOT_ALLOWED]


def test_an_app_that_hung_is_asked_again(
    watching: Watching, mac: FakeMac, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(macos, "_RETRY", 0.01)
    mac.troubles["app 7"] = Trouble.SILENT
    watching.detail.look_at(WINDOW)
    watching.loop.run(lambda: False, timeout=0.1)
    del mac.troubles["app 7"]
    watching.wait(lambda: len(watching.got) == 1)


def test_elsewhere_it_refuses() -> None:
    with pytest.raises(DetailUnavailableError, match="not macOS"):
        MacDetail(FakeLoop()).start(lambda _: None, lambda *_: None)
