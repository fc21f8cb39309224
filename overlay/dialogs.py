"""The settings and problems windows: built when first asked for, then kept up to date while they are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from content.library.library import Library
from content.memory.memory import Memory
from content.memory.wish import Wish
from overlay.channels import Channels
from overlay.hotkey_state import HotkeyState
from overlay.problems.model import AppProblem
from overlay.settings.table import LANGUAGE, ROLES, Settings
from overlay.theme.icons import icon
from overlay.theme.theme import Theme

if TYPE_CHECKING:
    from overlay.problems.window import ProblemsWindow
    from overlay.settings.channels import ChannelSection
    from overlay.settings.dialog import SettingsDialog

_ICON = 64  # px; title bars and task bars scale it down


class Dialogs(QObject):
    """Most people never open either, so neither costs anything before."""

    wish_undone = Signal()
    learned_forgotten = Signal()  # what the person knows and has completed is to be forgotten
    recording = Signal(bool)
    in_use = Signal(bool)  # whether the person works in one of them
    check_asked = Signal()  # look for new bundles now
    events_erased = Signal()
    events_exported = Signal(str)  # the file to write
    report_asked = Signal()  # what happened with cards, as a page
    channels_changed = Signal()  # a channel was followed or left

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        memory: Memory,
        command: Sequence[str],
        now: Callable[[], datetime],
    ) -> None:
        """``command`` is how this program starts itself for the person's profile."""
        super().__init__()
        self._theme, self._settings, self._memory = theme, settings, memory
        self._command, self._now = command, now
        self._channels = Channels()
        self._channel_section: ChannelSection | None = None
        self._library = Library(())
        self._app_problems: Sequence[AppProblem] = ()
        self._hotkeys: dict[str, HotkeyState] = {}
        self._settings_dialog: SettingsDialog | None = None
        self._problems_window: ProblemsWindow | None = None

    def show_settings(self) -> None:
        """Open the settings, or bring them to the front."""
        if self._settings_dialog is None:
            from overlay.settings.dialog import SettingsDialog

            channels = self._channel_section = self._make_channels()
            dialog = self._settings_dialog = SettingsDialog(self._theme, self._settings, channels)
            self.adopt(dialog)
            dialog.wish_undone.connect(self._undo)
            dialog.eased_undone.connect(self._undo_eased)
            dialog.known_undone.connect(self._undo_known)
            dialog.missing_removed.connect(self._remove_missing)
            dialog.history_cleared.connect(self._memory.forget_history)
            dialog.history_cleared.connect(self._memory.forget_searches)
            dialog.learned_cleared.connect(self._forget_learned)
            dialog.recording.connect(self.recording)
            dialog.events.erase_asked.connect(self.events_erased)
            dialog.events.export_asked.connect(self.events_exported)
            dialog.events.report_asked.connect(self.report_asked)
        self._show_wishes()
        self._settings_dialog.show_missing(self._memory.missing())
        self._show_channels()
        self._offer()
        for name, state in self._hotkeys.items():
            self._settings_dialog.show_trouble(name, state.problem)
        self._settings_dialog.present()

    def say_of_events(self, words: str) -> None:
        """How erasing or exporting what happened went."""
        if self._settings_dialog is not None:
            self._settings_dialog.events.say(words)

    def show_problems(self) -> None:
        """Open the list of problems, or bring it to the front."""
        if self._problems_window is None:
            from overlay.problems.window import ProblemsWindow

            self._problems_window = ProblemsWindow(self._theme)
            self.adopt(self._problems_window)
        self._fill_problems()
        self._problems_window.present()

    def hotkey_is(self, name: str, state: HotkeyState) -> None:
        """Tell beside the setting how its hotkey fares."""
        self._hotkeys[name] = state
        if self._settings_dialog is not None:
            self._settings_dialog.show_trouble(name, state.problem)

    def channels_are(self, channels: Channels) -> None:
        """The channels were looked at, or will be at another time."""
        self._channels = channels
        self._show_channels()

    def tell(self, library: Library, app_problems: Sequence[AppProblem]) -> None:
        """What is wrong now, with the cards and with the app itself."""
        if library is not self._library:
            self._library = library
            self._offer()
            self._show_channels()
        self._app_problems = app_problems
        self._fill_problems()

    def close(self) -> None:
        if self._settings_dialog is not None:
            self._settings_dialog.close_for_good()
        if self._problems_window is not None:
            self._problems_window.close()

    def adopt(self, window: QWidget) -> None:
        """Make ``window`` one of those that the panel stands aside for, with the app's icon."""
        window.setWindowIcon(icon("sidecue", self._theme.roles.accent, _ICON))
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.in_use.emit(True)
        elif event.type() in {QEvent.Type.WindowDeactivate, QEvent.Type.Hide}:
            self.in_use.emit(False)
        return super().eventFilter(watched, event)

    def _undo(self, wish: Wish) -> None:
        self._memory.forget_wish(wish.card, wish.kind, wish.app)
        self._show_wishes()
        self.wish_undone.emit()

    def _undo_eased(self, card: str) -> None:
        self._memory.outcomes.forget(card)
        self._show_wishes()
        self.wish_undone.emit()

    def _undo_known(self, card: str) -> None:
        self._memory.learned.forget(card)
        self._show_wishes()
        self.wish_undone.emit()

    def _forget_learned(self) -> None:
        self.learned_forgotten.emit()
        self._show_wishes()

    def _remove_missing(self, query: str) -> None:
        self._memory.forget_missing(query)
        if self._settings_dialog is not None:
            self._settings_dialog.show_missing(self._memory.missing())

    def _offer(self) -> None:
        if self._settings_dialog is not None:
            self._settings_dialog.offer(ROLES.name, self._library.others.roles)
            self._settings_dialog.offer(LANGUAGE.name, self._library.others.languages)

    def _show_wishes(self) -> None:
        if self._settings_dialog is not None:
            titles = {card.id: card.title for card in self._library.cards.values()}
            self._settings_dialog.show_wishes(self._memory.wish_list(), titles)
            self._settings_dialog.show_eased(self._memory.outcomes.records, titles)
            self._settings_dialog.show_known(self._memory.learned.mastered(), titles)

    def _make_channels(self) -> ChannelSection:
        from overlay.channel_commands import ChannelCommands
        from overlay.settings.channels import ChannelSection

        section = ChannelSection(self._theme, ChannelCommands(self._command), self._now)
        section.check_asked.connect(self.check_asked)
        section.changed.connect(self.channels_changed)
        return section

    def _show_channels(self) -> None:
        if self._channel_section is not None:
            titles = {bundle.id: bundle.title for bundle in self._library.bundles}
            self._channel_section.show_channels(self._channels, titles)

    def _fill_problems(self) -> None:
        if self._problems_window is not None:
            self._problems_window.set_problems(
                self._app_problems, self._library.problems, self._library.bundles
            )
