"""The error family of written answers: what happened, where, and what to do. Light enough for any command."""

from __future__ import annotations


class AnswerError(Exception):
    """No answer was written. ``where`` is a server or a file, "" for neither; ``remedy`` says what to do."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        said = f"{where}: {what}" if where else what
        super().__init__(f"{said}; {remedy}" if remedy else said)
        self.what, self.where, self.remedy = what, where, remedy
