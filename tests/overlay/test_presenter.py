from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from content.attention.cue import Cue, Loudness
from content.library.library import Library
from content.memory.memory import Memory
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.presenter import CHOSEN, Presenter
from tests.overlay.desk import LEFT, MAIL, PAYMENTS, RIGHT, TraceRecord, moved
from triggers.context import WindowInfo

PANEL = Cue(Loudness.PANEL, ("desk/pay", "desk/undo"), "the title says so")
TAB = Cue(Loudness.TAB, ("desk/pay",), "closed before")
BADGE = Cue(Loudness.BADGE, ("desk/news",))
NOTHING = Cue(Loudness.NONE)


class Record(QObject):
    """Writes down when windows are shown, hidden, moved and painted."""

    def __init__(self, *windows: QWidget) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._words = {QEvent.Type.Show: "show", QEvent.Type.Hide: "hide", QEvent.Type.Paint: "paint"}
        for window in windows:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if word := self._words.get(event.type()):
            self.seen.append(f"{word} {watched.objectName()}")
        return False

    def without_paints(self) -> list[str]:
        return [entry for entry in self.seen if not entry.startswith("paint")]


class Stage:
    """A presenter with the library's cards at hand."""

    def __init__(self, presenter: Presenter, library: Library) -> None:
        self._presenter, self._cards = presenter, library.cards
        self.seq = 0

    def show(
        self, cue: Cue, window: WindowInfo | None = PAYMENTS, chosen: str | None = None, **because: str
    ) -> None:
        self.seq += 1
        reasons = {f"desk/{card}": reason for card, reason in because.items()}
        self._presenter.show(cue, chosen, self._cards, reasons, window, self.seq)


def test_one_window_goes_before_the_other_comes(
    presenter: Presenter, library: Library, panel: Panel, tab: Tab
) -> None:
    stage, record = Stage(presenter, library), Record(panel, tab)
    for cue in (PANEL, TAB, PANEL, BADGE, NOTHING, TAB, NOTHING):
        stage.show(cue)

    assert record.without_paints() == [
        "show panel",
        "hide panel",
        "show tab",
        "hide tab",
        "show panel",
        "hide panel",
        "show tab",
        "hide tab",
    ]


def test_the_same_scene_paints_nothing(
    qtbot: QtBot, presenter: Presenter, library: Library, panel: Panel, tab: Tab
) -> None:
    stage = Stage(presenter, library)
    stage.show(PANEL)
    record = Record(panel, tab, *panel.findChildren(QWidget))
    qtbot.wait(150)
    while record.seen:  # a busy machine comes to the first painting late
        record.seen.clear()
        qtbot.wait(150)

    for _ in range(5):
        stage.show(PANEL)
    qtbot.wait(150)

    assert record.seen == []


def test_the_panel_goes_where_the_window_is_nearest(
    presenter: Presenter, library: Library, panel: Panel
) -> None:
    stage = Stage(presenter, library)
    stage.show(PANEL, moved(PAYMENTS, LEFT))
    right = panel.geometry()
    stage.show(PANEL, moved(MAIL, RIGHT))

    assert panel.geometry().right() < right.left() + right.width() / 2
    assert panel.geometry().left() < 20


def test_the_same_window_at_the_other_edge_takes_the_panel_along(
    presenter: Presenter, library: Library, panel: Panel
) -> None:
    stage = Stage(presenter, library)
    stage.show(PANEL, moved(PAYMENTS, LEFT))
    before = panel.geometry()
    presenter.follow(moved(PAYMENTS, RIGHT))

    assert panel.geometry() != before
    assert panel.isVisible()


def test_the_tab_goes_along_too_and_nothing_comes_that_was_hidden(
    presenter: Presenter, library: Library, panel: Panel, tab: Tab
) -> None:
    presenter.follow(PAYMENTS)
    assert not panel.isVisible()
    assert not tab.isVisible()

    stage = Stage(presenter, library)
    stage.show(TAB, moved(PAYMENTS, LEFT))
    was_at_left = tab.is_at_left
    presenter.follow(moved(PAYMENTS, RIGHT))
    presenter.follow(None)
    assert tab.is_at_left is not was_at_left
    assert not panel.isVisible()


def test_the_side_of_the_settings_beats_the_nearest(
    presenter: Presenter, library: Library, panel: Panel
) -> None:
    presenter.side = "left"
    Stage(presenter, library).show(PANEL, moved(PAYMENTS, LEFT))

    assert panel.geometry().left() < 20


def test_the_badge_says_so_and_leaves_the_screen_alone(
    presenter: Presenter, library: Library, panel: Panel, tab: Tab
) -> None:
    badges: list[bool] = []
    presenter.badge_changed.connect(badges.append)
    stage = Stage(presenter, library)
    stage.show(BADGE)
    assert badges == [True]
    assert not panel.isVisible()
    assert not tab.isVisible()

    stage.show(PANEL)
    assert badges == [True, False]


def test_a_chosen_card_comes_before_what_is_offered(presenter: Presenter, library: Library) -> None:
    stage = Stage(presenter, library)
    stage.show(PANEL, chosen="desk/undo", pay="a", undo="b")
    assert presenter.panel_card == "desk/undo"

    stage.show(TAB, chosen="desk/terms")
    assert presenter.panel_card == "desk/terms"

    stage.show(TAB)
    assert presenter.panel_card is None


def test_the_panel_says_why_it_shows_a_card(
    qtbot: QtBot, presenter: Presenter, library: Library, panel: Panel
) -> None:
    stage = Stage(presenter, library)
    stage.show(NOTHING, chosen="desk/terms")
    assert CHOSEN in panel_texts(panel)

    stage.show(PANEL, pay="the title is a payment run")
    assert "the title is a payment run" in panel_texts(panel)


def panel_texts(panel: Panel) -> str:
    return "\n".join(
        str(text)
        for widget in panel.findChildren(QWidget)
        for text in (widget.property("text"), widget.toolTip(), widget.accessibleDescription())
        if text
    )


def test_what_was_painted_is_told_once_with_the_number_of_its_chain(
    qtbot: QtBot, presenter: Presenter, library: Library, trace: TraceRecord
) -> None:
    stage = Stage(presenter, library)
    for cue, loudness in ((PANEL, "panel"), (TAB, "tab"), (BADGE, "badge"), (NOTHING, "none")):
        trace.events.clear()
        stage.show(cue)
        qtbot.waitUntil(lambda: len(trace.events) > 0)
        qtbot.wait(100)
        assert trace.events == [{"event": "cue_painted", "t": None, "seq": stage.seq, "loudness": loudness}]


def test_nothing_instead_of_nothing_is_not_told(
    presenter: Presenter, library: Library, trace: TraceRecord
) -> None:
    stage = Stage(presenter, library)
    stage.show(NOTHING)
    stage.show(NOTHING, None)

    assert trace.events == []


def test_a_tick_is_shown_at_once_and_tells_no_new_cue(
    qtbot: QtBot, presenter: Presenter, library: Library, memory: Memory, panel: Panel, trace: TraceRecord
) -> None:
    stage = Stage(presenter, library)
    stage.show(PANEL)
    qtbot.waitUntil(lambda: trace.names() == ["cue_painted"])
    card = library.cards["desk/pay"]
    memory.tick(card, card.items[0].key, done=True)
    record = Record(panel, *panel.findChildren(QWidget))

    presenter.refresh()

    qtbot.waitUntil(lambda: len(record.seen) > 0)
    qtbot.wait(50)
    assert trace.names() == ["cue_painted"]
