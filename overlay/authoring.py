"""Author mode as the rest of the app knows it: made when it is first asked for. Not for writing cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from content.bundles.author.notes import notes_folder
from content.library.library import Library
from overlay.conductor import Conductor
from overlay.own_command import own_command
from overlay.theme.theme import Theme

if TYPE_CHECKING:
    from overlay.author.author import Author


class Authoring(QObject):
    """Most people never write a card, so it costs nothing before."""

    began, ended = Signal(), Signal()  # somebody makes a card, or no more
    saved = Signal()  # a bundle has another card, perhaps its first

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        state: Path,
        adopt: Callable[[QWidget], None],
        give_focus_back: Callable[[], None],
    ) -> None:
        """``adopt`` makes a window one of ours, with its icon and the panel out of its way."""
        super().__init__()
        self._theme, self._conductor, self._state = theme, conductor, state
        self._adopt, self._give_focus_back = adopt, give_focus_back
        self._library = Library(())
        self._author: Author | None = None

    def use(self, library: Library) -> None:
        """The cards that can be edited, and the bundles that can be saved into."""
        self._library = library
        if self._author is not None:
            self._author.use(library.bundles)

    def make(self) -> None:
        """Make a card for the window that is in front now; its context is frozen at this moment."""
        self._lead().make(self._conductor.context)

    def edit(self, card: str) -> None:
        """Change a card of a bundle that is a folder."""
        if (found := self._library.cards.get(card)) is not None:
            self._lead().edit(found, self._conductor.context)

    def observe(self) -> None:
        """The person is in another window, perhaps."""
        if self._author is not None and self._conductor.context is not None:
            self._author.visit(self._conductor.context)

    def close(self) -> None:
        if self._author is not None:
            self._author.close()

    def _lead(self) -> Author:
        if self._author is None:
            from overlay.author.author import Author
            from overlay.author.judge import Judge
            from overlay.author.stash import Stash
            from overlay.author.window import AuthorWindow

            window = AuthorWindow(self._theme)
            self._adopt(window)
            judge, stash = Judge(own_command("read-drafts")), Stash(self._state)
            self._author = Author(window, judge, stash, notes_folder(self._state), self._give_focus_back)
            self._author.use(self._library.bundles)
            self._author.saved.connect(self.saved)
            self._author.ended.connect(self.ended)
        self.began.emit()
        return self._author
