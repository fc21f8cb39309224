"""The channels in the settings: each with its state, follow another, check now. Not for asking servers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from overlay.channel_commands import ChannelCommands
from overlay.channels import Channels
from overlay.commands import Outcome
from overlay.settings.channel_row import ChannelRow
from overlay.settings.channel_words import in_words, sentence
from overlay.settings.follow_form import FollowForm
from overlay.settings.section import Section, text
from overlay.theme.flow import Flow
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import Hairline

_NONE = "None. A channel brings bundles that their publisher signed, and keeps them up to date."


class ChannelSection(Section):
    """``changed``: a channel was followed or left. ``check_asked``: look for new bundles now. ``asked``
    carries what appeared and must be seen.
    """

    changed = Signal()
    check_asked = Signal()
    asked = Signal(QWidget)

    def __init__(self, theme: Theme, commands: ChannelCommands, now: Callable[[], datetime]) -> None:
        super().__init__("Channels")
        self._theme, self._commands, self._now = theme, commands, now
        self._channels = Channels()
        self._listed: dict[str, ChannelRow] = {}
        self._nothing = text(_NONE, "muted")
        self._unfollowed = text("", "warning")
        self._note = text("", "small")
        self._note.setObjectName("channelNote")
        self._form = FollowForm(commands)
        self._form.asked.connect(self.asked)
        self._form.done.connect(self._form_done)
        self._follow = self._button("followChannel", "Follow a channel…", self._ask)
        self._check = self._button("checkChannels", "Check now", self.check_asked.emit)
        self._parts: list[QWidget] = []
        self._lay_out()
        self.show_channels(Channels(), {})
        self.restyle()

    def show_channels(self, channels: Channels, titles: Mapping[str, str]) -> None:
        """List ``channels``; ``titles`` gives the titles of bundles by id."""
        if self._channels.checking and not channels.checking:
            self._say("")
        self._channels = channels
        if list(self._listed) != [state.id for state in channels.states]:
            self._rebuild()
        now = self._now()
        for state in channels.states:
            self._listed[state.id].show_state(state, in_words(state, channels, titles, now))
        self._nothing.setVisible(not channels.states)
        self._unfollowed.setText("\n".join(map(sentence, channels.problems)))
        self._unfollowed.setVisible(bool(channels.problems))
        self._check.setVisible(channels.any)
        self._check.setEnabled(not channels.checking)

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        side, above = self._theme.px(2 * GRID), self._theme.px(1.5 * GRID)
        self._column.setContentsMargins(side, above, side, above)
        for row in self._listed.values():
            row.restyle()

    def close_for_good(self) -> None:
        """End what is under way; may be called twice."""
        self._commands.cancel()

    def _lay_out(self) -> None:
        whole, foot = QWidget(), QWidget()
        self._foot = foot
        self._list = QVBoxLayout(whole)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addWidget(foot)
        self._buttons = Flow()
        self._buttons.add(self._follow)
        self._buttons.add(self._check)
        self._column = QVBoxLayout(foot)
        self._column.setSpacing(GRID)
        for part in (self._nothing, self._unfollowed, self._note, self._form, self._buttons):
            self._column.addWidget(part)
        self._note.hide()
        self._form.hide()
        self.add(whole)

    def _button(self, name: str, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _=False: act())
        return button

    def _rebuild(self) -> None:
        """What stands below the channels stays as it is: somebody may be writing there."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._listed, self._parts = {}, []
        for state in self._channels.states:
            row = self._listed[state.id] = ChannelRow(self._theme, state)
            row.asked.connect(self.asked)
            row.left.connect(lambda channel=state.id: self._leave(channel))
            self._parts += [row, Hairline()]
        for at, part in enumerate(self._parts):
            self._list.insertWidget(at, part)
            part.show()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """From the top to the bottom: what comes later into a window stands last otherwise."""
        before: QWidget | None = self._foot.previousInFocusChain()
        while before not in (None, self._foot) and before.focusPolicy() is Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        for row in self._listed.values():
            for button in row.buttons:
                if before is not None:
                    QWidget.setTabOrder(before, button)
                before = button

    def _ask(self) -> None:
        self._say("")
        self._buttons.hide()
        self._form.ask()

    def _form_done(self, words: str) -> None:
        self._form.hide()
        self._buttons.show()
        self._say(words)
        self._follow.setFocus(Qt.FocusReason.TabFocusReason)
        if words:
            self.changed.emit()

    def _leave(self, channel: str) -> None:
        if self._form.isVisible():
            self._form.cancel()
        self._say("")
        self._commands.leave(channel, lambda outcome: self._left(channel, outcome))

    def _left(self, channel: str, outcome: Outcome) -> None:
        if outcome.complaint and channel in self._listed:
            self._listed[channel].show_trouble(sentence(outcome.complaint))
            return
        self._say("Followed no more; its bundles are gone.")
        self._follow.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))
