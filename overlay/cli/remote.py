"""Asks the running app something over its local socket, without Qt, so that it takes milliseconds."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from overlay.profile import Profile

LONGEST_REQUEST = 64 * 1024  # bytes
_TIMEOUT = 5.0
_PAUSE = 0.02

NO_ANSWER = "Sidecue does not answer; it may be busy, or end it and start it again"


class NotRunningError(Exception):
    """No Sidecue answers for this profile."""


class AwayError(NotRunningError):
    """It waits for its display server, as its words say. It can be told to quit."""


def ask_app(profile: Profile, request: Mapping[str, object]) -> dict[str, Any]:
    """Ask wherever the app of ``profile`` may listen. Raises as ``ask`` does."""
    for address in profile.addresses:
        try:
            return ask(address, request)
        except AwayError:
            raise
        except NotRunningError:
            continue
    raise NotRunningError(*profile.addresses)


def ask_until_done(profile: Profile, request: Mapping[str, object], patience: float) -> dict[str, Any]:
    """Ask again while the app is "waiting" for its disk, which the person then does not notice.

    Raises as ``ask`` does, and TimeoutError after ``patience`` (seconds).
    """
    end = time.monotonic() + patience
    while (answer := ask_app(profile, request)).get("waiting"):
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(_PAUSE)
    return answer


def ask(address: str, request: Mapping[str, object]) -> dict[str, Any]:
    """Send ``request``, return the answer. Raises NotRunningError, or TimeoutError after five seconds."""
    line = json.dumps(request).encode() + b"\n"
    if len(line) > LONGEST_REQUEST:
        return {"error": f"that is too long: more than {LONGEST_REQUEST} bytes"}
    answer = _ask(address, line)
    if not answer.endswith(b"\n"):  # it ended while we asked
        raise NotRunningError(address)
    told = cast("dict[str, Any]", json.loads(answer))
    if "away" in told:
        raise AwayError(told["away"])
    return told


if sys.platform == "win32":

    def _ask(name: str, line: bytes) -> bytes:
        try:
            with open(rf"\\.\pipe\{name}", "r+b", buffering=0) as pipe:  # noqa: PTH123 - a pipe is no path
                pipe.write(line)
                return _read_line(cast("BinaryIO", pipe))
        except OSError as error:
            raise NotRunningError(name) from error

    def _read_line(pipe: BinaryIO) -> bytes:
        answer = b""
        while not answer.endswith(b"\n") and (more := pipe.read(4096)):
            answer += more
        return answer
else:

    def _ask(address: str, line: bytes) -> bytes:
        if not is_ours(address):
            raise NotRunningError(address)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(_TIMEOUT)
            try:
                connection.connect(address)
                connection.sendall(line)
                with connection.makefile("rb") as answers:
                    return answers.readline()
            except BlockingIOError as error:  # so many wait already that the system lets no one else in
                raise TimeoutError from error
            except TimeoutError:
                raise
            except OSError as error:
                raise NotRunningError(address) from error

    def is_ours(address: str) -> bool:
        """Whether the socket is of the same user: in a folder for all, another one could lay it out."""
        path = Path(address)
        try:
            return path.stat().st_uid in (os.getuid(), path.parent.stat().st_uid)
        except OSError:
            return False
