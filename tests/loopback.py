"""What HTTP servers of tests are made of: real, on loopback, in a thread, quiet. Not what they say."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class Answering(BaseHTTPRequestHandler):
    """Outlives clients that hang up, and keeps no log: tests read what their servers keep."""

    protocol_version = "HTTP/1.1"
    timeout = 10

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def say(self, status: int, body: bytes, **headers: str) -> None:
        """One whole answer; "_" in the name of a header stands for "-"."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 204:  # which has no body
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing."""


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler], **of_all: object) -> Iterator[str]:
    """The address of a server that answers by ``handler`` with these attributes, while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OfOneServer", (handler,), of_all))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="server")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask servers directly, whatever the environment says."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
