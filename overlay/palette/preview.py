"""The palette's right half: the card to read, its answer marked. Not for working through: see panel."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStyle, QWidget

from content.cards.model import Item, Part, Prose, Step
from overlay.palette.rows import ResultRow, about
from overlay.panel.wording import reads_right_to_left
from overlay.theme.document import Place
from overlay.theme.markdown import SafeMarkdown
from overlay.theme.theme import GRID, Theme

if TYPE_CHECKING:
    from overlay.palette.written_answer import WrittenAnswerFrame

_BAR = GRID  # px, the width of the scroll bar
# Fenced code may hold blank lines, a link's definition serves all of the text, and so does a list's count.
_HANGS_TOGETHER = re.compile(r"^ *(?:```|~~~|\[[^\]]+\]:|\d{1,9}[.)] )", re.MULTILINE)


class Preview(QScrollArea):
    """Title in full, what it is, and the whole card; the part that answers stands in a frame of its own."""

    link_clicked = Signal(str)
    card_clicked = Signal(str)  # of those that a written answer cites

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row: ResultRow | None = None
        self._written: WrittenAnswerFrame | None = None  # made for those who ask for one
        self.setObjectName("palettePreview")
        self.setAccessibleName("Preview of the chosen card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._title, self._about = QLabel(self._page), QLabel(self._page)
        self._title.setProperty("role", "heading")
        self._about.setProperty("role", "muted")
        for label in (self._title, self._about):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._before, self._after = SafeMarkdown(theme, self._page), SafeMarkdown(theme, self._page)
        self._answer = AnswerFrame(theme, self._page)
        for view in (self._before, self._answer.view, self._after):
            view.link_clicked.connect(self.link_clicked)
        self.setWidget(self._page)
        for ground in (self._page, self.viewport()):
            ground.setAutoFillBackground(False)
        self.show_row(None)

    def show_row(self, row: ResultRow | None) -> None:
        """Show ``row``'s card; None empties the preview. Showing the same again costs nothing."""
        if row is not None and row == self._row:
            return
        self._row = row
        self._page.setVisible(row is not None)
        if row is None:
            return
        self._title.setText(breakable(row.card.title))
        self._title.setAccessibleName(row.card.title)
        self._about.setText(about(row.card))
        to_right = reads_right_to_left(row.card.title)  # else the two would stand at different sides
        self._about.setAlignment(Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft)
        place = Place.of(row.card)
        views = (self._before, self._answer.view, self._after)
        for view, parts in zip(views, around(tuple(row.card.parts), row.answer), strict=True):
            view.setVisible(bool(parts))
            view.show_markdown(markdown_of(parts), place)
        self._answer.setVisible(not self._answer.view.isHidden())
        self._arrange()
        self.verticalScrollBar().setValue(0)
        if not self._answer.isHidden() and not self._has_written:
            self.ensureWidgetVisible(self._answer, 0, self._theme.px(2 * GRID))

    def show_written(self) -> WrittenAnswerFrame:
        """The frame for a written answer, above the card."""
        if self._written is None:
            from overlay.palette.written_answer import WrittenAnswerFrame

            self._written = WrittenAnswerFrame(self._theme, self._page)
            self._written.card_clicked.connect(self.card_clicked)
            self._written.installEventFilter(self)
        self._page.show()
        self.verticalScrollBar().setValue(0)
        return self._written

    def hide_written(self) -> None:
        """Show the card alone."""
        if self._written is not None:
            self._written.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A written answer that comes or goes has another height."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._arrange()
        return super().eventFilter(watched, event)

    @property
    def _has_written(self) -> bool:
        return self._written is not None and not self._written.isHidden()

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        roles = self._theme.roles
        self.setStyleSheet(
            f"#palettePreview {{ background: {roles.raised}; }}"
            f"#palettePreview:focus {{ border: 2px solid {roles.accent}; }}"
            f'QLabel[role="heading"] {{ color: {roles.text}; }}'
        )
        for view in (self._before, self._answer.view, self._after):
            view.restyle()
        self._answer.update()
        if self._written is not None:
            self._written.restyle()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """One pass from top to bottom: Qt's layouts would lay every text out several times."""
        edge, y = self._theme.px(2 * GRID), self._theme.px(2 * GRID)
        width = max(1, self.width() - _BAR - 2 * edge)
        parts = (self._title, self._about, self._before, self._answer, self._after)
        for part in parts if self._written is None else (self._written, *parts):
            if not part.isHidden():
                height = part.heightForWidth(width)
                part.setGeometry(edge, y, width, height)
                y += height + self._gap_below(part)
        self._page.resize(self.width() - _BAR, y + edge)

    def _gap_below(self, part: QWidget) -> int:
        if part is self._title:
            return GRID // 2
        return self._theme.px(2 * GRID if part is self._written else GRID)


