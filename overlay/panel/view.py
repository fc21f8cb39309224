"""The body of one card as widgets, built once and kept. Not for title and foot: see header.py, foot.py."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from content.cards.model import Card, Item, Part, Prose, Step
from overlay.panel.column import Column
from overlay.panel.content import PanelContent
from overlay.panel.items import ItemBox
from overlay.panel.links import learn_more_row, video_row
from overlay.panel.steps import Progress, StepRow
from overlay.panel.wording import current_step, reads_right_to_left
from overlay.theme.document import Place
from overlay.theme.markdown import SafeMarkdown
from overlay.theme.theme import GRID, Theme


class CardView(Column):
    """All parts of a card in their order; ``show_state`` puts ticks and the present step in."""

    ticked = Signal(str, bool)
    step_chosen = Signal(int)
    link_clicked = Signal(str)
    video_clicked = Signal(str)

    def __init__(self, card: Card, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self._theme = theme
        self._place = Place.of(card)
        if reads_right_to_left(card.title):
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.items: list[ItemBox] = []
        self.steps: list[StepRow] = []
        before: Part | None = None
        for part in card.parts:
            self._add_part(part, before)
            before = part
        if card.video is not None:
            row = video_row(card.video, theme)
            row.clicked.connect(lambda _=False, url=card.video.url: self.video_clicked.emit(url))
            self.add(row, gap=theme.px(GRID), inset=GRID)

        if card.learn_more:
            row = learn_more_row(card.learn_more, theme)
            row.clicked.connect(lambda: self.link_clicked.emit(card.learn_more))
            self.add(row, gap=theme.px(GRID), inset=GRID)

    def show_state(self, content: PanelContent) -> None:
        """Take over what is ticked and which step is the present one, without telling anyone."""
        for box in self.items:
            box.setChecked(box.item.key in content.ticked)
        current = current_step(content)
        for row in self.steps:
            number = row.step.number
            ahead = Progress.CURRENT if number == current else Progress.AHEAD
            row.set_progress(Progress.DONE if number < current else ahead)

    def rows(self) -> list[QAbstractButton]:
        """Items or steps, in order."""
        return [*self.items, *self.steps]

    def current_row(self) -> StepRow | None:
        """The present step's row, None in a card without steps."""
        return next((row for row in self.steps if row.progress is Progress.CURRENT), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = self.rows()
        focused = [at for at, row in enumerate(rows) if row.hasFocus()]
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if focused and event.key() in steps:
            wanted = focused[0] + steps[Qt.Key(event.key())]
            rows[max(0, min(wanted, len(rows) - 1))].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _add_part(self, part: Part, before: Part | None) -> None:
        if isinstance(part, Prose):
            text = SafeMarkdown(self._theme, self)
            text.show_markdown(part.markdown, self._place)
            text.link_clicked.connect(self.link_clicked)
            self.add(text, gap=self._theme.px(GRID), inset=2 * GRID)
        else:
            row = self._item(part) if isinstance(part, Item) else self._step(part)
            row.link_clicked.connect(self.link_clicked)
            self.add(row, gap=self._theme.px(GRID / 2) if isinstance(before, Prose) else 0, inset=GRID)

    def _item(self, item: Item) -> ItemBox:
        box = ItemBox(item, self._place, self._theme, self)
        box.setObjectName(f"item-{len(self.items)}")
        # "clicked" is the person's doing; "toggled" would also fire when the state is put in.
        box.clicked.connect(lambda done, key=item.key: self.ticked.emit(key, done))
        self.items.append(box)
        return box

    def _step(self, step: Step) -> StepRow:
        row = StepRow(step, len(self.card.steps), self._place, self._theme, self)
        row.setObjectName(f"step-{len(self.steps)}")
        row.clicked.connect(lambda _=False, number=step.number: self.step_chosen.emit(number))
        self.steps.append(row)
        return row
