"""What fetching asks of a way to a channel, and the way for each kind of address. Not for what is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from content.channels.desk.places import is_web


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer whose body has not been read yet. ``headers`` have names in small letters."""

    status: int
    chunks: Iterator[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)


class Transport(Protocol):
    """Reads, and never writes. Raises FetchError, also while the chunks are read."""

    def open(self, address: str, headers: Mapping[str, str]) -> Reply:
        """Ask for the file at ``address``; 404 is an answer like others."""

    def close(self) -> None:
        """Let connections go."""


class Transports:
    """The network for web addresses, loaded when the first one is asked for; folders for the others."""

    def __init__(self) -> None:
        self._web: Transport | None = None

    def open(self, address: str, headers: Mapping[str, str]) -> Reply:
        """Ask for the file at ``address``."""
        if not is_web(address):
            from content.channels.desk.folders import open_file

            return open_file(address)
        if self._web is None:
            from content.channels.desk.web import Web

            self._web = Web()
        return self._web.open(address, headers)

    def close(self) -> None:
        """Let connections go."""
        if self._web is not None:
            self._web.close()
            self._web = None
