"""Has something done by `sidecue` itself in another process, and hears how it went. Not for knowing what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QTimer

_PATIENCE = 180_000  # ms; a server may take 30 seconds for each of a few questions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed, or, when it did not do what it was told, ``complaint``: why not."""

    said: str
    complaint: str = ""


Answered = Callable[[Outcome], None]


class Commands(QObject):
    """One at a time; a new one ends the one before without an answer."""

    def __init__(self, command: Sequence[str]) -> None:
        """``command`` is how this program starts itself for the person's profile."""
        super().__init__()
        self._command = list(command)
        self._process: QProcess | None = None
        self._answered: Answered = _nobody
        self._limit = QTimer(self, interval=_PATIENCE, singleShot=True)
        self._limit.timeout.connect(self._give_up)

    def cancel(self) -> None:
        """Nobody waits for the answer any more; may be called at any time."""
        self._limit.stop()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()

    def run(self, arguments: list[str], answered: Answered) -> None:
        """Run `sidecue` with ``arguments``; ``answered`` is told once how it went."""
        self.cancel()
        self._answered = answered
        self._process = process = QProcess(self)
        process.setStandardInputFile(QProcess.nullDevice())
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._limit.start()
        program, *rest = self._command
        process.start(program, [*rest, *arguments])

    def _failed(self, error: QProcess.ProcessError) -> None:
        """A process that never started does not finish either; one that was killed does."""
        if error is QProcess.ProcessError.FailedToStart:
            self.cancel()
            self._answered(Outcome("", "Sidecue could not start itself a second time; start it again"))

    def _give_up(self) -> None:
        self.cancel()
        self._answered(Outcome("", "there was no answer for three minutes; try again later"))

    def _ended(self, status: int) -> None:
        process = self._process
        if process is None:
            return
        self._limit.stop()
        self._process = None
        said, complained = (
            bytes(stream.data()).decode("utf-8", "replace").strip()
            for stream in (process.readAllStandardOutput(), process.readAllStandardError())
        )
        crashed = process.exitStatus() is QProcess.ExitStatus.CrashExit
        process.deleteLater()
        if status == 0 and not crashed:
            self._answered(Outcome(said))
        else:
            last = complained.rpartition("\n")[2].removeprefix("sidecue: ")
            self._answered(Outcome("", last or "it ended without a word; try again"))


def _nobody(_outcome: Outcome) -> None:
    """Before anything was asked."""