class AnswerFrame(QWidget):
    """A tinted ground with a bar of accent around the part that answers."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("palettePreviewAnswer")
        self.setAccessibleName("Answers your question")
        self.view = SafeMarkdown(theme, self)

    def heightForWidth(self, width: int) -> int:
        inset = self._theme.px(GRID)
        return self.view.heightForWidth(width - 2 * inset) + 2 * inset

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inset = self._theme.px(GRID)
        self.view.setGeometry(self.rect().adjusted(inset, inset, -inset, -inset))

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles, painter = self._theme.roles, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.selected))
        painter.drawRoundedRect(self.rect(), GRID // 2, GRID // 2)
        side = QRect(0, 0, 3, self.height())
        painter.setBrush(QColor(roles.accent))
        painter.drawRoundedRect(QStyle.visualRect(self.layoutDirection(), self.rect(), side), 1.5, 1.5)


def breakable(title: str) -> str:
    """``title`` with places to break in words that are too long for a line."""
    return re.sub(r"(\S{20})(?=\S)", "\\1\u200b", title)


def markdown_of(parts: Iterable[Part]) -> str:
    """``parts`` as one piece of Markdown, steps and items with their marks again."""
    pieces: list[str] = []
    before: Part | None = None
    for part in parts:
        close = isinstance(part, Item | Step) and type(part) is type(before)
        pieces += ["" if before is None else "\n" if close else "\n\n", _written(part)]
        before = part
    return "".join(pieces)


def _written(part: Part) -> str:
    match part:
        case Item(markdown=text, depth=depth):
            return _hung("- [ ] ", 2, text, depth)
        case Step(number=number, markdown=text):
            return _hung(f"{number}. ", len(f"{number}. "), text, 0)
        case Prose(markdown=text):
            return text


def _hung(mark: str, hang: int, text: str, depth: int) -> str:
    indent = "  " * depth
    first, *rest = text.splitlines() or [""]
    return "\n".join([indent + mark + first, *(" " * hang + indent + line if line else "" for line in rest)])


def around(parts: tuple[Part, ...], answer: str) -> tuple[tuple[Part, ...], ...]:
    """``parts`` before, in and after what holds ``answer``; all of them before if none does.

    Of prose it is the paragraph or list line, with what follows a colon at its end. Opening words are not
    marked: search names them when no part stands out.
    """
    wanted = _bare(answer)
    for at, part in enumerate(parts):
        blocks = _blocks(part.markdown) if isinstance(part, Prose) else [part.text]
        announced = [block.rstrip().endswith(":") for block in blocks]
        found = next(
            (
                n
                for n in range(len(blocks))
                if wanted and wanted in _bare(" ".join(blocks[n : n + 1 + announced[n]]))
            ),
            None,
        )
        if found is None or (at == found == 0 and isinstance(part, Prose)):
            continue
        if not isinstance(part, Prose):
            return parts[:at], (part,), parts[at + 1 :]
        end = found + 1 + announced[found]
        before, marked, after = (
            tuple(Prose("\n\n".join(some)) for some in [piece] if some)
            for piece in (blocks[:found], blocks[found:end], blocks[end:])
        )
        return (*parts[:at], *before), marked, (*after, *parts[at + 1 :])
    return parts, (), ()


def _blocks(markdown: str) -> list[str]:
    """The paragraphs and loose list lines of ``markdown``; in one piece where they hang together."""
    if _HANGS_TOGETHER.search(markdown):
        return [markdown]
    return re.split(r"\n\n+(?! )", markdown)


def _bare(text: str) -> str:
    """Only the words, so that Markdown's marks make no difference."""
    return " ".join(re.findall(r"\w+", text))
