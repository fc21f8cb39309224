"""The running app's ear: answers other starts of the command over a local socket. The mouth: cli/remote.py.

One JSON object a line each way; who may connect is the same user only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

Answer = Mapping[str, object]
Handler = Callable[[Mapping[str, object]], Answer]

_LONGEST_REQUEST = 64 * 1024


class AlreadyRunningError(Exception):
    """Another Sidecue answers at this address."""


class InstanceServer(QObject):
    """Listens from construction on; one per profile."""

    def __init__(self, address: str, handle: Handler) -> None:
        """Raises AlreadyRunningError, or OSError when the address cannot be had at all."""
        super().__init__()
        self._handle = handle
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        if _answers(address):
            raise AlreadyRunningError(address)
        QLocalServer.removeServer(address)  # left behind by a killed instance: nobody answered there
        Path(address).parent.mkdir(parents=True, exist_ok=True)
        if not self._server.listen(address):
            raise OSError(f"cannot listen at {address}: {self._server.errorString()}")

    def close(self) -> None:
        self._server.close()

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    def _read(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_REQUEST:
                socket.abort()
            return
        socket.write(json.dumps(self._answer(bytes(socket.readLine().data()))).encode() + b"\n")
        socket.flush()

    def _answer(self, line: bytes) -> Answer:
        try:
            request = json.loads(line)
        except ValueError:
            return {"error": "the request is no JSON object"}
        if not isinstance(request, dict):
            return {"error": "the request is no JSON object"}
        return self._handle(request)


def _answers(address: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(address)
    connected = socket.waitForConnected(500)
    socket.abort()
    return connected
