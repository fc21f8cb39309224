"""Has an answer written by the server that the policy names, in a process of its own. Shows nothing itself.

Only ``ask`` sends anything, so only a person who asks for it does. What speaks to servers is not loaded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from content.answers.errors import AnswerError
from content.answers.model import NO_ANSWER
from content.answers.worker import heard, question
from content.cards.model import Card
from overlay.processes import end
from overlay.settings.table import Settings
from overlay.written import allowed_endpoint

_SPARE = 10_000  # milliseconds beside the server's own time, for a process to start and end


class Answers(QObject):
    """``answered`` brings a WrittenAnswer, ``failed`` why there is none; one of the two for each question.

    A new question, ``cancel`` and ``close`` silence the one before.
    """

    answered = Signal(object)  # WrittenAnswer
    failed = Signal(str)

    def __init__(self, settings: Settings, command: Sequence[str], spare: int = _SPARE) -> None:
        """``command`` starts a process that answers one question as `sidecue write-answer` does."""
        super().__init__()
        self._settings, self._command, self._spare = settings, list(command), spare
        self._process: QProcess | None = None
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._give_up)

    @property
    def available(self) -> bool:
        """Whether ``ask`` may send anything: the policy names a server, and the person wants it."""
        try:
            allowed_endpoint(self._settings)
        except AnswerError:
            return False
        return True

    def ask(self, text: str, cards: Iterable[Card]) -> None:
        """Have the question ``text`` answered from the first of ``cards``, the best ones first."""
        self.cancel()
        try:
            endpoint = allowed_endpoint(self._settings)
        except AnswerError as error:
            self.failed.emit(str(error))
            return
        from content.answers.prompt import asked_of  # most sessions never ask

        asked = asked_of(text, cards)
        if not asked.cards:
            self.answered.emit(NO_ANSWER)
            return
        process = self._process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._broke)
        process.start(self._command[0], self._command[1:])
        if self._process is not process:  # it could not be started, which was told already
            return
        process.write(question(asked))
        process.closeWriteChannel()
        self._patience.start(endpoint.timeout * 1000 + self._spare)

    def cancel(self) -> None:
        """Nobody waits for the answer any more; its connection ends with its process."""
        self._patience.stop()
        if (process := self._process) is not None:
            self._process = None
            end(process)

    def close(self) -> None:
        """End what is under way; may be called twice."""
        self.cancel()

    def _ended(self) -> None:
        if self._process is None:
            return
        said = bytes(self._process.readAllStandardOutput().data())
        self.cancel()
        try:
            answer = heard(said)
        except AnswerError as error:
            self.failed.emit(str(error))
        else:
            self.answered.emit(answer)

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._fail("the process that asks for answers cannot be started; start Sidecue again")

    def _give_up(self) -> None:
        self._fail("the server does not come to an end; try again later")

    def _fail(self, why: str) -> None:
        self.cancel()
        self.failed.emit(why)
