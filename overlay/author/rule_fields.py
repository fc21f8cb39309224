"""The condition in a few fields, and whether it hits: exactly, broadly or not at all. Not for judging it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from content.bundles.author.draft import Hit, Verdict
from content.cards.rule_text import SimpleRule
from content.problems import Problem
from overlay.author.wording import HEADLINES, ICONS, fault_of, reason, sentence
from overlay.theme.theme import GRID, Theme

_FIELDS = (
    ("app", "When app is", "any app"),
    ("title", "and title is like", "any title; * stands for any characters"),
    ("dialog_text", "and dialog says", "anything; # stands for a number or code"),
    ("control", "and control is", "any control; * stands for any characters"),
    ("url", "and page is", "any page; * stands for any characters"),
)
_ALWAYS = ("app", "title")  # the others only while the rule asks about them
_BEYOND = "This rule says more than fields can. Change it in the text below."


class RuleFields(QWidget):
    """Follows the text and changes it; a rule that a few patterns cannot state is left to the text."""

    edited = Signal(object)  # SimpleRule

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hit: Hit | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self.fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        self._faults: dict[str, QLabel] = {}
        for row, (name, words, hint) in enumerate(_FIELDS):
            self._add_field(2 * row, name, words, hint)
        self._beyond = _label("authorBeyond", "muted")
        self._beyond.setText(_BEYOND)
        self._beyond.hide()
        self._mark = QLabel()
        self._headline = _label("authorVerdict", "")
        self._reason = _label("authorReason", "muted")
        rows = 2 * len(_FIELDS)
        self._grid.addWidget(self._beyond, rows, 0, 1, 2)
        self._grid.addWidget(self._mark, rows + 1, 0, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._headline, rows + 1, 1)
        self._grid.addWidget(self._reason, rows + 2, 1)
        self.restyle()

    def begin(self, rule: SimpleRule) -> None:
        """Show ``rule``, of which nobody has said yet whether it hits."""
        self._hit = None
        self.show_rule(rule)
        self.put(rule)
        for label in (self._headline, self._reason, *self._faults.values()):
            label.clear()
        self._mark.clear()

    def show_rule(self, rule: SimpleRule | None) -> None:
        """Put the text's rule into the fields, but not into the one that the person types in."""
        self._beyond.setVisible(rule is None)
        self._show_fields(rule)
        if rule is not None:
            for name, field in self.fields.items():
                value = getattr(rule, name)
                if not field.hasFocus() and field.text() != value:
                    field.setText(value)
                    field.setCursorPosition(0)

    def put(self, rule: SimpleRule) -> None:
        """Put a rule that was picked into the fields."""
        self._show_fields(rule)
        for name, field in self.fields.items():
            field.setText(getattr(rule, name))
            field.setCursorPosition(0)

    def show_verdict(self, verdict: Verdict, problems: tuple[Problem, ...]) -> None:
        """Say whether it hits, why, and at each field what is wrong with it."""
        self._hit = verdict.hit
        self._headline.setText(HEADLINES[verdict.hit])
        self._reason.setText(reason(verdict))
        self._paint_mark()
        for name, label in self._faults.items():
            found = next((it for it in problems if it.field == f"when.{name}"), None)
            label.setText(sentence(fault_of(found).removeprefix(f"when.{name}: ")) if found else "")
            label.setVisible(found is not None)

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(self._theme.px(GRID / 2))
        self._headline.setFont(self._theme.font(strong=True))
        self._paint_mark()

    def label_width(self) -> int:
        """How wide the widest label on the left is."""
        return max(label.sizeHint().width() for name, label in self._labels.items() if name in _ALWAYS)

    def set_label_width(self, width: int) -> None:
        """Leave so much room on the left, that labels of several parts stand below each other."""
        self._grid.setColumnMinimumWidth(0, width)

    def _show_fields(self, rule: SimpleRule | None) -> None:
        for name, field in self.fields.items():
            is_asked = name in _ALWAYS or bool(getattr(rule, name, "")) or field.hasFocus()
            for widget in (field, self._labels[name]):
                widget.setVisible(is_asked and rule is not None)

    def _add_field(self, row: int, name: str, words: str, hint: str) -> None:
        label, field, fault = _label("", "muted"), QLineEdit(), _label(f"authorFault-{name}", "warning")
        label.setText(words)
        label.setWordWrap(False)
        label.setBuddy(field)
        field.setObjectName(f"authorRule-{name}")
        field.setAccessibleName(words)
        field.setPlaceholderText(hint)
        field.setMaxLength(1000)
        field.textEdited.connect(self._edit)
        fault.hide()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(fault, row + 1, 1)
        self.fields[name], self._faults[name] = field, fault
        self._labels[name] = label

    def _edit(self) -> None:
        self.edited.emit(SimpleRule(**{name: field.text() for name, field in self.fields.items()}))

    def _paint_mark(self) -> None:
        if self._hit is None:
            return
        roles = self._theme.roles
        colour = {Hit.EXACTLY: roles.success, Hit.NO_RULE: roles.muted, Hit.NO_WINDOW: roles.muted}
        shade = colour.get(self._hit, roles.warning)
        self._mark.setPixmap(self._theme.pixmap(ICONS[self._hit], shade, 20, self.devicePixelRatio()))


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
