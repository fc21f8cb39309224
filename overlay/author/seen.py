"""What is seen of the window a card is made for, and the conditions proposed for it. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from content.cards.rule_text import SimpleRule
from overlay.author.wording import NO_WINDOW, sentence, shown_title
from overlay.panel.wording import reads_right_to_left
from overlay.theme.flow import Flow
from overlay.theme.plain import plain_tip
from overlay.theme.theme import GRID, Theme
from triggers.context import Context
from triggers.rules.propose import Proposal

_BEYOND = ("Dialog", "Control", "Page")
_NAMES = ("App", "Class", "Title", *_BEYOND)


class SeenView(QWidget):
    """App, class and title as the system states them, what else is known, and a button for each proposal."""

    proposed = Signal(object)  # SimpleRule

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("authorSeen")
        self.setAccessibleName("What Sidecue sees of this window")
        self._values = {name: _value(f"author{name}") for name in _NAMES}
        self._labels = {name: _muted(name) for name in _NAMES}
        for name in _NAMES:
            self._labels[name].setBuddy(self._values[name])
        self._nothing = _value("authorNoWindow")
        self._nothing.setText(NO_WINDOW)
        self._buttons = Flow()
        self._proposals: dict[QPushButton, SimpleRule] = {}
        self._lay_out()
        self.restyle()

    def show_window(self, window: Context | None, proposals: Sequence[Proposal]) -> None:
        """Show these, the proposals in their order."""
        for name, text in zip(_NAMES, _stated(window), strict=True):
            value, shown = self._values[name], shown_title(text)
            value.setText(shown or "none")
            value.setToolTip(plain_tip(text) if shown != text else "")
            right = name == "Title" and reads_right_to_left(text)
            value.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
            for widget in (self._labels[name], value):
                widget.setVisible(window is not None and (bool(text) or name not in _BEYOND))
        self._nothing.setVisible(window is None)
        self._buttons.clear()
        self._proposals = {}
        for proposal in proposals:
            self._add(proposal)
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
        return max(self._labels[name].sizeHint().width() for name in ("App", "Title"))

    def set_label_width(self, width: int) -> None:
        """Leave so much room on the left, that labels of several parts stand below each other."""
        self._grid.setColumnMinimumWidth(0, width)

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._first = QHBoxLayout()
        self._first.addWidget(self._values["App"])
        self._first.addSpacing(2 * GRID)
        self._first.addWidget(self._labels["Class"])
        self._first.addSpacing(GRID)
        self._first.addWidget(self._values["Class"], 1)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._labels["App"], 0, 0, top)
        self._grid.addLayout(self._first, 0, 1)
        self._grid.addWidget(self._labels["Title"], 1, 0, top)
        self._grid.addWidget(self._values["Title"], 1, 1)
        for row, name in enumerate(_BEYOND, start=2):
            self._grid.addWidget(self._labels[name], row, 0, top)
            self._grid.addWidget(self._values[name], row, 1)
        self._grid.addWidget(self._nothing, 5, 0, 1, 2)
        self._grid.addWidget(self._buttons, 6, 0, 1, 2)

    def _add(self, proposal: Proposal) -> None:
        button = QPushButton(sentence(proposal.reach.value).rstrip("."))
        button.setObjectName(f"proposal-{proposal.reach.name.lower()}")
        button.setProperty("role", "small-choice")
        button.setCheckable(True)
        button.setAutoDefault(False)
        rule = SimpleRule(**proposal.entry())
        words = rule.title or rule.dialog_text or rule.control or rule.url
        words = words or f"{rule.app}, whatever the title"
        button.setToolTip(plain_tip(words))
        button.setAccessibleDescription(words)
        button.clicked.connect(lambda _=False: self.proposed.emit(rule))
        self._buttons.add(button)
        self._proposals[button] = rule


def _stated(window: Context | None) -> tuple[str, ...]:
    """What is known of ``window``, for each of _NAMES."""
    if window is None:
        return ("",) * len(_NAMES)
    control = f"{window.control} ({window.role})" if window.control and window.role else window.control
    said = window.dialog_text.replace("\n", " ")
    return window.app, window.window_class, window.title, said, control or window.role, window.url


def _muted(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "muted")
    return label


def _value(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", "small")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(name in ("authorTitle", "authorDialog", "authorPage", "authorNoWindow"))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
