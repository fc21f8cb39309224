"""What AtspiDetail reads, orders and forgets, with made-up applications; real ones are in tests/platforms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.triggers.detail.fake_apps import (
    ACTIVE,
    BUTTON,
    DIALOG,
    FOCUSED,
    FRAME,
    LABEL,
    PAGE,
    SHOWING,
    App,
    FakeAccessibility,
    Thing,
    node,
)
from tests.triggers.fake_loop import FakeLoop
from triggers.accessibility_events import ACTIVATED, CARET, LOADED
from triggers.beyond import NOTHING, Beyond
from triggers.context import Detail, WindowInfo
from triggers.detail import atspi
from triggers.detail.atspi import AtspiDetail
from triggers.detail.typing import MOVES


def dialog(name: str, text: str) -> Thing:
    return Thing(f"/{name}", DIALOG, name, inside=[Thing(f"/{name}/label", LABEL, text)])


FORM = Thing("/form", FRAME, "Form", inside=[Thing("/form/ok", BUTTON, "OK", SHOWING | FOCUSED)])
ONE = App(":1.1", 11, [dialog("Error A", "text of A"), FORM])
OTHER = App(":1.2", 22, [dialog("Error B", "text of B")])
BROWSER = App(
    ":1.3", 33, [Thing("/w", FRAME, "ERP", inside=[Thing("/w/d", PAGE, url="https://erp/")])], "Gecko"
)


class Bench:
    """The source at work among these applications; ``show`` is what the window source does."""

    def __init__(self) -> None:
        self.loop = FakeLoop()
        self.bus = FakeAccessibility(self.loop, [ONE, OTHER, BROWSER])
        self.got: list[Detail] = []

    def begin(self) -> None:
        self.source = AtspiDetail(self.loop, own_pid=1, clock=self.loop.clock)
        self.source.start(self.got.append, lambda *_: None)
        self.source.look_at(None, NOTHING)
        self.bus.orders.clear()  # there was no bus yet

    def activate(self, app: App, thing: Thing) -> None:
        """As the application sees it."""
        for window in (window for each in (ONE, OTHER, BROWSER) for window in each.windows):
            window.state = SHOWING
        thing.state |= ACTIVE
        assert thing in app.windows

    def show(self, app: App, thing: Thing, wanted: Beyond, *, pid: bool = True, seconds: float = 5.0) -> None:
        self.activate(app, thing)
        number = hash(thing.path) & 0xFFFF
        self.source.look_at(WindowInfo(number, "", "", thing.name, app.pid if pid else None), wanted)
        self.loop.advance(seconds)

    @property
    def texts(self) -> list[str]:
        return [detail.dialog_text for detail in self.got if detail.dialog_text]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench()
    monkeypatch.setattr(atspi, "AccessibilityBus", made.bus.made)
    made.begin()
    yield made
    made.source.close()
    assert made.loop.scheduled == 0


@pytest.mark.parametrize("pid", [True, False])
def test_dialogs_of_one_application_and_then_another(bench: Bench, pid: bool) -> None:
    bench.show(ONE, ONE.windows[0], Beyond.DIALOG, pid=pid)
    bench.show(OTHER, OTHER.windows[0], Beyond.DIALOG, pid=pid)
    assert bench.texts == ["text of A", "text of B"]
    assert bench.bus.orders == []


def test_at_rest_nothing_is_asked(bench: Bench) -> None:
    bench.show(ONE, ONE.windows[0], Beyond.DIALOG | Beyond.CONTROL)
    asked = len(bench.bus.asked)
    bench.loop.advance(3600)
    assert len(bench.bus.asked) == asked
    assert bench.loop.scheduled == 0


def test_a_window_of_another_application_is_not_read_before_it_is_wanted(bench: Bench) -> None:
    bench.show(ONE, FORM, Beyond.CONTROL | Beyond.DIALOG)
    vault = OTHER.windows[0]
    bench.activate(OTHER, vault)
    bench.source._heard(ACTIVATED, node(OTHER, vault), ("", 0, 0))
    bench.loop.advance(5)
    assert bench.texts == []
    assert not any(OTHER.sender in asked for asked in bench.bus.asked if vault.path in asked)


def test_the_application_in_front_tells_of_its_dialog_before_the_window_source_does(bench: Bench) -> None:
    bench.show(ONE, FORM, Beyond.CONTROL | Beyond.DIALOG)
    bench.activate(ONE, ONE.windows[0])
    bench.source._heard(ACTIVATED, node(ONE, ONE.windows[0]), ("", 0, 0))
    bench.loop.advance(5)
    assert bench.texts == ["text of A"]


def test_what_has_the_focus_is_searched_for(bench: Bench) -> None:
    bench.show(ONE, FORM, Beyond.CONTROL)
    assert (bench.got[-1].role, bench.got[-1].control) == ("button", "OK")


def test_page_loads_are_heard_on_every_visit_to_a_browser(bench: Bench) -> None:
    for _ in range(3):
        bench.show(BROWSER, BROWSER.windows[0], Beyond.PAGE)
        assert list(bench.bus.kinds) == [LOADED]
        assert bench.got[-1].url == "https://erp/"
        bench.source.look_at(None, NOTHING)
        assert list(bench.bus.kinds) == []


def test_closing_while_somebody_types_orders_nothing(bench: Bench) -> None:
    bench.show(ONE, FORM, Beyond.CONTROL)
    for _ in range(MOVES):
        bench.source._heard(CARET, node(ONE, FORM.inside[0]), ("", 0, 0))
    assert list(bench.bus.kinds) == []
    orders = len(bench.bus.orders)
    bench.source.close()
    assert len(bench.bus.orders) == orders


def test_a_dialog_that_is_filled_late_is_read_when_it_says_something(bench: Bench) -> None:
    late = dialog("Late", "")
    app = App(":1.4", 44, [late])
    bench.bus._apps.append(app)
    late.state |= ACTIVE
    bench.source.look_at(WindowInfo(9, "", "", "Late", 44), Beyond.DIALOG)
    bench.loop.advance(0.1)
    late.inside[0].name = "at last"
    bench.loop.advance(5)
    assert bench.texts == ["at last"]


def words(detail: Detail) -> tuple[Any, ...]:
    return detail.title, detail.dialog_text


def test_a_dialog_that_is_slow_to_go_is_not_taken_for_the_next(bench: Bench) -> None:
    first, second = dialog("Error", "text of the first"), dialog("Warning", "text of the second")
    app = App(":1.5", 55, [first])
    bench.bus._apps.append(app)
    first.state |= ACTIVE
    bench.source.look_at(WindowInfo(1, "", "", "Error", 55), Beyond.DIALOG)
    bench.loop.advance(5)
    bench.source.look_at(WindowInfo(2, "", "", "Warning", 55), Beyond.DIALOG)
    bench.loop.advance(0.1)
    app.windows = [second]
    second.state |= ACTIVE
    bench.loop.advance(5)
    assert [words(detail) for detail in bench.got if detail.dialog_text] == [
        ("Error", "text of the first"),
        ("Warning", "text of the second"),
    ]
