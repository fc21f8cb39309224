"""Leads author mode: what is written for which window, has it judged, saves it, and loses none of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from content.bundles.author import notes
from content.bundles.author.draft import Draft, Judgement
from content.bundles.author.saving import ChangedError, SaveError, file_for, present_text, save_card
from content.bundles.model import Bundle
from content.cards.model import Card
from content.cards.rule_text import SimpleRule, new_card_text
from content.problems import ContentError
from content.text_file import decode_text
from overlay.author.destinations import Destination, destinations
from overlay.author.judge import Judge
from overlay.author.question import Choice
from overlay.author.stash import Stash, Stashed
from overlay.author.window import AuthorWindow
from triggers.context import Context
from triggers.rules.propose import Reach, propose

_KEEP = 1500  # ms after the last change before the text is put where a crash cannot reach it
_MOST_VISITED = 50
_BODY = "Say in a line what this is for.\n\n- [ ] The first thing to look at\n- [ ] The second\n"
_NEW = "New card"
_BEST_FIRST = (
    Reach.DIALOG, Reach.ALIKE, Reach.KIND, Reach.TITLE, Reach.PAGE, Reach.CONTROL, Reach.SITE, Reach.APP,
)  # fmt: skip
_NO_RULE = SimpleRule()


@dataclass(frozen=True, slots=True)
class Work:
    """What is being written: ``name`` is "" for a new card, ``known`` what its file holds.

    ``rule`` is the one it begins with, as far as it is known before the text is judged.
    """

    window: Context | None
    text: str
    place: Destination
    name: str = ""
    known: bytes | None = None
    rule: SimpleRule = _NO_RULE


class Author(QObject):
    """``saved`` says that a bundle has another card, perhaps its first; ``ended`` that none is made now."""

    saved, ended = Signal(), Signal()

    def __init__(
        self,
        window: AuthorWindow,
        judge: Judge,
        stash: Stash,
        notes_folder: Path,
        give_focus_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self.window, self._judge, self._stash = window, judge, stash
        self._notes_folder, self._give_focus_back = notes_folder, give_focus_back
        self._bundles: Sequence[Bundle] = ()
        self._work: Work | None = None
        self._visited: dict[Context, None] = {}
        self._title = _NEW
        self._saving: bool | None = None  # once it is judged: whether to stay afterwards
        self._keep = QTimer(self, interval=_KEEP, singleShot=True)
        self._keep.timeout.connect(self._keep_text)
        window.edited.connect(self._look)
        window.editor.textChanged.connect(self._keep.start)
        window.save_asked.connect(self._save)
        window.close_asked.connect(self.leave)
        window.foot.chosen.connect(self._move)
        judge.judged.connect(self._judged)
        judge.lost.connect(self._lost)

    @property
    def is_changed(self) -> bool:
        """Whether there is text that no file holds."""
        return self._work is not None and self.window.editor.text() != self._work.text

    def use(self, bundles: Sequence[Bundle]) -> None:
        """The bundles that are active now."""
        self._bundles = bundles

    def make(self, window: Context | None) -> None:
        """Begin a card for ``window``; one that is not saved yet comes first."""
        if self.is_changed:
            self.window.present()
            self.window.foot.say("Save this card, or close it, before you make the next one.")
        elif (stashed := self._stash.kept()) is not None:
            self._resume(stashed, window)
        else:
            self._begin_new(window)

    def edit(self, card: Card, window: Context | None) -> None:
        """Change a card that lies in a folder."""
        if self.is_changed:
            self.make(window)
            return
        place = Destination(card.bundle, card.bundle_title, card.root)
        try:
            raw = present_text(card.root, card.file) or b""
            text = decode_text(raw, card.file)
        except (SaveError, ContentError) as error:
            self._begin_new(window)
            self.window.foot.say(str(error), trouble=True)
            return
        self._begin(Work(window, text, place, card.file, raw))

    def visit(self, window: Context) -> None:
        """The person went to another window meanwhile: the rule is tried on it too. In memory only."""
        if self._work is not None and _is_more_of(window, self._work.window):
            self._work = replace(self._work, window=window)
            self.window.seen.show_window(window, propose(window))
            self._look()
            return
        if self._work is None or (self._work.window and _place(window) == _place(self._work.window)):
            return
        known = next((it for it in self._visited if _place(it) == _place(window)), None)
        if window != known and (known is not None or len(self._visited) < _MOST_VISITED):
            self._visited.pop(known or window, None)
            self._visited[window] = None
            self._look()

    def leave(self) -> None:
        """Close the window; text that no file holds is asked about."""
        if self._saving is not None:
            self._saving = False  # it is about to be saved: close then
        elif not self.is_changed:
            self._end()
        else:
            self.window.ask(
                "This card is not saved.",
                (
                    Choice("authorKeep", "Keep it for later", self._keep_and_end, is_primary=True),
                    Choice("authorDiscard", "Throw it away", self._discard),
                    Choice("authorGoOn", "Go on writing", self.window.editor.setFocus),
                ),
            )

    def close(self) -> None:
        """The app ends: nothing is asked, and nothing is lost."""
        if self.is_changed:
            self._keep_text()
        self._keep.stop()
        self._judge.close()
        self.window.hide()

    def _resume(self, stashed: Stashed, window: Context | None) -> None:
        places = destinations(self._bundles, self._notes_folder)
        place = next((it for it in places if str(it.root) == stashed.root), None)
        known = None
        if place is not None and stashed.name:
            try:
                known = present_text(place.root, stashed.name)
            except SaveError:
                place = None
        name = stashed.name if place is not None and known is not None else ""
        self._begin(Work(window, stashed.text, place or places[0], name, known))
        self._work = replace(self._work, text="") if self._work is not None else None  # no file holds it
        self.window.ask(
            "You had not saved this card.",
            (
                Choice("authorResume", "Go on with it", self.window.editor.setFocus, is_primary=True),
                Choice("authorAnew", "Throw it away and begin anew", lambda: self._begin_anew(window)),
            ),
        )

    def _begin_anew(self, window: Context | None) -> None:
        self._stash.forget()
        self._begin_new(window)

    def _begin_new(self, window: Context | None) -> None:
        offered = propose(window) if window is not None else ()
        best = min(offered, key=lambda it: _BEST_FIRST.index(it.reach), default=None)
        rule = SimpleRule(**best.entry()) if best is not None else _NO_RULE
        place = destinations(self._bundles, self._notes_folder)[0]
        self._begin(Work(window, new_card_text(_NEW, rule, _BODY), place, rule=rule))

    def _begin(self, work: Work) -> None:
        self._work, self._visited, self._title, self._saving = work, {}, _NEW, None
        self.window.begin(work.window, work.text, work.rule)
        self._keep.stop()
        places = destinations(self._bundles, self._notes_folder)
        self.window.foot.show_destinations(places, fixed=bool(work.name))
        self._show_place()
        self.window.present()
        self._look()

    def _move(self, place: Destination) -> None:
        if self._work is not None and not self._work.name:
            self._work = replace(self._work, place=place)
            self._show_place()
            self._look()

    def _look(self) -> None:
        if (work := self._work) is None:
            return
        name = work.name or "cards/new.md"
        text, place = self.window.editor.text(), work.place
        visited = tuple(self._visited)
        self._judge.ask(Draft(text, place.root, name, place.bundle, place.title, work.window, visited))

    def _judged(self, judgement: Judgement) -> None:
        self.window.show_judgement(judgement)
        if judgement.card is not None:
            self._title = judgement.card.title
            self._show_place()
        if self._saving is not None:
            stay, self._saving = self._saving, None
            if judgement.card is None:
                self.window.foot.say("Mend the first problem in the list, then save.", trouble=True)
            else:
                self._write(stay=stay)

    def _lost(self, why: str) -> None:
        self._saving = None
        self.window.foot.say(why, trouble=True)

    def _save(self, stay: bool) -> None:
        """Judge the text as it is now before it is written."""
        self._saving = stay
        self._look()

    def _write(self, *, stay: bool) -> None:
        if (work := self._work) is None:
            return
        text, name = self.window.editor.text(), work.name or file_for(self._title, work.place.root)
        try:
            if work.place.root == self._notes_folder:
                notes.make_notes(self._notes_folder)
            known = save_card(work.place.root, name, text, work.known)
        except ChangedError as error:
            self._ask_to_replace(error, work, name, stay=stay)
            return
        except SaveError as error:
            self.window.foot.say(str(error), trouble=True)
            return
        self._work = replace(work, text=text, name=name, known=known)
        self._keep.stop()
        self._stash.forget()
        self.saved.emit()
        if not stay:
            self._end()
            return
        self.window.foot.show_destinations((work.place,), fixed=True)
        self._show_place()
        self.window.foot.say(f"Saved in {work.place.title}.")

    def _ask_to_replace(self, error: ChangedError, work: Work, name: str, *, stay: bool) -> None:
        def replace_it() -> None:
            try:
                self._work = replace(work, name=name, known=present_text(work.place.root, name))
            except SaveError as problem:
                self.window.foot.say(str(problem), trouble=True)
            else:
                self._write(stay=stay)

        self.window.ask(
            f"{error.message}. Replace it with your text?",
            (
                Choice("authorReplace", "Replace it", replace_it),
                Choice("authorGoOn", "Go on writing", self.window.editor.setFocus, is_primary=True),
            ),
        )

    def _show_place(self) -> None:
        if self._work is not None:
            work = self._work
            self.window.foot.show_place(work.place, work.name or file_for(self._title, work.place.root))

    def _keep_text(self) -> None:
        if self._work is not None and self.is_changed:
            text = self.window.editor.text()
            self._stash.keep(Stashed(text, str(self._work.place.root), self._work.name))

    def _keep_and_end(self) -> None:
        self._keep_text()
        self._end()

    def _discard(self) -> None:
        self._stash.forget()
        self._end()

    def _end(self) -> None:
        self._keep.stop()
        self._work, self._visited = None, {}
        self.window.hide()
        self._judge.close()
        self._give_focus_back()
        self.ended.emit()


def _place(window: Context) -> Context:
    """``window`` whatever control of it has the focus: a walk through its controls leads nowhere else."""
    return replace(window, role="", control="")


def _is_more_of(window: Context, known: Context | None) -> bool:
    """Whether ``window`` is ``known``, of which only the title was known, with what it shows beyond that."""
    bare = replace(window, url="", role="", control="", dialog_text="")
    return known == bare and window != bare
