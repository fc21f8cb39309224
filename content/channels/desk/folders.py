"""Fetches from folders: file shares, USB sticks, a channel made on this computer. Never writes there."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from content.channels.desk.errors import FetchError
from content.channels.desk.places import folder_of
from content.channels.desk.transports import Reply

_CHUNK = 1 << 16
_REMEDY = "look whether the share or drive is there and may be read"


def open_file(address: str) -> Reply:
    """The file behind a file URL. Raises FetchError for what is there and cannot be read."""
    file = folder_of(address)
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would wait for ever, a device never end
            raise FetchError("is not a file", str(file), "ask the publisher to publish anew")
    except (FileNotFoundError, NotADirectoryError):
        return Reply(_absent(file), iter(()))
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error
    return Reply(200, _chunks(file))


def _absent(file: Path) -> int:
    """404 for a file that is missing in its channel. A channel that is missing whole is a drive not there."""
    channel = file.parents[1] if len(file.parents) > 1 else file.parent
    if file.parent.name in ("metadata", "targets", "bundles") and not channel.exists():
        raise FetchError("is not there", str(channel), _REMEDY)
    return 404


def _chunks(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: Exception) -> FetchError:
    why = (isinstance(error, OSError) and error.strerror) or str(error)
    return FetchError(f"cannot be read: {why}", str(file), _REMEDY)
