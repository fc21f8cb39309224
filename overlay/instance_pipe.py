"""The running app's ear on Windows, a named pipe. Not for what is said: see instance.py."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from overlay.cli.remote import LONGEST_REQUEST
from overlay.instance import Handler, answer_line


class PipeServer(QObject):
    """Listens from construction on; one per profile."""

    def __init__(self, address: str, handle: Handler) -> None:
        """Raises OSError when the address cannot be had."""
        super().__init__()
        self._handle = handle
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        if not self._server.listen(address):
            raise OSError(self._server.errorString())

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
        if socket.canReadLine():
            socket.write(answer_line(bytes(socket.readLine().data()), self._handle))
            socket.flush()
        elif socket.bytesAvailable() > LONGEST_REQUEST:
            socket.abort()


def answers(address: str) -> bool:
    """Whether somebody listens there already."""
    socket = QLocalSocket()
    socket.connectToServer(address)
    connected = socket.waitForConnected(500)
    socket.abort()
    return connected
