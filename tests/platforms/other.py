"""Another program on the session's bus, which may lie: it calls, owns names, and listens. It waits."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, MatchRule, MessageType, message_bus, new_method_call, new_signal
from jeepney.io.blocking import open_dbus_connection

_PATIENCE = 5


class Other:
    """``with Other() as other``: on the bus that the environment names."""

    def __enter__(self) -> Self:
        self._bus: Any = open_dbus_connection("SESSION")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._bus.close()

    def call(
        self, service: str, path: str, interface: str, method: str, signature: str = "", *body: Any
    ) -> Any:
        """The body of the reply. Raises ConnectionRefusedError with what an error says."""
        message = new_method_call(DBusAddress(path, service, interface), method, signature or None, body)
        return self._reply(message)

    def send(self, service: str, path: str, interface: str, method: str, signature: str, *body: Any) -> None:
        """Call without waiting; the reply is among what is ``heard``."""
        self._bus.send(
            new_method_call(DBusAddress(path, service, interface), method, signature or None, body)
        )

    def own(self, name: str) -> int:
        """Take a name; 1 when it is ours."""
        return int(self._reply(message_bus.RequestName(name))[0])

    def emit(self, path: str, interface: str, member: str, signature: str, *body: Any) -> None:
        """Send a signal to everybody who listens for one of that name."""
        self._bus.send(new_signal(DBusAddress(path, None, interface), member, signature, body))
        self._reply(message_bus.GetId())  # the bus has passed it on by then

    def listen(self, interface: str) -> None:
        """Have signals of that interface delivered, whoever they are for."""
        self._reply(message_bus.AddMatch(MatchRule(type="signal", interface=interface).serialise()))

    def heard(self, seconds: float) -> list[Any]:
        """The signals and calls that come within so many seconds."""
        got = []
        try:
            while True:
                got.append(self._bus.receive(timeout=seconds))
        except TimeoutError:
            return got

    def _reply(self, message: Any) -> Any:
        reply = self._bus.send_and_get_reply(message, timeout=_PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise ConnectionRefusedError(str(reply.body[0] if reply.body else reply.header))
        return reply.body
