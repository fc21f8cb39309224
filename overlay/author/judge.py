"""Has drafts judged by a process of its own, the newest one only. Not for judging: content/bundles.

A text that takes too long, or ends the process, is reported as such; the next one is judged by a new process.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from content.bundles.author.draft import LENGTH, Draft, Judgement

_PATIENCE = 5000  # ms; a card of ordinary size takes 20, and a new process half a second


class Judge(QObject):
    """``judged`` answers the newest draft that was asked about; ``lost`` says why there is no answer."""

    judged = Signal(object)  # Judgement
    lost = Signal(str)

    def __init__(self, command: Sequence[str], patience: int = _PATIENCE) -> None:
        """``command`` starts a process that calls ``serve``; ``patience`` is in milliseconds."""
        super().__init__()
        self._command = list(command)
        self._process: QProcess | None = None
        self._heard = b""
        self._is_busy = False
        self._next: Draft | None = None
        self._patience = QTimer(self, interval=patience, singleShot=True)
        self._patience.timeout.connect(self._give_up)

    def ask(self, draft: Draft) -> None:
        """Judge ``draft``, as soon as the one before is done with; others that still wait are dropped."""
        self._next = draft
        self._go_on()

    def close(self) -> None:
        """End the process, and with it what it needs in memory; the next question starts another."""
        self._patience.stop()
        self._next, self._is_busy, self._heard = None, False, b""
        if (process := self._process) is not None:
            self._process = None
            process.blockSignals(True)
            process.kill()
            process.waitForFinished()
            process.deleteLater()

    def _go_on(self) -> None:
        if self._is_busy or self._next is None:
            return
        draft, self._next, self._is_busy = self._next, None, True
        asked = pickle.dumps(draft, pickle.HIGHEST_PROTOCOL)
        process = self._process or self._start()
        process.write(LENGTH.pack(len(asked)) + asked)
        self._patience.start()

    def _start(self) -> QProcess:
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        process.start(self._command[0], self._command[1:])
        return process

    def _hear(self) -> None:
        if self._process is None:
            return
        self._heard += self._process.readAllStandardOutput().data()
        if len(self._heard) < LENGTH.size:
            return
        end = LENGTH.size + LENGTH.unpack_from(self._heard)[0]
        if len(self._heard) < end:
            return
        judgement: Judgement = pickle.loads(self._heard[LENGTH.size : end])  # noqa: S301 - by our own process
        self._heard, self._is_busy = self._heard[end:], False
        self._patience.stop()
        if self._next is None:  # else the answer is about a text that is not there any more
            self.judged.emit(judgement)
        self._go_on()

    def _give_up(self) -> None:
        self._lose("This text takes too long to read. Shorten it, or take out what repeats.")

    def _ended(self) -> None:
        self._lose("This text ended the process that reads it. Undo your last change.")

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lose(
                "The process that reads cards cannot be started. Save your text and start Sidecue anew."
            )

    def _lose(self, why: str) -> None:
        waiting = self._next
        self.close()
        self.lost.emit(why)
        if waiting is not None:
            self.ask(waiting)
