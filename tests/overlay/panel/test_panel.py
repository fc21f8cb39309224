"""Everything the person can do in the panel is told by one signal."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from content.cards.model import Card, CardKind, Item, Prose, Required
from overlay.panel.items import ItemBox
from overlay.panel.panel import Panel, PanelContent
from overlay.panel.steps import Progress, StepRow
from tests.overlay.panel.conftest import MakeCard
from tests.overlay.panel.driving import choose, click, part, press


def show(panel: Panel, content: PanelContent) -> None:
    panel.present(content)
    panel.appear(None)


def test_a_click_ticks_an_item_and_a_second_one_unticks_it(
    qtbot: QtBot, panel: Panel, checklist: Card
) -> None:
    show(panel, PanelContent(checklist))
    with qtbot.waitSignal(panel.ticked) as told:
        click(part(panel, "item-1"))
    assert told.args == [checklist.id, "bank", True]
    with qtbot.waitSignal(panel.ticked) as told:
        click(part(panel, "item-1"))
    assert told.args == [checklist.id, "bank", False]


def test_the_whole_row_ticks_not_only_the_box(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist))
    row = part(panel, "item-0")
    with qtbot.waitSignal(panel.ticked):
        click(row, QPoint(row.width() - 3, row.height() - 3))


def test_state_put_in_from_outside_tells_nothing(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist))
    with qtbot.assertNotEmitted(panel.ticked):
        panel.present(PanelContent(checklist, ticked=frozenset({"total"})))
    box = part(panel, "item-0")
    assert isinstance(box, ItemBox)
    assert box.isChecked()


def test_a_link_in_an_item_opens_and_does_not_tick(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist))
    row = part(panel, "item-2")
    assert isinstance(row, ItemBox)
    area = row.text_area()
    at = next(
        QPoint(x, area.top() + 10)
        for x in range(area.left(), area.right())
        if row.rich_text.link_at(area, QPoint(x, area.top() + 10).toPointF())
    )
    with qtbot.assertNotEmitted(panel.ticked), qtbot.waitSignal(panel.link_opened) as told:
        click(row, at + QPoint(4, 0))
    assert told.args == ["https://example.org/a"]
    assert not row.isChecked()


def test_next_back_and_a_click_move_between_steps(qtbot: QtBot, panel: Panel, guide: Card) -> None:
    show(panel, PanelContent(guide, step=2))
    for name, reached in (("stepNext", 3), ("stepBack", 1), ("step-0", 1)):
        with qtbot.waitSignal(panel.step_reached) as told:
            click(part(panel, name))
        assert told.args == [guide.id, reached]


def test_the_last_step_ends_with_done_and_starts_over(qtbot: QtBot, panel: Panel, guide: Card) -> None:
    show(panel, PanelContent(guide, step=3))
    told: list[tuple[object, ...]] = []
    panel.step_reached.connect(lambda *args: told.append(args))
    panel.closed.connect(lambda *args: told.append(args))
    click(part(panel, "stepNext"))
    assert told == [(guide.id, 0), (guide.id,)]


def test_steps_show_what_is_done_and_what_is_next(panel: Panel, guide: Card) -> None:
    show(panel, PanelContent(guide, step=2))
    rows = [part(panel, f"step-{at}") for at in range(3)]
    assert [row.progress for row in rows if isinstance(row, StepRow)] == [
        Progress.DONE,
        Progress.CURRENT,
        Progress.AHEAD,
    ]


def test_the_video_row_opens_the_link(qtbot: QtBot, panel: Panel, film: Card) -> None:
    show(panel, PanelContent(film))
    with qtbot.waitSignal(panel.link_opened) as told:
        click(part(panel, "videoLink"))
    assert told.args == ["https://video.example.org/v/81"]


@pytest.mark.parametrize(
    ("name", "signal"),
    [("panelNotHere", "not_here"), ("panelNever", "never"), ("panelCopyLink", "link_copied")],
)
def test_the_menu_tells_what_was_chosen(
    qtbot: QtBot, panel: Panel, checklist: Card, name: str, signal: str
) -> None:
    show(panel, PanelContent(checklist))
    told_by: SignalInstance = getattr(panel, signal)
    with qtbot.waitSignal(told_by) as told:
        choose(panel, name)
    assert told.args == [checklist.id]


def test_copy_link_puts_the_card_on_the_clipboard(panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist))
    choose(panel, "panelCopyLink")
    assert QGuiApplication.clipboard().text() == "sidecue:treasury/release"


@pytest.mark.parametrize("choice", ["hour", "tomorrow", "week"])
def test_snooze_tells_for_how_long(qtbot: QtBot, panel: Panel, checklist: Card, choice: str) -> None:
    show(panel, PanelContent(checklist))
    with qtbot.waitSignal(panel.snoozed) as told:
        choose(panel, f"snooze-{choice}")
    assert told.args == [checklist.id, choice]


def test_close_tells_which_card(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist))
    with qtbot.waitSignal(panel.closed) as told:
        click(part(panel, "panelClose"))
    assert told.args == [checklist.id]


def test_why_shows_the_reason_and_a_new_card_hides_it_again(
    qtbot: QtBot, panel: Panel, checklist: Card, guide: Card
) -> None:
    show(panel, PanelContent(checklist, because="The title says payment run."))
    before = panel.height()
    click(part(panel, "panelWhy"))
    reason = part(panel, "panelReason")
    assert isinstance(reason, QLabel)
    assert reason.text() == "The title says payment run."
    assert panel.height() > before
    panel.present(PanelContent(guide, because="Another one."))
    assert not reason.isVisible()


def test_other_cards_are_listed_in_order_four_at_first(
    qtbot: QtBot, panel: Panel, checklist: Card, make_card: MakeCard
) -> None:
    others = tuple(make_card(f"other-{at}", f"Other card {at}") for at in range(7))
    show(panel, PanelContent(checklist, others))
    rows = [w for w in panel.findChildren(QPushButton) if w.objectName().startswith("alsoHere-")]
    assert [row.accessibleName() for row in rows if row.isVisible()] == [
        f"Other card {at}" for at in range(4)
    ]
    more = part(panel, "alsoHereMore")
    assert isinstance(more, QPushButton)
    assert more.text() == "3 more…"
    click(part(panel, "alsoHereMore"))
    assert all(row.isVisible() for row in rows)
    with qtbot.waitSignal(panel.card_chosen) as told:
        click(part(panel, "alsoHere-6"))
    assert told.args == ["treasury/other-6"]


def test_a_link_to_another_card_chooses_that_card(
    qtbot: QtBot, panel: Panel, make_card: MakeCard, tmp_path: Path
) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "undo.md").write_text("---\ntitle: Undo\n---\nText.", encoding="utf-8")
    show(panel, PanelContent(make_card(parts=(Item("a", "See [it](undo.md)", "See it"),))))
    with qtbot.assertNotEmitted(panel.link_opened), qtbot.waitSignal(panel.card_chosen) as told:
        press(Qt.Key.Key_Return, part(panel, "item-0"))
    assert told.args == ["treasury/undo"]


def test_the_meta_line_tells_origin_time_duty_and_progress(panel: Panel, make_card: MakeCard) -> None:
    items = tuple(Item(str(at), "x", "x") for at in range(5))
    card = make_card(parts=items, required=Required.BEFORE_TASK)
    show(panel, PanelContent(card, ticked=frozenset({"0", "3"})))
    said = part(panel, "panelMeta").accessibleName()
    assert said == "Treasury desk · 2\N{NO-BREAK SPACE}min · required · 2 of 5"
    panel.present(PanelContent(card, ticked=frozenset("01234")))
    assert part(panel, "panelMeta").accessibleName().endswith("All done")


def test_a_long_title_is_cut_after_three_lines_and_readable_in_the_tooltip(
    panel: Panel, make_card: MakeCard
) -> None:
    title = "Before you open a new supplier " * 8
    show(panel, PanelContent(make_card(title=title.strip())))
    label = part(panel, "panelTitle")
    assert label.height() <= 4 * label.fontMetrics().height()
    assert label.toolTip() == title.strip()
    panel.present(PanelContent(make_card("short", "Short")))
    assert label.toolTip() == ""


def test_a_tall_card_scrolls_and_the_foot_stays(panel: Panel, make_card: MakeCard) -> None:
    items = tuple(Item(str(at), f"Item {at}", f"Item {at}") for at in range(60))
    show(panel, PanelContent(make_card(parts=items), because="x"))
    available = panel.screen().availableGeometry()
    assert available.contains(panel.geometry())
    foot = part(panel, "panelWhy")
    assert panel.rect().contains(foot.mapTo(panel, QPoint(0, foot.height())))
    assert panel._body.verticalScrollBar().maximum() > 0
    assert panel._body.horizontalScrollBar().maximum() == 0


def test_switching_back_to_a_card_builds_nothing(panel: Panel, checklist: Card, guide: Card) -> None:
    show(panel, PanelContent(checklist))
    row = part(panel, "item-0")
    panel.present(PanelContent(guide))
    panel.present(PanelContent(checklist))
    assert part(panel, "item-0") is row


def test_a_card_that_was_edited_is_built_anew(panel: Panel, make_card: MakeCard) -> None:
    show(panel, PanelContent(make_card(parts=(Item("a", "Old", "Old"),))))
    panel.present(PanelContent(make_card(parts=(Item("a", "New", "New"),))))
    assert part(panel, "item-0").accessibleName() == "New"


def test_a_card_reads_from_right_to_left_when_its_title_does(panel: Panel, make_card: MakeCard) -> None:
    title = "قبل اعتماد دفعة"
    show(panel, PanelContent(make_card(title=title, parts=(Item("a", "المبلغ", "المبلغ"),))))
    row = part(panel, "item-0")
    assert isinstance(row, ItemBox)
    assert row.marker_area(18).left() > row.text_area().right() - 1


def test_every_kind_of_card_shows_without_complaint(panel: Panel, make_card: MakeCard) -> None:
    for kind in CardKind:
        show(
            panel,
            PanelContent(
                make_card(kind.value, kind.value, kind, (Prose("# Head\n\n- a\n\n| a |\n|-|\n| b |"),))
            ),
        )
        assert not panel.grab().isNull()


def test_made_ready_it_is_painted_and_stays_out_of_sight(
    panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[bool] = []
    monkeypatch.setattr(Panel, "paintEvent", lambda self, _: painted.append(self.isVisible()))
    panel.make_ready()
    assert painted == [False]
