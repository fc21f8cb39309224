"""A real HTTP server on loopback that counts what it is asked, and misbehaves when told to."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Answer = Callable[["Handler", str], bool]
"""Answers one request in a way of its own; False leaves it to the server."""


@dataclass
class Site:
    """What is served, and what was asked. ``answer`` may take a request over."""

    folder: Path
    address: str = ""
    answer: Answer | None = None
    etags: bool = True
    asked: list[str] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    received: int = 0
    sent: int = 0

    def forget(self) -> None:
        """Begin to count anew."""
        self.asked.clear()
        self.requests.clear()
        self.received = self.sent = 0


class Handler(BaseHTTPRequestHandler):
    """Serves files with ETag and Range as web servers do, over connections that are kept."""

    protocol_version = "HTTP/1.1"
    site: Site
    raw_requestline: bytes
    timeout = 5
    disable_nagle_algorithm = True  # or each answer would wait for an acknowledgement

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.requests.append({name.lower(): value for name, value in self.headers.items()})
        self.site.received += len(self.raw_requestline) + len(str(self.headers).replace("\n", "\r\n"))
        if self.site.answer is None or not self.site.answer(self, self.path):
            self.serve()

    def do_CONNECT(self) -> None:
        """What a proxy does for HTTPS."""
        self.site.asked.append(f"CONNECT {self.path}")
        self.site.requests.append({name.lower(): value for name, value in self.headers.items()})
        host, _, port = self.path.partition(":")
        with socket.create_connection((host, int(port)), timeout=5) as there:
            self.say(200, None)
            back = threading.Thread(target=_pump, args=(there, self.connection), name="proxy")
            back.start()
            _pump(self.connection, there)
            back.join()
        self.close_connection = True

    def serve(self) -> None:
        """The honest answer, also to those who take us for a proxy."""
        file = self.site.folder / urlsplit(self.path).path.lstrip("/")
        if not file.is_file():
            self.say(404, b"<html>not found</html>")
            return
        data = file.read_bytes()
        etag = f'"{hash(data):x}"' if self.site.etags else ""
        names = {"ETag": etag} if etag else {}
        asked = self.headers.get("Range", "")
        if etag and self.headers.get("If-None-Match") == etag:
            self.say(304, None, **names)
        elif asked and self.headers.get("If-Range") == etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            span = f"bytes {start}-{len(data) - 1}/{len(data)}"
            self.say(206, data[start:], **{"Content-Range": span}, **names)
        else:
            self.say(200, data, **names)

    def say(self, status: int, body: bytes | None, **headers: str) -> None:
        """One whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.put(body or b"")

    def put(self, data: bytes) -> None:
        """Send and count."""
        self.site.sent += len(data)
        self.wfile.write(data)

    def flush_headers(self) -> None:
        self.site.sent += len(b"".join(getattr(self, "_headers_buffer", [])))
        super().flush_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Tests read ``asked`` instead."""


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def serving(folder: Path, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve ``folder`` while the block runs."""
    site = Site(folder)
    handler = type("OneSite", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who distrusts us hangs up
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="site")
    thread.start()
    site.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
