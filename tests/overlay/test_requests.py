from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from content.audience.others import Others
from content.library.library import Library
from content.memory.memory import Memory
from content.policy.model import Policy
from overlay.conductor import Conductor
from overlay.dialogs import Dialogs
from overlay.finder import Finder
from overlay.health import Health
from overlay.instance import answer_line
from overlay.palette.palette import Palette
from overlay.pauses import Pauses
from overlay.presenter import Presenter
from overlay.requests import Requests
from overlay.settings.table import SETTINGS, THEME, Settings
from overlay.theme.theme import Theme
from overlay.tray.tray import Tray
from tests.content.memory.examples import Clock
from tests.overlay.desk import PAYMENTS, TraceRecord, Windows
from tests.triggers.fake_loop import FakeLoop


class App:
    """The parts that can be asked for something, as overlay/app.py puts them together."""

    def __init__(self, theme: Theme, conductor: Conductor, memory: Memory, trace: TraceRecord, clock: Clock):
        self.palette, self.tray, self.settings = Palette(theme), Tray(theme), Settings(memory)
        self.dialogs = Dialogs(theme, self.settings, memory, (), clock)
        self.finder = Finder(lambda: self.palette, conductor, memory, trace, lambda: None)
        self.pauses = Pauses(memory, FakeLoop(), clock, conductor.reconsider)
        self.left: list[str] = []
        self.requests = Requests(
            self.finder,
            conductor,
            self.pauses,
            Health(self.tray, self.dialogs, memory, self.settings, clock),
            self.settings,
            lambda: self.left.append("looked"),
            lambda: self.left.append("quit"),
        )

    def ask(self, **request: object) -> Any:
        return self.requests.answer(request)

    def close(self) -> None:
        self.palette.hide()
        for part in (self.pauses, self.finder, self.dialogs, self.tray):
            part.close()


@pytest.fixture
def app(
    qtbot: QtBot, theme: Theme, conductor: Conductor, memory: Memory, trace: TraceRecord, clock: Clock
) -> Iterator[App]:
    made = App(theme, conductor, memory, trace, clock)
    qtbot.addWidget(made.palette)
    qtbot.addWidget(made.tray.menu)
    yield made
    made.close()


def test_palette_opens_with_the_text(app: App) -> None:
    assert app.ask(verb="palette", text="undo") == {}
    assert app.palette.isVisible()
    assert app.palette._parts.query.text() == "undo"


def test_toggle_shows_and_hides_the_panel(app: App, windows: Windows, presenter: Presenter) -> None:
    windows.see(PAYMENTS)
    assert app.ask(verb="toggle") == {}
    assert presenter.panel_card is None


def test_the_window_in_front_is_told_to_who_asks_for_it(app: App, windows: Windows) -> None:
    assert app.ask(verb="window") == {"window": None}
    windows.see(PAYMENTS)
    told = app.ask(verb="window")["window"]
    assert isinstance(told, dict)
    assert (told["app"], told["title"]) == (PAYMENTS.app, PAYMENTS.title)


@pytest.mark.parametrize("length", ["15min", "hour", "tomorrow"])
def test_pause_and_its_end(app: App, memory: Memory, length: str) -> None:
    assert app.ask(verb="pause", length=length) == {}
    began = memory.paused_until()
    assert app.ask(verb="pause", length="off") == {}
    assert (began is not None, memory.paused_until()) == (True, None)


def test_status_is_that_of_the_app(app: App) -> None:
    answer = app.ask(verb="status")
    assert answer["running"] is True
    assert answer["state"] == "active"


def test_settings_are_told_and_changed(app: App) -> None:
    assert app.ask(verb="set", name="theme", value="dark") == {}
    assert app.settings.get(THEME) == "dark"

    told = app.ask(verb="settings")
    assert list(told) == [setting.name for setting in SETTINGS]
    assert told["theme"] == "dark"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("theme", "pink", "theme must be"),
        ("colour", "dark", 'no setting "colour"'),
        ("text_scale", "x", "must be"),
    ],
)
def test_a_setting_that_cannot_be_changed_says_why(app: App, name: str, value: str, words: str) -> None:
    assert words in app.ask(verb="set", name=name, value=value)["error"]


