"""Fetches for python-tuf: only what changed, and on from where a download broke off. Trusts nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from tuf.api.exceptions import DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient import FetcherInterface

from content.channels.desk.copies import keep_copy, read_copy, validator
from content.channels.desk.errors import FetchError
from content.channels.desk.places import shown
from content.channels.desk.transports import Reply, Transport
from content.progress import NoProgress, Progress

_POLLED = "timestamp.json"  # all else has its version or its hash in its name, and is asked for once


class DeskFetcher(FetcherInterface):
    """Keeps what it needs in ``partial``, a folder of one channel. ``resumed``: a file came in parts."""

    def __init__(
        self, transport: Transport, partial: Path, now: datetime, progress: Progress | None = None
    ) -> None:
        self._transport, self._partial, self._now = transport, partial, now
        self._progress = progress or NoProgress()
        self.resumed = False

    def _fetch(self, url: str) -> Iterator[bytes]:
        return self._open(url, {}).chunks

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """Metadata, in memory. Raises DownloadError and its kind."""
        if not urlsplit(url).path.endswith(f"/{_POLLED}"):
            return _all_of(self._open(url, {}), max_length)
        file = self._partial / _POLLED
        copy = read_copy(file, url, self._now)
        reply = self._open(url, copy.questions if copy else {}, known=copy is not None)
        if copy and reply.status == 304:
            _all_of(reply, 0)
            return copy.body
        body = _all_of(reply, max_length)
        keep_copy(file, url, reply.headers, body, self._now)
        return body

    def forget(self) -> None:
        """What was fetched led to nothing good: ask for all of it next time."""
        (self._partial / _POLLED).unlink(missing_ok=True)

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """A bundle, on disk. What came stays when the connection breaks, and goes when it is wrong."""
        file = self._partial / hashlib.sha256(url.encode()).hexdigest()[:32]
        self._forget_others(file)
        self._complete(url, file, max_length)
        try:
            with file.open("rb") as stream:
                yield stream
        finally:
            self._forget_others(None)

    def _complete(self, url: str, file: Path, max_length: int) -> None:
        """Fetch what ``file`` lacks."""
        there = _size(file)
        self.resumed = there > 0
        if there == max_length and there > 0:
            return
        note = _note(file)
        asked = note.read_text(encoding="utf-8") if there and note.exists() else ""
        asks = {"Range": f"bytes={there}-", "If-Range": asked} if asked and there < max_length else {}
        reply = self._open(url, asks)
        self.resumed = bool(asks) and reply.status == 206 and _starts_at(reply, there)
        if reply.status == 206 and not self.resumed:
            reply = self._open(url, {})
        self._partial.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.resumed:
            file.write_bytes(b"")
            note.write_text(validator(reply.headers), encoding="utf-8")
        self._append(reply, file, max_length, url)

    def _append(self, reply: Reply, file: Path, max_length: int, url: str) -> None:
        received = _size(file)
        with file.open("ab") as stream:
            for chunk in reply.chunks:
                received += len(chunk)
                if received > max_length:
                    break
                stream.write(chunk)
                self._progress.step(received, max_length, _title(url))
        if received > max_length:
            self._forget_others(None)
            raise DownloadLengthMismatchError(f"more than the {max_length} bytes that were signed")
        if received < max_length:
            raise FetchError(
                f"the connection broke after {received:,} of {max_length:,} bytes",
                shown(url),
                "it goes on from there next time",
            )

    def _open(self, url: str, headers: Mapping[str, str], *, known: bool = False) -> Reply:
        """Raises DownloadHTTPError for an answer that brings no file."""
        reply = self._transport.open(url, headers)
        if reply.status in (200, 206) or (known and reply.status == 304):
            return reply
        for _ in reply.chunks:  # a short page about the error; the connection is used again
            pass
        if reply.status == 416 and "Range" in headers:
            return self._open(url, {})
        raise DownloadHTTPError(f"{shown(url)}: status {reply.status}", reply.status)

    def _forget_others(self, kept: Path | None) -> None:
        """At most one file is ever half fetched."""
        keep = {kept, _note(kept)} if kept else set()
        for file in self._partial.glob("*"):
            if file.name != _POLLED and file not in keep:
                file.unlink(missing_ok=True)


def _all_of(reply: Reply, max_length: int) -> bytes:
    body = bytearray()
    for chunk in reply.chunks:
        body += chunk
        if len(body) > max_length:
            raise DownloadLengthMismatchError(f"more than the {max_length} bytes allowed")
    return bytes(body)


def _starts_at(reply: Reply, offset: int) -> bool:
    return reply.headers.get("content-range", "").replace(" ", "").startswith(f"bytes{offset}-")


def _note(file: Path) -> Path:
    """What the server calls the version that ``file`` holds the beginning of."""
    return file.with_name(f"{file.name}.from")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _title(url: str) -> str:
    """The bundle's file as people know it, without the hash that TUF puts before it."""
    return unquote(urlsplit(url).path.rpartition("/")[2]).partition(".")[2]
