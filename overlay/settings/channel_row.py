"""One channel in the settings: whose it is, how it fares, and the way out of it. Not for leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from overlay.settings.channel_words import ChannelWords
from overlay.settings.lock_note import LockNote
from overlay.settings.section import text
from overlay.theme.flow import Flow
from overlay.theme.theme import GRID, Theme

if TYPE_CHECKING:
    from content.channels.desk.report import ChannelState

MANAGED = "From your organisation"


class ChannelRow(QWidget):
    """``left``: the person wants to follow it no more, and said so twice. ``asked`` carries what must be
    seen.
    """

    left = Signal()
    asked = Signal(QWidget)

    def __init__(self, theme: Theme, state: ChannelState) -> None:
        super().__init__()
        self._theme, self._id, self._title = theme, state.id, state.title
        self.setObjectName(f"channel-{state.id}")
        self._name, self._address = text(""), text("", "muted")
        self._checked, self._bundles = text("", "muted"), text("", "small")
        self._trouble = text("", "warning")
        self._lock = LockNote(theme, MANAGED)
        self._stop = self._button("stopFollowing", "Stop following", f"Stop following {state.title}")
        self._stop.clicked.connect(self._ask)
        self._keep_it = self._button("keepFollowing", "Keep it")
        self._keep_it.clicked.connect(self._keep)
        self._really = self._button("reallyStopFollowing", "Stop following")
        self._really.clicked.connect(self._leave)
        self.buttons = (self._stop, self._keep_it, self._really)
        self._ask_box = self._question()
        self._lay_out()
        self.restyle()

    def show_state(self, state: ChannelState, words: ChannelWords) -> None:
        """Show how it fares now; a question that is open stays so."""
        self._title = state.title
        self._name.setText(state.title)
        self._address.setText(address_in_words(state.address))
        self._address.setVisible(bool(state.address))
        self._checked.setText(words.state)
        self._bundles.setText(words.bundles)
        self.show_trouble(words.trouble)
        self._lock.setVisible(state.managed)
        self._stop.setVisible(not state.managed)
        self.setAccessibleName(f"{state.title}: {words.trouble or words.state}")

    def show_trouble(self, words: str) -> None:
        """Say what is wrong; "" when all is well."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        side, above = self._theme.px(2 * GRID), self._theme.px(1.5 * GRID)
        self._column.setContentsMargins(side, above, side, above)
        self._lock.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._ask_box.isVisible():
            self._keep()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for line in (self._name, self._address, self._lock):
            words.addWidget(line)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addLayout(words, 1)
        head.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(GRID // 2)
        self._column.addLayout(head)
        for part in (self._bundles, self._checked, self._trouble, self._ask_box):
            self._column.addWidget(part)

    def _question(self) -> QWidget:
        box = QWidget()
        self._asked = text("")
        self._asked.setObjectName(f"stopFollowingQuestion-{self._id}")
        buttons = Flow()
        buttons.add(self._keep_it)
        buttons.add(self._really)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, GRID // 2, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._asked)
        column.addWidget(buttons)
        box.hide()
        return box

    def _button(self, name: str, words: str, accessible: str = "") -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(f"{name}-{self._id}")
        button.setAccessibleName(accessible or words)
        button.setAutoDefault(True)
        return button

    def _ask(self) -> None:
        words = f"Stop following {self._title}? Its bundles go from this computer."
        self._asked.setText(words)
        self._ask_box.setAccessibleName(words)
        self._stop.setEnabled(False)
        self._ask_box.show()
        self._keep_it.setFocus(Qt.FocusReason.TabFocusReason)
        self.asked.emit(self._ask_box)

    def _keep(self) -> None:
        self._ask_box.hide()
        self._stop.setEnabled(True)
        self._stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave(self) -> None:
        self._keep()
        self.left.emit()


def address_in_words(address: str) -> str:
    """An address as people know it: a path for a folder, never a password."""
    url = QUrl(address)
    return url.toLocalFile() if url.isLocalFile() else url.toDisplayString()
