"""The settings window, built from the table. Not for what a setting does: whoever listens to Settings."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from content.memory.missing import Missing
from content.memory.wish import Wish
from overlay.settings.channels import ChannelSection
from overlay.settings.eased import EasedSection
from overlay.settings.editors import KeysEditor
from overlay.settings.errors import SettingError
from overlay.settings.events import EventSection
from overlay.settings.known import KnownSection
from overlay.settings.missing import MissingSection
from overlay.settings.row import SettingRow
from overlay.settings.section import Section, listed, text
from overlay.settings.table import BUNDLE_FOLDERS, SETTINGS, Setting, Settings
from overlay.settings.wishes import WishSection
from overlay.theme.stylesheet import stylesheet
from overlay.theme.theme import BODY, GRID, Theme

_SIZE = QSize(640, 680)  # at 100 %


class SettingsDialog(QWidget):
    """Every change holds at once; what cannot be is said below its control and changes nothing."""

    wish_undone = Signal(object)  # Wish
    eased_undone = Signal(str)  # the card
    known_undone = Signal(str)  # the card
    missing_removed = Signal(str)
    history_cleared = Signal()
    learned_cleared = Signal()
    recording = Signal(bool)  # while it holds, hotkeys should be let go: one is being recorded

    def __init__(self, theme: Theme, settings: Settings, channels: ChannelSection | None = None) -> None:
        """``channels`` stands behind the settings that say which cards there are; None leaves it out."""
        super().__init__(None, Qt.WindowType.Window)
        self._theme, self._settings, self._channels = theme, settings, channels
        self.setObjectName("settings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Sidecue settings")
        self._rows: dict[str, SettingRow] = {}
        self._missing = MissingSection(theme)
        self._missing.removed.connect(self.missing_removed)
        self._wishes = WishSection(theme)
        self._wishes.undone.connect(self.wish_undone)
        self.events = EventSection(theme)
        self._eased = EasedSection(theme)
        self._eased.undone.connect(self.eased_undone)
        self._known = KnownSection(theme)
        self._known.undone.connect(self.known_undone)
        self._page = QVBoxLayout()
        self._build()
        self._stop_listening = settings.listen(self._changed)
        theme.changed.connect(self.restyle)
        self.restyle()

    def present(self) -> None:
        """Show the window, or bring it to the front."""
        if not self.isVisible():
            for button in (self._clear, self._clear_learned):
                button.setEnabled(True)
            self.events.say("")
            px, free = self._theme.px, self.screen().availableGeometry().size()
            self.resize(QSize(px(_SIZE.width()), px(_SIZE.height())).boundedTo(free * 0.92))
        self.show()
        self.raise_()
        self.activateWindow()

    def show_wishes(self, wishes: Sequence[Wish], titles: Mapping[str, str]) -> None:
        """List what the person asked not to see; ``titles`` gives the titles of cards by id."""
        self._wishes.show_wishes(wishes, titles)

    def show_eased(self, records: Mapping[str, str], titles: Mapping[str, str]) -> None:
        """List the cards that got quieter; ``records`` say how their appearances ended (easing.py)."""
        self._eased.show_records(records, titles)

    def show_known(self, cards: Sequence[str], titles: Mapping[str, str]) -> None:
        """List the cards that are taken as known."""
        self._known.show_cards(cards, titles)

    def show_missing(self, entries: Sequence[Missing]) -> None:
        """List what the person looked for and no card says."""
        self._missing.show_missing(entries)

    def offer(self, name: str, choices: Sequence[str]) -> None:
        """Offer ``choices`` for the setting ``name``, as the cards that are active bring them along."""
        self._rows[name].editor.offer(choices)

    def show_trouble(self, name: str, words: str) -> None:
        """Say beside the setting ``name`` what went wrong with it later, as with a hotkey that is taken."""
        self._rows[name].show_trouble(words)

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        theme = self._theme
        self.setPalette(theme.palette())
        self.setFont(theme.font())
        self.setStyleSheet(stylesheet(theme) + _looks(theme))
        edge = theme.px(3 * GRID)
        self._page.setContentsMargins(edge, edge, edge, edge)
        self._page.setSpacing(edge)
        for row in self._rows.values():
            row.restyle()
        if self._channels is not None:
            self._channels.restyle()

    def close_for_good(self) -> None:
        """Stop listening to the settings; may be called twice."""
        self._stop_listening()
        if self._channels is not None:
            self._channels.close_for_good()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        for group, settings in itertools.groupby(SETTINGS, key=lambda setting: setting.group):
            section = Section(group)
            for setting in filter(self._settings.concerns, settings):
                section.add(self._row(setting))
            self._page.addWidget(section)
            if group == BUNDLE_FOLDERS.group and self._channels is not None:
                self._page.addWidget(self._channels)
                self._channels.asked.connect(self._bring_into_view)
        self._page.addWidget(self._recent())
        self._page.addWidget(self.events)
        self._page.addWidget(self._missing)
        self._page.addWidget(self._wishes)
        self._page.addWidget(self._eased)
        self._page.addWidget(self._known)
        self._page.addStretch()
        page = QWidget()
        page.setLayout(self._page)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        for ground in (page, scroll.viewport()):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _bring_into_view(self, part: QWidget) -> None:
        """When it has its place, which it gets after the present event."""
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part, 0, GRID))

    def _row(self, setting: Setting[Any]) -> SettingRow:
        locked = self._settings.is_locked(setting)
        row = self._rows[setting.name] = SettingRow(self._theme, setting, locked=locked)
        row.show_value(self._settings.get(setting))
        row.edited.connect(lambda value: self._edit(setting, value))
        row.reset.connect(lambda: self._reset(setting))
        if isinstance(row.editor, KeysEditor):
            row.editor.recording.connect(self.recording)
        return row

    def _recent(self) -> Section:
        section = Section("Recent cards and searches")
        self._clear, self._clear_learned = QPushButton("Forget them"), QPushButton("Forget that")
        self._clear.setObjectName("clearHistory")
        self._clear.clicked.connect(self._forget_history)
        self._clear_learned.setObjectName("clearLearned")
        self._clear_learned.clicked.connect(self._forget_learned)
        recent = (
            "The cards you opened last are offered again before you type, and searches if you have them kept."
        )
        learned = (
            "What you learned: which cards you know and completed, what is ticked, which got quieter. "
            "What is recorded of required cards stays."
        )
        section.add(listed(self._theme, "recentRow", [text(recent, "muted")], self._clear))
        section.add(listed(self._theme, "learnedRow", [text(learned, "muted")], self._clear_learned))
        return section

    def _edit(self, setting: Setting[Any], value: object) -> bool:
        row = self._rows[setting.name]
        try:
            self._settings.set(setting, value)
        except SettingError as error:
            row.show_value(self._settings.get(setting))
            row.show_trouble(f"“{setting.title}” {error.words}")
            return False
        row.show_trouble("")
        row.show_value(self._settings.get(setting))
        return True

    def _reset(self, setting: Setting[Any]) -> None:
        """Only when the default is possible now: another hotkey may have its keys."""
        if self._edit(setting, setting.default):
            self._settings.reset(setting)

    def _changed(self, setting: Setting[Any]) -> None:
        """Also when it was changed from a terminal."""
        self._rows[setting.name].show_value(self._settings.get(setting))

    def _forget_history(self) -> None:
        self._clear.setEnabled(False)
        self.history_cleared.emit()

    def _forget_learned(self) -> None:
        self._clear_learned.setEnabled(False)
        self.learned_cleared.emit()


def _looks(theme: Theme) -> str:
    """What only this window has: fields on raised ground, and lists that drop down."""
    roles, px = theme.roles, theme.px
    return f"""
        QWidget#settings {{ background: {roles.surface}; }}
        QLabel[role="section"] {{ font-size: {px(BODY)}px; font-weight: 600; }}
        QSpinBox, QComboBox, QLineEdit, QPushButton {{ background: {roles.surface}; }}
        QComboBox::drop-down {{ border: none; width: {px(3 * GRID)}px; }}
        QComboBox {{ combobox-popup: 0; }}
        QComboBox::down-arrow {{ image: none; }}
        QComboBox QAbstractItemView {{ background: {roles.surface}; border: 1px solid {roles.border}; }}
        QComboBox QAbstractItemView::item {{ min-height: {px(4 * GRID)}px; padding: 0 {GRID}px; }}
        QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
        QSpinBox:disabled, QComboBox:disabled, QLineEdit:disabled, QPushButton:disabled {{
            background: transparent; color: {roles.muted}; border-color: {roles.line}; }}
        QSpinBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
    """
