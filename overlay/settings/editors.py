"""One control for each kind of setting, all with the same two ends. Not for storing: see dialog.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSpinBox,
    QStyledItemDelegate,
    QWidget,
)

from overlay.settings.chord_field import ChordField
from overlay.settings.folder_list import FolderList
from overlay.settings.kinds import Choice, Folders, Keys, Kind, Language, Switch, Whole, Words
from overlay.settings.toggle import Toggle
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import IconButton, MenuButton


class Editor(QWidget):
    """Shows a value with ``show_value``, and says by ``edited`` what the person made of it, unchecked."""

    edited = Signal(object)

    control: QWidget  # what takes the focus
    wide = False  # whether it wants the whole width, below its title

    def show_value(self, value: Any) -> None:
        """Show ``value`` without telling anyone; an editor that only acts has none to show."""

    def offer(self, choices: Sequence[str]) -> None:
        """Make it easy to pick one of ``choices``; most editors know all there are."""

    def lock(self) -> None:
        """Show the value and let nobody change it."""
        self.setDisabled(True)

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""

    def hold(self, control: QWidget) -> QHBoxLayout:
        """Make ``control`` the whole of this editor."""
        self.control = control
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID // 2)
        line.addWidget(control)
        return line


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._toggle = Toggle(theme)
        self._toggle.clicked.connect(lambda on: self.edited.emit(on))  # noqa: PLW0108 - a bound emit gets no argument
        self.hold(self._toggle)

    def show_value(self, value: bool) -> None:
        self._toggle.setChecked(value)


class ChoiceEditor(Editor):
    """One of a few values, by its words."""

    def __init__(self, theme: Theme, kind: Choice) -> None:
        super().__init__()
        self._box = ChoiceBox(theme)
        for value, words in kind.options.items():
            self._box.addItem(words, value)
        self._box.activated.connect(lambda at: self.edited.emit(self._box.itemData(at)))
        self.hold(self._box)

    def show_value(self, value: str) -> None:
        self._box.setCurrentIndex(self._box.findData(value))


class ChoiceBox(QComboBox):
    """A combo box with the set's own arrow, which scrolling over it does not change."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one ignores the style sheet
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(12 * GRID), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side, roles = self._theme.px(16), self._theme.roles
        to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = GRID if to_left else self.width() - side - GRID
        drawing = self._theme.pixmap("chevron-down", roles.muted, 16, self.devicePixelRatio())
        painter = QPainter(self)
        painter.drawPixmap(left, (self.height() - side) // 2, drawing)
        painter.end()


class WholeEditor(Editor):
    """A number with its unit between two buttons, or typed."""

    def __init__(self, theme: Theme, kind: Whole) -> None:
        super().__init__()
        self._number = NumberField()
        self._number.setRange(kind.least, kind.most)
        self._number.setSingleStep(max(1, (kind.most - kind.least) // 12))
        self._number.setSuffix(f" {kind.unit}" if kind.unit else "")
        self._number.valueChanged.connect(self.edited.emit)
        line = self.hold(self._number)
        self._buttons = IconButton(theme, "minus", "Less"), IconButton(theme, "plus", "More")
        for at, (button, step) in enumerate(zip(self._buttons, (-1, 1), strict=True)):
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, by=step: self._number.stepBy(by))
            line.insertWidget(2 * at, button)

    def show_value(self, value: int) -> None:
        self._number.blockSignals(True)
        self._number.setValue(value)
        self._number.blockSignals(False)

    def lock(self) -> None:
        super().lock()
        for button in self._buttons:
            button.hide()

    def restyle(self) -> None:
        for button in self._buttons:
            button.restyle()


class NumberField(QSpinBox):
    """Says a typed number when it is finished, not at each digit; scrolling over it does not change it."""

    def __init__(self) -> None:
        super().__init__()
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class KeysEditor(Editor):
    """A hotkey, recorded by pressing it."""

    recording = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._field = ChordField(theme)
        self._field.recorded.connect(self.edited.emit)
        self._field.recording.connect(self.recording)
        self.hold(self._field)

    def show_value(self, value: str) -> None:
        self._field.show_chord(value)

    def restyle(self) -> None:
        self._field.restyle()


class FoldersEditor(Editor):
    """Folders, one below the other."""

    wide = True

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._list = FolderList(theme)
        self._list.edited.connect(self.edited.emit)
        self.hold(self._list)

    def show_value(self, value: Any) -> None:
        self._list.show_folders(value)

    def lock(self) -> None:
        self._list.lock()

    def restyle(self) -> None:
        self._list.restyle()


class WordsEditor(Editor):
    """Words to type, separated by commas, or to pick from those that the cards use."""

    wide = True

    def __init__(self, theme: Theme, kind: Words) -> None:
        super().__init__()
        self._kind = kind
        self._words: tuple[str, ...] = ()
        self._choices: tuple[str, ...] = ()
        self._line = QLineEdit()
        self._line.setPlaceholderText("Separated by commas")
        self._line.editingFinished.connect(self._finish)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self._pick = MenuButton(theme, "Choose", self._menu)
        self._pick.setObjectName("chooseWords")
        self._pick.hide()
        self.hold(self._line).addWidget(self._pick)

    def show_value(self, value: tuple[str, ...]) -> None:
        self._words = value
        self._line.setText(self._kind.to_text(value))

    def offer(self, choices: Sequence[str]) -> None:
        self._choices = tuple(choice for choice in choices if self._is_word(choice))
        self._pick.setVisible(bool(self._choices) and self.isEnabled())

    def _is_word(self, choice: str) -> bool:
        with suppress(ValueError):
            return bool(self._kind.check([choice]))
        return False

    def _fill(self) -> None:
        self._menu.clear()
        present = {word.casefold() for word in self._words}
        for word in self._choices:
            action = self._menu.addAction(word.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(word.casefold() in present)
            action.triggered.connect(lambda on, word=word: self._toggle(word, on))

    def _toggle(self, word: str, on: bool) -> None:
        rest = tuple(other for other in self._words if other.casefold() != word.casefold())
        self.edited.emit((*rest, word) if on else rest)

    def _finish(self) -> None:
        text = self._line.text()
        if text == self._kind.to_text(self._words):
            return
        try:
            self.edited.emit(self._kind.from_text(text))
        except ValueError:
            self.edited.emit(text)  # whoever checks it says what is wrong


class LanguageEditor(Editor):
    """The system's language, or one of those that the cards are written in, by its own name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._box = ChoiceBox(theme)
        self._box.activated.connect(lambda at: self.edited.emit(self._box.itemData(at)))
        self.hold(self._box)
        self._value = "system"
        self._choices: tuple[str, ...] = ()
        self._fill()

    def show_value(self, value: str) -> None:
        self._value = value
        self._fill()

    def offer(self, choices: Sequence[str]) -> None:
        self._choices = tuple(choices)
        self._fill()

    def _fill(self) -> None:
        codes = dict.fromkeys([*self._choices, *([self._value] if self._value != "system" else [])])
        self._box.clear()
        self._box.addItem("Like the system", "system")
        for code in codes:
            self._box.addItem(language_name(code), code)
        self._box.setCurrentIndex(self._box.findData(self._value))


def language_name(code: str) -> str:
    """A language as those who speak it call it ("Deutsch"), with its code where Qt does not know it."""
    language = code.partition("-")[0]
    locale, world = QLocale(code), QLocale(f"{language}-001")  # Qt's plain "en" is American English
    if QLocale.Language.C in (locale.language(), world.language()):
        return code
    plain = world.nativeLanguageName()
    name = locale.nativeLanguageName() if code != language else plain
    region = f" ({locale.nativeTerritoryName()})" if code != language and name == plain else ""
    return f"{name[:1].upper()}{name[1:]}{region}"


class TextEditor(Editor):
    """Any other kind, in the words the command line uses."""

    def __init__(self, kind: Kind[Any]) -> None:
        super().__init__()
        self._kind = kind
        self._line = QLineEdit()
        self._line.editingFinished.connect(self._finish)
        self.hold(self._line)

    def show_value(self, value: Any) -> None:
        self._line.setText(self._kind.to_text(value))

    def _finish(self) -> None:
        text = self._line.text()
        try:
            self.edited.emit(self._kind.from_text(text))
        except ValueError:
            self.edited.emit(text)  # whoever checks it says what is wrong


def editor_for(kind: Kind[Any], theme: Theme) -> Editor:
    """A control for values of ``kind``."""
    made: tuple[tuple[type[Kind[Any]], Callable[[Any], Editor]], ...] = (
        (Switch, lambda _: SwitchEditor(theme)),
        (Choice, lambda choice: ChoiceEditor(theme, choice)),
        (Whole, lambda whole: WholeEditor(theme, whole)),
        (Keys, lambda _: KeysEditor(theme)),
        (Folders, lambda _: FoldersEditor(theme)),
        (Words, lambda words: WordsEditor(theme, words)),
        (Language, lambda _: LanguageEditor(theme)),
    )
    for known, make in made:
        if isinstance(kind, known):
            return make(kind)
    return TextEditor(kind)
