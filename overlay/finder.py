"""Leads the palette: what it searches, in which context, and what becomes of the choice."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from content.library.library import Library
from content.library.reading import Reading
from content.library.search import NOBODY, Found, SearchIndex
from content.library.stored_index import IndexLostError
from content.meaning.hybrid import fuse, is_foreign
from content.meaning.index import Near
from content.meaning.texts import text_at
from content.memory.memory import Memory
from overlay.asker import asker_of
from overlay.conductor import Conductor
from overlay.links import card_of, link_to, open_outside, say_why_not
from overlay.onward import Onward
from overlay.palette.deeds import Deed
from overlay.palette.rows import ELSEWHERE, HERE, NEAREST, PINNED, RECENT, ResultRow, read_as
from overlay.trace import Trace

if TYPE_CHECKING:
    from overlay.answering import Answering
    from overlay.answers import Answers
    from overlay.meaning import Meaning
    from overlay.palette.palette import Palette

_RESULTS = 50
_RECENT = 8
_MOST_LOSSES = 3  # then what is typed next tries again


class Finder(QObject):
    """The context is frozen when the palette opens, before it takes the focus.

    ``index_lost`` asks for another reading: the index was damaged or deleted.
    """

    index_lost = Signal()

    def __init__(
        self,
        make_palette: Callable[[], Palette],
        conductor: Conductor,
        memory: Memory,
        trace: Trace,
        give_focus_back: Callable[[], None],
        meaning: Meaning | None = None,
        onward: Onward | None = None,
    ) -> None:
        """The palette is made when it is first asked for: that takes 15 ms, and 6 MB from then on."""
        super().__init__()
        self._make_palette = make_palette
        self._conductor, self._memory, self._trace = conductor, memory, trace
        self._give_focus_back = give_focus_back
        self._onward = onward or Onward(memory)
        self._library = Library(())
        self._reading: Reading | None = None
        self._index: SearchIndex | None = None
        self._asker = NOBODY
        self._asked_at = 0.0
        self._by_words, self._meant = Found(()), ""
        self._listed = Found(())
        self._meaning = meaning
        if meaning is not None:
            meaning.nearest.connect(self._refine)
        self.answers: Answers | None = None  # writes them, where a policy names a server
        self._answering: Answering | None = None
        self._query = ""
        self._made: Palette | None = None
        self._losses = 0  # of the index, since it answered last
        self._search_told = True
        self.keeps_searches = False
        self._pins: tuple[str, ...] = ()
        self._deeds: dict[Deed, Callable[[str], None]] = {
            Deed.SEND: self._send,
            Deed.PIN: self._pin,
            Deed.COPY: self._copy_link,
        }

    @property
    def _is_open(self) -> bool:
        return self._made is not None and self._made.isVisible()

    @property
    def _palette(self) -> Palette:
        if self._made is None:
            self._made = self._connected(self._make_palette())
        return self._made

    def _connected(self, palette: Palette) -> Palette:
        palette.query_changed.connect(self._search)
        palette.chosen.connect(self._choose)
        palette.asked.connect(self._do)
        palette.left.connect(self._leave)
        palette.link_clicked.connect(self._follow)
        palette.missing_noted.connect(self._memory.note_missing)
        palette.painted.connect(self._palette_painted)
        palette.results_painted.connect(self._results_painted)
        if self.answers is not None:
            self._join_answers(self.answers, palette)
        return palette

    def _join_answers(self, answers: Answers, palette: Palette) -> None:
        from overlay.answering import Answering  # most desks have no server to ask

        self._answering = Answering(answers, palette)
        palette.written_asked.connect(self._ask_written)

    def use(self, reading: Reading) -> None:
        """Search these cards from now on; the index is unpacked once the palette was opened."""
        self.close()
        self._library, self._reading = reading.library, reading
        if self._is_open and self._losses < _MOST_LOSSES:
            self._search(self._query)

    def close(self) -> None:
        """Release the index."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def toggle(self) -> None:
        """Open the palette; the same hotkey again closes it."""
        if self._is_open:
            self._palette.leave()
        else:
            self.open()

    def open(self, text: str = "") -> None:
        """Show the palette for the present window, with ``text`` typed already."""
        window = self._conductor.window
        favoured = self._conductor.favoured()
        self._asker = asker_of(self._memory, favoured, window.app if window is not None else "")
        self._pins = self._memory.pins()
        self._search_told = False
        past = self._memory.searches() if self.keeps_searches else ()
        palette = self._palette
        if self._answering is not None:
            self._answering.offer()
        palette.open(text, window.frame if window is not None else None, past)
        if self._meaning is not None:
            self._meaning.warm()
        self._search(text)

    def _unpack(self) -> None:
        if self._index is None and self._reading is not None:
            try:
                self._index = self._reading.open_index()
            except IndexLostError:
                self._lose()

    def _lose(self) -> None:
        """The index is damaged or gone: go without one until it was made anew."""
        self.close()
        self._reading = None
        self._losses += 1
        self.index_lost.emit()

    def _search(self, query: str) -> None:
        self._asked_at, self._query = time.monotonic(), query
        self._meant = ""
        self._end_written()
        rows = self._found(query) if query.strip() else self._before_typing()
        if self._reading is None and not rows:  # nothing was read yet, or the index is being made anew
            self._palette.show_waiting()
        else:
            self._palette.show_results(query, rows, note=self._note(query))

    def _found(self, query: str) -> list[ResultRow]:
        self._listed = Found(())
        self._unpack()
        if self._index is None:
            return []
        try:
            found = self._index.search(query, _RESULTS, self._asker)
        except IndexLostError:
            self._lose()
            return []
        self._losses = 0
        self._by_words, self._meant = found, found.read_as or query  # the encoder mends no spelling
        if self._meaning is not None:
            self._meaning.ask(self._meant)
        return self._rows(found, query)

    def _refine(self, meant: str, near: Sequence[Near]) -> None:
        """What the query means came after its words: shown if the person still waits at the first result."""
        if meant != self._meant or not self._palette.isVisible() or not self._palette.is_at_first:
            return
        cards = self._library.cards
        known = [one for one in near if one.card in cards]
        if is_foreign(self._by_words, known, lambda card: cards[card].language):
            return
        found = fuse(self._by_words, known, _RESULTS, lambda one: text_at(cards[one.card], one.place))
        if found != self._by_words:
            rows = self._rows(found, self._query)
            self._palette.show_results(self._query, rows, note=self._note(self._query))

    def _rows(self, found: Found, query: str) -> list[ResultRow]:
        self._listed = found
        elsewhere = NEAREST if found.nearest else ELSEWHERE
        return [
            ResultRow(
                self._library.cards[hit.card],
                HERE if "here" in hit.parts and not found.nearest else elsewhere,
                hit.words or tuple(query.split()),
                hit.answer,
                hit.card in self._pins,
            )
            for hit in found.hits
            if hit.card in self._library.cards  # which may have been read again since
        ]

    def _note(self, query: str) -> str:
        """How ``query`` was read, where its spelling was mended; not of what is only the nearest."""
        found = self._listed
        return read_as(found.read_as) if query.strip() and found.read_as and not found.nearest else ""

    def _before_typing(self) -> list[ResultRow]:
        """What is pinned, for this window and recent, each card once; else some cards."""
        cards, rows = self._library.cards, dict[str, ResultRow]()
        recent = (card for card in self._memory.recent(_RECENT) if card not in self._asker.favoured)
        onward = ((it.because, (it.card.id,)) for it in self._onward.listed())
        for group, members in (
            (PINNED, self._pins),
            (HERE, self._asker.favoured),
            *onward,
            (RECENT, recent),
        ):
            for card in members:
                if card in cards and card not in rows:
                    rows[card] = ResultRow(cards[card], group, pinned=group == PINNED)
        if not rows:
            return [ResultRow(card, ELSEWHERE) for card in list(cards.values())[:_RECENT]]
        return list(rows.values())

    def _ask_written(self) -> None:
        cards = self._library.cards
        if self._answering is not None:
            self._answering.ask(
                self._query, [cards[hit.card] for hit in self._listed.hits if hit.card in cards]
            )

    def _do(self, deed: Deed, card: str) -> None:
        self._deeds[deed](card)

    def _send(self, card: str) -> None:
        """Show ``card`` in the panel and go on here: the next one may be wanted beside it."""
        if self._show(card):
            self._palette.raise_()  # above the panel, where both want the same place
            self._palette.say("In the panel")

    def _show(self, card: str) -> bool:
        """Put ``card`` into the panel, or say why it cannot be."""
        if not self._conductor.choose(card, "palette"):
            say_why_not(self._library.missing(card))
            return False
        self._tell_search("opened")
        if self.keeps_searches:
            self._memory.searched(self._query)
        return True

    def _copy_link(self, card: str) -> None:
        QGuiApplication.clipboard().setText(link_to(card))
        self._palette.say("Link copied")

    def _pin(self, card: str) -> None:
        """Pin ``card``, or take its pin back; it stays chosen wherever it stands then."""
        is_pinned = card in self._pins
        (self._memory.unpin if is_pinned else self._memory.pin)(card)
        self._pins = self._memory.pins()
        rows = self._rows(self._listed, self._query) if self._query.strip() else self._before_typing()
        self._palette.show_results(self._query, rows, card, self._note(self._query))
        self._palette.say("No longer pinned" if is_pinned else "Pinned")

    def _choose(self, card: str) -> None:
        self._end_written()
        self._give_focus_back()
        self._show(card)

    def _follow(self, target: str) -> None:
        """A link in the preview: to another card, or out of Sidecue."""
        if (card := card_of(target)) is not None:
            self._palette.hide()
            self._choose(card)
        else:
            open_outside(target)

    def _end_written(self) -> None:
        if self._answering is not None:
            self._answering.end()

    def _tell_search(self, found: Literal["opened", "left", "nothing"]) -> None:
        """Once for each time the palette is open: how the search went, and no letter of it."""
        if self._query.strip() and not self._search_told:
            self._search_told = True
            self._conductor.recorder.searched(found, len(self._query.strip()))

    def _leave(self, asked: bool) -> None:
        self._end_written()
        self._tell_search("left" if self._listed.hits and not self._listed.nearest else "nothing")
        if asked:  # else the focus is already where the person clicked
            self._give_focus_back()

    def _palette_painted(self) -> None:
        self._trace.event("palette_painted")
        self._unpack()  # before the first letter, but not before the palette is seen

    def _results_painted(self, query: str, results: int) -> None:
        took = time.monotonic() - self._asked_at
        self._trace.event("results_painted", letters=len(query), results=results, took=took)
