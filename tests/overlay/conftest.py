"""Real parts of the app on no screen, put together as overlay/app.py does, with a clock that tests move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.events.event import Event
from content.library.library import Library
from content.library.reading import read_library
from content.memory.memory import Memory
from content.policy.model import Endpoint, Policy
from overlay.companions import Companions
from overlay.conductor import Conductor
from overlay.finder import Finder
from overlay.lessons import Lessons
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.panel_actions import PanelActions
from overlay.presenter import Presenter
from overlay.recorder import Recorder
from overlay.settings.table import WRITTEN_ANSWERS, Settings
from overlay.theme.theme import Theme
from tests.content.answers.server import Model, serving
from tests.content.memory.examples import Clock
from tests.overlay.desk import TraceRecord, Windows, write_bundle
from tests.overlay.spying import SpyingPalette, reading_of

GOOD_ANSWER = 'Recall it. [1]\n[1] "Recall it."'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says what it cannot do; everything else is a failure."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "desk")


@pytest.fixture
def library(bundle: Path) -> Library:
    return read_library([bundle])


@pytest.fixture
def memory(tmp_path: Path, clock: Clock) -> Iterator[Memory]:
    made = Memory(tmp_path / "state", clock)
    yield made
    made.close()


@pytest.fixture
def trace() -> TraceRecord:
    return TraceRecord()


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> Iterator[Panel]:
    made = Panel(theme)
    qtbot.addWidget(made)
    yield made
    made.vanish()


@pytest.fixture
def tab(qtbot: QtBot, theme: Theme) -> Iterator[Tab]:
    made = Tab(theme)
    qtbot.addWidget(made)
    yield made
    made.vanish()


@pytest.fixture
def happened() -> list[Event]:
    """What the app told its recorder."""
    return []


@pytest.fixture
def companions(memory: Memory, clock: Clock, happened: list[Event]) -> Companions:
    return Companions.of(memory, Recorder((happened.append,), clock, lambda: clock().timestamp()))


@pytest.fixture
def lessons(companions: Companions) -> Lessons:
    return companions.lessons


@pytest.fixture
def presenter(
    panel: Panel, tab: Tab, memory: Memory, trace: TraceRecord, companions: Companions
) -> Presenter:
    return Presenter(panel, tab, memory, trace, companions)


@pytest.fixture
def conductor(
    memory: Memory,
    presenter: Presenter,
    trace: TraceRecord,
    clock: Clock,
    library: Library,
    companions: Companions,
) -> Conductor:
    made = Conductor(memory, presenter, trace, clock, companions)
    made.use(library)
    return made


@pytest.fixture
def windows(conductor: Conductor) -> Windows:
    return Windows(conductor.observe)


@pytest.fixture
def palette(qtbot: QtBot, theme: Theme) -> Iterator[SpyingPalette]:
    made = SpyingPalette(theme)
    qtbot.addWidget(made)
    yield made
    made.hide()


@pytest.fixture
def given_back() -> list[str]:
    """One entry for each time the focus was given back."""
    return []


@pytest.fixture
def finder(
    palette: SpyingPalette,
    conductor: Conductor,
    memory: Memory,
    trace: TraceRecord,
    given_back: list[str],
    library: Library,
) -> Iterator[Finder]:
    made = Finder(lambda: palette, conductor, memory, trace, lambda: given_back.append("focus"))
    made.use(reading_of(library))
    yield made
    made.close()


@pytest.fixture
def actions(  # noqa: PLR0917 - as many as the real one has
    panel: Panel,
    tab: Tab,
    conductor: Conductor,
    presenter: Presenter,
    memory: Memory,
    clock: Clock,
    library: Library,
    given_back: list[str],
) -> PanelActions:
    made = PanelActions(panel, tab, conductor, presenter, memory, clock, lambda: given_back.append("focus"))
    made.use(library)
    return made


@pytest.fixture
def model() -> Iterator[Model]:
    """A server that writes one good answer."""
    with serving(GOOD_ANSWER) as made:
        yield made


@pytest.fixture
def asking_settings(
    memory: Memory, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Of a desk whose policy, read here and in other processes, names ``model``; the person wants it."""
    file = tmp_path / "policy.yaml"
    file.write_text(f"answers: {{url: '{model.address}', model: m, timeout: 20}}\n")
    monkeypatch.setenv("SIDECUE_POLICY", str(file))
    made = Settings(memory, Policy(str(file), answers=Endpoint(model.address, "m", timeout=20)))
    made.set(WRITTEN_ANSWERS, True)
    return made
