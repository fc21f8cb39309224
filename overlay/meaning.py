"""Asks a process of its own which cards mean what a query says. Without one, search goes by words alone.

The encoder needs 200 MB, so it lives apart: started when it is first wanted, ended after minutes without a
question. Whatever goes wrong there costs nobody a result: it is told in `sidecue status`, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from content.meaning.encoder import is_installed
from content.meaning.hybrid import LOOKED_AT
from content.meaning.questions import bundles_question, carriers, is_asked, near_of, query_question
from overlay.processes import end

_REST = 180_000  # milliseconds without a question after which the process ends
_PATIENCE = 10_000  # milliseconds for an answer, on a busy machine, too
_MOST_LOSSES = 3  # processes; then something is wrong that another will not mend
_LONGEST_LINE = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class MeaningState:
    """How search by meaning fares: off, unavailable, resting, starting, ready or failed; and why."""

    state: str
    reason: str = ""
    cards: int = 0


class Meaning(QObject):
    """``nearest`` brings a query and the cards nearest to it, as a list of Near; ``told`` each new state.

    The query may not be the present one any more, and cards in it may be for others or gone: who shows them
    looks at that. At most one question is under way; of those that wait only the last one is asked.
    """

    nearest = Signal(str, object)
    told = Signal(object)  # MeaningState

    def __init__(self, command: Sequence[str], rest: int = _REST, patience: int = _PATIENCE) -> None:
        """``command`` starts a process that calls ``content.meaning.worker.serve``; times in milliseconds."""
        super().__init__()
        self._command = list(command)
        self._bundles: list[Path] = []
        self._is_on, self._losses = True, 0
        self._process: QProcess | None = None
        self._heard = b""
        self._asked = self._next = ""
        self._number = 0
        self._rest = QTimer(self, interval=rest, singleShot=True)
        self._rest.timeout.connect(self._take_rest)
        self._patience = QTimer(self, interval=patience, singleShot=True)
        self._patience.timeout.connect(self._give_up)
        self.state = MeaningState("unavailable", "no bundle carries vectors")

    def use(self, bundles: Sequence[Path]) -> None:
        """Search these bundles from now on; they were read, so they may have changed."""
        self._bundles = carriers(bundles)
        self._losses = 0
        self._begin_anew()

    def turn(self, *, on: bool) -> None:
        """The person wants it, or not."""
        if on != self._is_on:
            self._is_on = on
            self._begin_anew()

    def warm(self) -> None:
        """A query may follow soon: the palette was opened."""
        if self._process is None and self.state.state == "resting":
            self._start()
        self._rest.start()

    def ask(self, query: str) -> None:
        """``nearest`` will bring the cards nearest to ``query``, unless it is too short or overtaken."""
        if not is_asked(query) or self.state.state in ("off", "unavailable", "failed"):
            self._next = ""
            return
        self._next = query
        self.warm()
        self._go_on()

    def close(self) -> None:
        """End the process, and with it what it needs in memory; the next question starts another."""
        self._rest.stop()
        self._patience.stop()
        self._asked = self._next = ""
        self._heard = b""
        if (process := self._process) is not None:
            self._process = None
            end(process)

    def _begin_anew(self) -> None:
        self.close()
        if not self._is_on:
            self._tell(MeaningState("off", "switched off in the settings"))
        elif not is_installed():
            self._tell(MeaningState("unavailable", "Sidecue is installed without its extra `meaning`"))
        elif not self._bundles:
            self._tell(MeaningState("unavailable", "no bundle carries vectors"))
        else:
            self._tell(MeaningState("resting"))

    def _tell(self, state: MeaningState) -> None:
        if state != self.state:
            self.state = state
            self.told.emit(state)

    def _start(self) -> None:
        process = self._process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._tell(MeaningState("starting"))
        process.start(self._command[0], self._command[1:])
        if self._process is process:  # else it could not be started, which was told already
            process.write(bundles_question(self._bundles))
            self._patience.start()

    def _go_on(self) -> None:
        """Ask what waits, once the process is ready and its last answer is there."""
        if self._process is None or self._asked or not self._next or self.state.state != "ready":
            return
        self._asked, self._next = self._next, ""
        self._number += 1
        self._process.write(query_question(self._number, self._asked, LOOKED_AT))
        self._patience.start()

    def _hear(self) -> None:
        if self._process is None:
            return
        self._heard += self._process.readAllStandardOutput().data()
        *lines, self._heard = self._heard.split(b"\n")
        try:
            for line in lines:
                self._understand(line)
        except (ValueError, KeyError, TypeError) as error:
            self._lose(f"the process that encodes queries did not answer what was asked: {error}")
        if len(self._heard) > _LONGEST_LINE:
            self._lose("the process that encodes queries does not come to an end")

    def _understand(self, line: bytes) -> None:
        said = json.loads(line)
        self._patience.stop()
        if self.state.state == "starting":
            self._made_ready(MeaningState("ready", str(said["reason"]), int(said["cards"])))
            return
        query, self._asked = self._asked, ""
        near = near_of(said)
        self._losses = 0
        if query and not self._next:  # else the answer is about a query that is not there any more
            self.nearest.emit(query, near)
        self._go_on()

    def _made_ready(self, state: MeaningState) -> None:
        if state.cards:
            self._tell(state)
            self._go_on()
            return
        self.close()
        reason = state.reason or "no bundle carries vectors that this version can use"
        self._tell(MeaningState("unavailable", reason))

    def _take_rest(self) -> None:
        self.close()
        self._tell(MeaningState("resting"))

    def _give_up(self) -> None:
        self._lose("the process that encodes queries does not answer")

    def _ended(self) -> None:
        self._lose("the process that encodes queries ended")

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lose("the process that encodes queries cannot be started")

    def _lose(self, why: str) -> None:
        self.close()
        self._losses += 1
        lost = self._losses >= _MOST_LOSSES
        self._tell(MeaningState("failed" if lost else "resting", why))
