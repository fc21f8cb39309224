"""Follows a channel in two steps: name an invitation, see whose it is. Not for judging that."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from overlay.channel_commands import ChannelCommands
from overlay.commands import Outcome
from overlay.settings.channel_row import address_in_words
from overlay.settings.channel_words import sentence
from overlay.settings.section import text
from overlay.theme.flow import Flow
from overlay.theme.theme import GRID

_WHAT = "An invitation file, or the address or folder of a channel"
_HANDED = "Follow it only if you trust whoever gave you this file."
_FOUND = "Compare its fingerprint with the publisher's. Follow it only if both are the same:"

ChooseFile = Callable[[QWidget], str]


def ask_for_invitation(parent: QWidget) -> str:
    """Let the person pick a file; "" when they changed their mind."""
    return QFileDialog.getOpenFileName(parent, "Choose an invitation", "", "Invitations (*.json)")[0]


class FollowForm(QWidget):
    """``done`` carries what to say when it closes: "" when the person changed their mind. ``asked`` carries
    what must be seen.
    """

    done = Signal(str)
    asked = Signal(QWidget)

    def __init__(self, commands: ChannelCommands, choose: ChooseFile = ask_for_invitation) -> None:
        super().__init__()
        self._commands, self._choose = commands, choose
        self._what = self._fingerprint = ""
        self.setObjectName("followForm")
        self.setAccessibleName("Follow a channel")
        self._line = QLineEdit()
        self._line.setObjectName("followWhat")
        self._line.setAccessibleName(_WHAT)
        self._line.returnPressed.connect(self._look)
        self._said = text("", "small")
        self._said.setObjectName("followSaid")
        self._digits = text("", "small")
        self._digits.setObjectName("followFingerprint")
        self._digits.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._trouble = text("", "warning")
        self._trouble.setObjectName("followTrouble")
        self._file = self._button("chooseInvitation", "Choose file…", self._choose_file)
        self._next = self._button("lookAtInvitation", "Continue", self._look, "primary")
        self._yes = self._button("follow", "Follow", self._follow, "primary")
        self._no = self._button("cancelFollow", "Cancel", self.cancel)
        self._lay_out()

    def ask(self) -> None:
        """Begin anew."""
        self._line.clear()
        self.show()
        self._begin()

    def cancel(self) -> None:
        """The person changed their mind."""
        self._commands.cancel()
        self.done.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._ask_what = QWidget()
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._line, 1)
        line.addWidget(self._file)
        asked = QVBoxLayout(self._ask_what)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(GRID)
        asked.addWidget(text(_WHAT, "small"))
        asked.addLayout(line)
        buttons = Flow()
        for button in (self._next, self._yes, self._no):
            buttons.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._ask_what, self._said, self._digits, self._trouble, buttons):
            column.addWidget(part)

    def _button(self, name: str, words: str, act: Callable[[], None], role: str = "") -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setProperty("role", role)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _=False: act())
        return button

    def _choose_file(self) -> None:
        chosen = self._choose(self)
        if chosen:
            self._line.setText(chosen)
            self._look()

    def _begin(self, trouble: str = "") -> None:
        """Ask what to follow, again if there was ``trouble`` with the last answer."""
        self._show(said="", trouble=trouble, found=False)
        self._line.setFocus(Qt.FocusReason.TabFocusReason)
        self.asked.emit(self)

    def _look(self) -> None:
        self._what = self._line.text().strip()
        if not self._what:
            self._begin("Write where the invitation is, or choose the file.")
            return
        self._show(said="Looking at the invitation…", trouble="", found=False)
        self._next.setEnabled(False)
        self._commands.look(self._what, self._looked)

    def _looked(self, outcome: Outcome) -> None:
        if outcome.complaint:
            self._begin(sentence(outcome.complaint))
            return
        told = json.loads(outcome.said)
        self._fingerprint = told["fingerprint"]
        whose = f"{told['title']}, from {address_in_words(told['address'])}"
        self._show(said=f"{whose}\n{_HANDED if told['handed'] else _FOUND}", trouble="", found=True)
        self._digits.setText("" if told["handed"] else grouped(self._fingerprint))
        self._digits.setVisible(not told["handed"])
        self._no.setFocus(Qt.FocusReason.TabFocusReason)
        self.asked.emit(self)

    def _follow(self) -> None:
        self._yes.setEnabled(False)
        self._commands.follow(self._what, self._fingerprint, self._followed)

    def _followed(self, outcome: Outcome) -> None:
        if outcome.complaint:
            self._begin(sentence(outcome.complaint))
        else:
            self.done.emit("Followed. Its bundles come in a moment.")

    def _show(self, *, said: str, trouble: str, found: bool) -> None:
        self._ask_what.setVisible(not found)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._digits.hide()
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._next.setVisible(not found)
        self._next.setEnabled(True)
        self._yes.setVisible(found)
        self._yes.setEnabled(True)


def grouped(digits: str) -> str:
    """A fingerprint as people read it to each other."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
