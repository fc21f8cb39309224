"""What is seen of the window a card is made for, and the conditions proposed for it. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from content.cards.rule_text import SimpleRule
from overlay.author.wording import NO_WINDOW, sentence, shown_title
from overlay.panel.wording import reads_right_to_left
from overlay.theme.flow import Flow
from overlay.theme.theme import GRID, Theme
from triggers.context import Context
from triggers.rules.propose import Proposal

_LABELS = ("App", "Class", "Title")


class SeenView(QWidget):
    """App, class and title as the system states them, and a button for each proposal."""

    proposed = Signal(object)  # SimpleRule

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("authorSeen")
        self.setAccessibleName("What Sidecue sees of this window")
        self._values = {name: _value(f"author{name}") for name in _LABELS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._labels = [QLabel(name) for name in _LABELS]
        for row, (name, label) in enumerate(zip(_LABELS, self._labels, strict=True)):
            label.setProperty("role", "muted")
            label.setBuddy(self._values[name])
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._values[name], row, 1)
        self._nothing = _value("authorNoWindow")
        self._nothing.setText(NO_WINDOW)
        self._offer = QLabel("Offer it in")
        self._offer.setContentsMargins(0, GRID // 2, 0, 0)  # on the line of the buttons' words
        self._offer.setProperty("role", "muted")
        self._grid.addWidget(self._nothing, len(_LABELS), 0, 1, 2)
        self._buttons = Flow()
        self._grid.addWidget(self._offer, len(_LABELS) + 1, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._buttons, len(_LABELS) + 1, 1)
        self._proposals: dict[QPushButton, SimpleRule] = {}
        self.restyle()

    def show_window(self, window: Context | None, proposals: Sequence[Proposal]) -> None:
        """Show these, the proposals in their order."""
        stated = (window.app, window.window_class, window.title) if window is not None else ("", "", "")
        for label, (name, text) in zip(self._labels, zip(_LABELS, stated, strict=True), strict=True):
            value = self._values[name]
            value.setText(shown_title(text) or "none")
            value.setToolTip(text if shown_title(text) != text else "")
            right = reads_right_to_left(text)
            value.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
            for widget in (label, value):
                widget.setVisible(window is not None)
        self._nothing.setVisible(window is None)
        self._buttons.clear()
        self._proposals = {}
        for proposal in proposals:
            self._add(proposal)
        self._offer.setVisible(bool(proposals))
        self._buttons.setVisible(bool(proposals))

    def show_rule(self, rule: SimpleRule | None) -> None:
        """Mark the proposal that the card's rule is, if it is one."""
        for button, proposed in self._proposals.items():
            button.setChecked(proposed == rule)

    def restyle(self) -> None:
        """Take the theme's present sizes."""
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(self._theme.px(GRID / 2))

    def label_width(self) -> int:
        """How wide the widest label on the left is."""
        return max(label.sizeHint().width() for label in (*self._labels, self._offer))

    def set_label_width(self, width: int) -> None:
        """Leave so much room on the left, that labels of several parts stand below each other."""
        self._grid.setColumnMinimumWidth(0, width)

    def _add(self, proposal: Proposal) -> None:
        button = QPushButton(sentence(proposal.reach.value).rstrip("."))
        button.setObjectName(f"proposal-{proposal.reach.name.lower()}")
        button.setProperty("role", "small-choice")
        button.setCheckable(True)
        button.setAutoDefault(False)
        rule = SimpleRule(proposal.app, proposal.title)
        button.setToolTip(rule.title or f"{rule.app}, whatever the title")
        button.setAccessibleDescription(button.toolTip())
        button.clicked.connect(lambda _=False: self.proposed.emit(rule))
        self._buttons.add(button)
        self._proposals[button] = rule


def _value(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", "small")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