def test_channels_are_looked_at_after_the_answer(app: App, qtbot: QtBot) -> None:
    assert app.ask(verb="channels") == {}
    assert app.left == []
    qtbot.waitUntil(lambda: app.left == ["looked"])


def test_quit_answers_first_and_ends_then(app: App, qtbot: QtBot) -> None:
    assert app.ask(verb="quit") == {}
    assert app.left == []
    QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: app.left == ["quit"])


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"verb": "dance"},
        {"verb": None},
        {"verb": ["status"]},
        {"verb": "palette"},
        {"verb": "palette", "text": 3},
        {"verb": "palette", "text": None},
        {"verb": "pause"},
        {"verb": "pause", "length": "year"},
        {"verb": "pause", "length": 15},
        {"verb": "set", "name": "theme"},
        {"verb": "set", "name": "theme", "value": 1},
        {"verb": "set", "name": ["theme"], "value": "dark"},
        {"text": "status"},
    ],
)
def test_what_nobody_understands_is_an_error_and_changes_nothing(
    app: App, memory: Memory, request_: dict[str, object]
) -> None:
    before = memory.settings()
    assert set(app.requests.answer(request_)) == {"error"}
    assert memory.settings() == before
    assert memory.paused_until() is None
    assert not app.palette.isVisible()


def test_a_card_for_others_is_not_opened_and_the_answer_says_why(
    app: App, conductor: Conductor, library: Library
) -> None:
    conductor.use(Library(library.bundles, (), Others({"desk/secret": "it is for the role tax"})))
    assert app.ask(verb="open", card="desk/secret")["error"] == (
        "the card desk/secret is not shown to you: it is for the role tax; "
        "`sidecue find` names those there are"
    )
    assert app.ask(verb="open", card="desk/gone")["error"].startswith("there is no card desk/gone; ")


def test_a_locked_setting_says_where_it_was_decided(app: App) -> None:
    app.settings.policy = Policy("/etc/sidecue/policy.yaml", {"theme": "dark"})
    answer = app.ask(verb="set", name="theme", value="light")
    assert "set by your organisation" in answer["error"]
    assert answer["locked"] == "/etc/sidecue/policy.yaml"


said = st.text(max_size=12) | st.text(st.characters(categories=["Cs", "Cc", "Lo"]), max_size=6)
json_values = said | st.none() | st.booleans() | st.integers() | st.floats() | st.lists(said, max_size=2)
requests = st.one_of(
    st.fixed_dictionaries(
        {"verb": st.sampled_from(["palette", "open"])}, optional={"text": said, "card": said}
    ),
    st.builds(
        lambda name, value: {"verb": "set", "name": name, "value": value},
        st.sampled_from([setting.name for setting in SETTINGS if setting is not THEME]) | said,
        said,
    ),
    st.dictionaries(st.sampled_from(["verb", "text", "length"]) | said, json_values, max_size=3),
)


@limits(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(requests)
def test_no_request_does_more_than_be_refused(app: App, request_: dict[str, object]) -> None:
    answer = json.loads(answer_line(json.dumps(request_).encode(), app.requests.answer))
    assert set(answer) <= {"error", "locked"} or request_["verb"] in ("status", "settings")
    assert app.left == []


def test_the_moment_is_told_for_why(app: App, windows: Windows) -> None:
    windows.see(PAYMENTS)
    told = app.ask(verb="moment")
    assert told["moment"]["shown"] == {"card": "desk/pay", "loudness": "panel"}
    assert told["moment"]["spent"] == {"panels": 1, "cues": 1}
    assert told["unknown"] == {}
    assert json.dumps(told)
