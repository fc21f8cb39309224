"""The error family of xAPI: what happened, where, and what to do. Which answer is which error: server.py."""

from __future__ import annotations


class XapiError(Exception):
    """Statements could not be made, kept or sent. ``where`` is a file, a server or an event, "" for none."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        said = f"{where}: {what}" if where else what
        super().__init__(f"{said}; {remedy}" if remedy else said)
        self.what, self.where, self.remedy = what, where, remedy


class FileNameError(XapiError):
    """The name of the file to write will not do."""


class LaterError(XapiError):
    """The server took nothing this time; ``retry_after`` is how many seconds it asks for, if it does."""

    def __init__(self, what: str, where: str, remedy: str, retry_after: float | None = None) -> None:
        super().__init__(what, where, remedy)
        self.retry_after = retry_after


class LockedOutError(LaterError):
    """The server will take nothing until somebody changes something: our key, its address."""


class RefusedError(XapiError):
    """The server will never take these statements as they are; one of them may be the reason."""


class ConflictError(RefusedError):
    """The server has a statement with the id of one of these, the same one or another."""
