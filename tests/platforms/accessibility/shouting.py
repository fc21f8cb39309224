"""An application that tells of its focus without rest: ``shouting ADDRESS SECONDS``; prints how often."""

from __future__ import annotations

import sys
import time

import jeepney
from jeepney.io.blocking import open_dbus_connection


def main() -> None:
    address, seconds = sys.argv[1:]
    connection = open_dbus_connection(address)
    where = jeepney.DBusAddress("/shouting", interface="org.a11y.atspi.Event.Object")
    signal = jeepney.new_signal(where, "StateChanged", "siiva{sv}", ("focused", 1, 0, ("i", 0), {}))
    batch = b"".join(signal.serialise(serial=number) for number in range(1, 101))
    end, sent, began = time.monotonic() + float(seconds), 0, time.monotonic()
    while time.monotonic() < end:
        connection.sock.sendall(batch)
        sent += 100
        time.sleep(max(0.0, sent / 12_000 - (time.monotonic() - began)))
    print(sent, flush=True)  # noqa: T201 - its only result
    connection.close()


main()
