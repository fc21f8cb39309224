"""What is required of the person, and what they did about it. Not for windows: see acknowledging.py.

What reads evidence is loaded where there is a required card, what signs it (8 MB) for the first entry.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from content.cards.model import Card, Required
from content.library.library import Library
from content.memory.memory import Memory

if TYPE_CHECKING:
    from content.evidence.entry import Acknowledgement
    from content.evidence.log import EvidenceLog
    from content.evidence.standing import Standing

_LINGERS = 4000  # ms that a card stays after its last tick, so that the person sees that it was recorded


class Evidence(QObject):
    """Remembers the last acknowledgement of each card, and adds new ones to the log.

    ``recorded`` tells the card and how ("done", "declined"); ``settled`` that a card need not stay any more;
    ``troubled`` what is wrong with the log in plain words, "" when nothing is.
    """

    recorded = Signal(str, str)
    settled = Signal()
    troubled = Signal(str)

    def __init__(self, folder: Path, memory: Memory) -> None:
        super().__init__()
        self._folder, self._memory = folder, memory
        self._library = Library(())
        self._visits: dict[str, datetime] = {}
        self._fresh: set[str] = set()
        self._held: set[str] = set()  # what was seen to hold, and may run out before our eyes
        self._reader: threading.Thread | None = None
        self._read_ones: dict[str, Acknowledgement] = {}
        self._unreadable = ""
        self._linger = QTimer(self, interval=_LINGERS, singleShot=True)
        self._linger.timeout.connect(self._settle)

    def use(self, library: Library) -> None:
        """The cards that may be required from now on."""
        self._library = library
        if self._reader is None and any(card.required is not Required.NO for card in library.cards.values()):
            # Years of entries take a moment, which must not be that of a switch between windows.
            self._reader = threading.Thread(target=self._read, name="evidence-reader")
            self._reader.start()

    def close(self) -> None:
        """Wait for nothing any more."""
        self._linger.stop()
        if self._reader is not None:
            self._reader.join()

    def standing(self, card: str) -> Standing | None:
        """What the acknowledgement of ``card`` is worth now; None for a card that is not required."""
        found = self._library.cards.get(card)
        if found is None or found.required is Required.NO:
            return None
        from content.evidence.standing import standing

        return standing(found, self._done.get(card), self._memory.now(), self._visits.get(card))

    def is_owed(self, card: str) -> bool:
        """Whether ``card`` is required and not done."""
        standing = self._looked_at(card)
        return standing is not None and not standing.holds

    def quiet(self, cards: Iterable[str]) -> dict[str, str]:
        """Those of ``cards`` that are required and done, each with how long that holds."""
        told = {card: self._looked_at(card) for card in cards if card not in self._fresh}
        return {card: it.because for card, it in told.items() if it is not None and it.holds}

    def begin_visit(self, card: str) -> None:
        """A visit to the card's context begins: what was done once and holds no longer is to be done anew."""
        self._visits[card] = self._memory.now()
        if self.is_owed(card) and self._memory.all_ticked(self._library.cards[card]):
            self._untick(card)

    def record(self, card: str, reason: str | None = None) -> str:
        """Record ``card`` as done, or with a ``reason`` as declined; returns "", or why it could not be.

        A reason in which nothing can be seen is none, and never makes a card done.
        """
        from content.evidence.entry import How
        from content.evidence.errors import EvidenceError

        said = self._acknowledgement(self._library.cards[card], reason)
        if said.how is How.DECLINED and not said.reason:
            return "Not recorded: the reason has nothing that can be read. Please write a word or two."
        try:
            self._log.append(said)
        except EvidenceError as error:
            self.troubled.emit(f"What you did with a required card was not recorded: {error}")
            return f"Not recorded: {error.what}. Please {error.remedy}."
        if said.how is How.DONE:
            self._done[card] = said
            self._fresh.add(card)
            self._linger.start()
            self._looked_at(card)
        self.troubled.emit("")
        self.recorded.emit(card, said.how.value)
        return ""

    def _looked_at(self, card: str) -> Standing | None:
        """How it stands; the ticks go when a period has run out, so that no old ones are recorded anew."""
        standing = self.standing(card)
        if standing is not None and standing.holds:
            self._held.add(card)
        elif standing is not None and card in self._held:
            self._held.remove(card)
            if standing.until is not None or self._memory.all_ticked(self._library.cards[card]):
                self._untick(card)
        return standing

    def _untick(self, card: str) -> None:
        found = self._library.cards[card]
        for item in found.items:
            self._memory.tick(found, item.key, False)

    def _acknowledgement(self, card: Card, reason: str | None) -> Acknowledgement:
        from content.evidence.entry import Acknowledgement, How, content_of
        from content.evidence.reason import reason_of

        ticked = self._memory.ticked(card)
        versions = {bundle.id: bundle.version for bundle in self._library.bundles}
        return Acknowledgement(
            at=self._memory.now(),
            card=card.id,
            bundle_version=versions.get(card.bundle, ""),
            content=content_of(card),
            items=tuple(item.key for item in card.items if item.key in ticked),
            of=len(card.items),
            how=How.DONE if reason is None else How.DECLINED,
            reason=reason_of(reason or ""),
        )

    @cached_property
    def _log(self) -> EvidenceLog:
        from content.evidence.log import EvidenceLog

        return EvidenceLog(self._folder)

    @cached_property
    def _done(self) -> dict[str, Acknowledgement]:
        """The last time each card was done."""
        if self._reader is not None:
            self._reader.join()
        else:
            self._read()
        if self._unreadable:
            self.troubled.emit(f"The log of required cards cannot be used: {self._unreadable}")
        return self._read_ones

    def _read(self) -> None:
        """Read the log, after mending what a crash left behind."""
        from content.evidence.entry import How
        from content.evidence.errors import EvidenceError

        try:
            entries = self._log.mend().examination.entries
        except EvidenceError as error:
            self._unreadable = str(error)
            return
        except Exception as error:  # noqa: BLE001 - in a thread nobody else would hear of it
            self._unreadable = f"{type(error).__name__}: {error}"
            return
        said = (entry.acknowledged for _, entry, _ in entries)
        self._read_ones = {it.card: it for it in said if it.how is How.DONE}

    def _settle(self) -> None:
        self._fresh.clear()
        self.settled.emit()
