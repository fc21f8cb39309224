"""The side window with one card: puts head, body and foot together and says what the person did.

It decides nothing and remembers nothing. objectNames that tests and scripts may rely on: panel, panelTitle,
panelMeta, panelMenu (with panelCopyLink, panelNotHere, panelNever, panelKnow, panelMakeCard, panelEditCard),
panelClose, recallShow, recall-again, recall-good, recall-easy, recallSkip, item-0…, step-0…, stepBack,
stepNext, videoLink, learnMore, alsoHere-0…, alsoHereMore, onward-0…, opinionHelpful, opinionUnhelpful,
opinionOutdated, opinionAdd, opinionLine, panelWhy, panelReason, panelSnooze (with snooze-hour,
snooze-tomorrow, snooze-week), and those of decline.py.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from overlay.panel.body import Body
from overlay.panel.content import PanelContent
from overlay.panel.foot import Foot
from overlay.panel.header import Header
from overlay.panel.placement import NEAREST
from overlay.panel.view import CardView
from overlay.panel.window import WIDTH, EdgeWindow, KeyboardVisit
from overlay.theme.document import CARD_SCHEME
from overlay.theme.stylesheet import dress
from overlay.theme.theme import GRID, Theme
from triggers.context import Rect

__all__ = ["Panel", "PanelContent"]

BORDER = 1
_SHARE = 0.4  # of the screen's width that large text may make the panel take


class Panel(EdgeWindow):
    """Shows a ``PanelContent`` and never takes the keyboard unless ``enter_keyboard`` is called."""

    ticked = Signal(str, str, bool)
    step_reached = Signal(str, int)
    closed = Signal(str)
    snoozed = Signal(str, str)
    not_here = Signal(str)
    never = Signal(str)
    knows = Signal(str, bool)  # the person says that they do, or that they do not
    answered = Signal(str, str)
    judged = Signal(str, str)  # helpful, unhelpful or outdated; the same once more takes it back
    line_written = Signal(str, str)
    question_skipped = Signal(str)
    make_asked = Signal()
    edit_asked = Signal(str)
    declined = Signal(str, str)  # this required card is left undone, for this reason
    done = Signal(str)  # the person says that they did what it asks for
    link_opened = Signal(str)
    card_chosen = Signal(str)
    link_copied = Signal(str)
    keyboard_left = Signal()
    broken = Signal(str, str)  # this card cannot be shown, for this reason

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")
        self.setAccessibleName("Sidecue panel")
        self._content: PanelContent | None = None
        self._keyboard = KeyboardVisit(self)
        self._head_height, self._foot_height = 0, 0
        self._measured: tuple[QSize, QSize] | None = None  # what was free, and what we wanted of it
        self._came_to_write = False
        self._wish: Callable[[], None] | None = None  # what waits until it is recorded
        self._is_called = False  # to be seen, as soon as there is something to show
        self._build()
        theme.changed.connect(self._restyle)
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.focusObjectChanged.connect(self._reveal_focus)

    def present(self, content: PanelContent) -> None:
        """Show ``content``; the same content again changes and repaints nothing."""
        if content == self._content:
            return
        self._attempt(content, lambda: self._show(content))
        if self._is_called and self._content is not None and not self.isVisible():
            self.appear(self._frame, self._side)  # the card before this one was broken

    def make_ready(self) -> None:
        """Paint where nobody sees it: fonts and icons are loaded with the first picture (6 MB, 30 ms)."""
        if not self.isVisible():
            self.grab()

    def enter_keyboard(self) -> None:
        """Take the keyboard focus, because the person asked for it by hotkey; not while nothing is shown."""
        if self._content is None:
            return
        self._keyboard.enter()
        if controls := self._controls():
            controls[0].setFocus(Qt.FocusReason.TabFocusReason)

    def ask_to_close(self) -> None:
        """Close, or first ask why, if the card is required and not done."""
        self._leave(self.closed)

    def go_on(self) -> None:
        """What the person did with a required card is recorded: do what they asked for before."""
        wish, self._wish = self._wish, None
        self._foot.decline.hide()
        self._refit()
        if wish is not None:
            wish()
        else:
            self._header.say("Recorded")

    def refuse(self, why: str) -> None:
        """It could not be recorded: say why, and let the person close the card all the same."""
        if self._content is not None:
            self._foot.decline.refuse(why, self._content)

    def leave_keyboard(self) -> None:
        """Refuse the keyboard focus again."""
        self._keyboard.leave()

    @property
    def has_keyboard(self) -> bool:
        """Whether the person is in the panel with the keyboard."""
        return self._keyboard.active

    def appear(self, frame: Rect | None, side: str = NEAREST) -> None:
        self._is_called, self._frame, self._side = True, frame, side
        if self._content is None:
            return
        was_hidden = not self.isVisible()
        self._attempt(self._content, lambda: super(Panel, self).appear(frame, side))
        if was_hidden:
            self._reveal_step()

    def vanish(self) -> None:
        self._is_called = False
        self._hide()

    def wanted_size(self, available: QSize) -> QSize:
        # Measuring again what has not changed would make Qt's labels paint themselves again.
        if self._measured is None or self._measured[0] != available:
            self._measured = available, self._measure(available)
        return self._measured[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._foot.decline.isVisible():
            self._stay()
        elif event.key() == Qt.Key.Key_Escape and self._keyboard.active:
            self._keyboard.leave()
            self.keyboard_left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        controls = self._controls()
        if not controls:
            return False
        focused = self.focusWidget()
        if focused in controls:
            at = (controls.index(focused) + (1 if forward else -1)) % len(controls)
        else:
            at = 0 if forward else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        controls[at].setFocus(reason)
        return True

    def _controls(self) -> list[QWidget]:
        """What the keyboard reaches, the card first."""
        foot = self._foot
        everything = [
            *self._body.controls(),
            *foot.controls(),
            self._header.menu_button,
            self._header.close_button,
        ]
        return [
            widget
            for widget in everything
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]

    def _show(self, content: PanelContent) -> None:
        """Head, body and foot together, once the body, in which a card can be wrong, is built."""
        view = self._body.prepare(content.card)
        if view is not self._body.view:
            # Texts are built when they are laid out: let that fail here, not in the midst of Qt's showing.
            view.arrange((self.width() if self._head_height else self.theme.px(WIDTH)) - 2 * BORDER)
        before, self._content = self._content, content
        is_new_card = before is None or before.card.id != content.card.id
        self._wish = None if is_new_card else self._wish
        self._header.show_content(content)
        self._body.show_content(content)
        self._foot.show_content(content, is_new_card=is_new_card)
        self.setAccessibleDescription(content.card.title)
        self._measured = None
        if self.isVisible():
            self._refit()
            self._reveal_step()
            self.await_paint()

    def _attempt(self, content: PanelContent, act: Callable[[], None]) -> None:
        """Do what needs the card of ``content``; if that fails, show nothing rather than half of it."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - the dispatcher of cards, which others write; one may be
            # wrong in ways that nobody foresaw, and its items under another card's title would be worse
            self._content = None  # first of all: no click may reach a card that is not in view
            self._body.forget(content.card.id)
            self._hide()
            self.broken.emit(content.card.id, type(error).__name__)

    def _hide(self) -> None:
        self._foot.further.close_line()
        self._keyboard.leave()
        if self._body.ask_afresh():
            self._measured = None
        super().vanish()

    def _build(self) -> None:
        dress(self, self.theme)
        self._header = header = Header(self.theme, self)
        self._body = body = Body(self.theme, self)
        self._foot = foot = Foot(self.theme, self)
        header.close_clicked.connect(self.ask_to_close)
        header.not_here_clicked.connect(lambda: self._leave(self.not_here))
        header.never_clicked.connect(lambda: self._leave(self.never))
        header.know_clicked.connect(self._say_known)
        header.copy_clicked.connect(self._copy_link)
        header.make_clicked.connect(self.make_asked)
        header.edit_clicked.connect(lambda: self.edit_asked.emit(self._card_id))
        body.built.connect(self._connect)
        body.card_chosen.connect(self.card_chosen)
        body.grown.connect(self._refit)
        body.answered.connect(lambda rating: self.answered.emit(self._card_id, rating))
        body.question_skipped.connect(lambda: self.question_skipped.emit(self._card_id))
        body.verticalScrollBar().valueChanged.connect(lambda value: header.set_scrolled(value > 0))
        foot.grown.connect(self._refit)
        foot.snoozed.connect(lambda choice: self._leave(self.snoozed, choice))
        foot.helpful.judged.connect(lambda word: self.judged.emit(self._card_id, word))
        foot.further.judged.connect(lambda word: self.judged.emit(self._card_id, word))
        foot.further.written.connect(self._keep_line)
        foot.further.writing.connect(self._write)
        foot.card_chosen.connect(self.card_chosen)
        foot.steps.moved.connect(self._reach)
        foot.steps.finished.connect(self._finish)
        decline = foot.decline
        decline.declined.connect(lambda reason: self.declined.emit(self._card_id, reason))
        decline.done.connect(lambda: self.done.emit(self._card_id))
        decline.left.connect(self._stay)
        decline.closed_anyway.connect(self._close_unrecorded)
        decline.keyboard_wanted.connect(self._enter_reason)

    def _connect(self, view: CardView) -> None:
        card = view.card
        view.ticked.connect(lambda key, done: self.ticked.emit(card.id, key, done))
        view.step_chosen.connect(self._reach)
        view.link_clicked.connect(self._follow)
        view.video_clicked.connect(self.link_opened)

    @property
    def _card_id(self) -> str:
        return self._content.card.id if self._content is not None else ""

    def _reach(self, number: int) -> None:
        self.step_reached.emit(self._card_id, number)

    def _finish(self) -> None:
        """The last step is done: the guide starts over next time."""
        if self._content is not None and self._content.owed:
            self._wish = self._start_over
            self.done.emit(self._card_id)
        else:
            self._start_over()

    def _start_over(self) -> None:
        card = self._card_id
        self.step_reached.emit(card, 0)
        self.closed.emit(card)

    def _leave(self, signal: SignalInstance, *more: str) -> None:
        """Emit ``signal`` for the present card; while that is owed, ask first."""
        content, card = self._content, self._card_id
        if content is None or not content.owed:
            signal.emit(card, *more)
            return
        self._wish = lambda: signal.emit(card, *more)
        if self._foot.decline.isHidden():
            self._foot.decline.ask(content)
        if self._keyboard.active:
            self._foot.decline.focus_field()

    def _enter_reason(self) -> None:
        self._keyboard.enter()
        self._foot.decline.focus_field()

    def _close_unrecorded(self) -> None:
        card, wish = self._card_id, self._wish
        self._wish = wish or (lambda: self.closed.emit(card))
        self.go_on()

    def _stay(self) -> None:
        """The person goes on with the card after all."""
        self._wish = None
        self._foot.decline.hide()
        self._refit()
        if self._keyboard.active:
            self._keyboard.leave()
            self.keyboard_left.emit()

    def _follow(self, target: str) -> None:
        scheme, _, rest = target.partition(":")
        if scheme.lower() == CARD_SCHEME:
            self.card_chosen.emit(rest)
        else:
            self.link_opened.emit(target)

    def _write(self, writing: bool) -> None:
        """The person clicked on a field to write in, which is asking for the keyboard; afterwards it goes."""
        if writing:
            self._came_to_write = not self._keyboard.active
            self._keyboard.enter()
        elif self._came_to_write and self._keyboard.active:
            self._keyboard.leave()
            self.keyboard_left.emit()

    def _keep_line(self, line: str) -> None:
        self.line_written.emit(self._foot.further.card, line)
        self._header.say("Kept on this computer" if line.strip() else "Taken back")

    def _say_known(self) -> None:
        if self._content is not None:
            self.knows.emit(self._card_id, not self._content.knows)

    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(f"{CARD_SCHEME}:{self._card_id}")
        self._header.say("Link copied")
        self.link_copied.emit(self._card_id)

    def _reveal_step(self) -> None:
        if self._body.view is not None:
            self._body.reveal(self._body.view.current_row())

    def _reveal_focus(self, focused: QObject | None) -> None:
        if self._keyboard.active:
            self._body.reveal(focused)

    def _refit(self) -> None:
        """Something was opened or closed inside: take the height it needs."""
        self._measured = None
        self.place_again()
        self._arrange()

    def _measure(self, available: QSize) -> QSize:
        width = self.theme.px(WIDTH)
        width = max(min(width, WIDTH), min(width, round(available.width() * _SHARE)))
        width = min(width, available.width())
        inner = width - 2 * BORDER
        self._head_height = self._header.heightForWidth(inner)
        self._foot_height = self._foot.arrange(inner) + self.theme.px(GRID / 2)
        fixed = self._head_height + self._foot_height + 2 * BORDER
        body = self._body.fit(inner, max(self.theme.px(8 * GRID), available.height() - fixed))
        return QSize(width, min(fixed + body, available.height()))

    def _arrange(self) -> None:
        inner, head, foot = self.width() - 2 * BORDER, self._head_height, self._foot_height
        middle = max(0, self.height() - 2 * BORDER - head - foot)
        self._header.setGeometry(BORDER, BORDER, inner, head)
        self._body.setGeometry(BORDER, BORDER + head, inner, middle)
        self._foot.setGeometry(BORDER, BORDER + head + middle, inner, foot)

    def _restyle(self) -> None:
        """Build everything anew in the theme's present colours and sizes."""
        content, self._content = self._content, None
        for part in (self._header, self._body, self._foot):
            part.hide()
            part.deleteLater()
        self._build()
        for part in (self._header, self._body, self._foot):
            part.show()
        if content is not None:
            self.present(content)
