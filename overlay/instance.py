"""What other starts of the command and the running app say to each other, and where the app listens.

One JSON object a line each way; only the same user may connect. The other side is cli/remote.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence

from triggers.loop import Loop

Answer = Mapping[str, object]
Handler = Callable[[Mapping[str, object]], Answer]


class AlreadyRunningError(Exception):
    """Another Sidecue answers at one of these addresses."""


class NoAddressError(Exception):
    """None of the addresses can be had: where, why, and what to do."""

    def __init__(self, address: str, error: OSError) -> None:
        super().__init__(
            f"{address}: other starts of Sidecue cannot be heard here: {error.strerror or error}; "
            "make this folder writable, or choose another with --profile"
        )


def listen(addresses: Sequence[str], handle: Handler, loop: Loop) -> Callable[[], None]:
    """Answer with ``handle`` at the first of ``addresses`` that can be had; the result ends that.

    Raises AlreadyRunningError when somebody answers at any of them already, or NoAddressError.
    """
    for address in addresses:
        if _answers(address):
            raise AlreadyRunningError(f"another Sidecue answers at {address}")
    problem: NoAddressError | None = None
    for address in addresses:
        try:
            return _listen_at(address, handle, loop)
        except OSError as error:
            problem = problem or NoAddressError(address, error)
    raise problem or ValueError("there is no address")


def _answers(address: str) -> bool:
    if sys.platform == "win32":
        from overlay.instance_pipe import answers
    else:
        from overlay.instance_socket import answers
    return answers(address)


def _listen_at(address: str, handle: Handler, loop: Loop) -> Callable[[], None]:
    if sys.platform == "win32":
        from overlay.instance_pipe import PipeServer

        end = PipeServer(address, handle).close
    else:
        from overlay.instance_socket import SocketServer

        end = SocketServer(address, handle, loop).close
    return end


def answer_line(line: bytes, handle: Handler) -> bytes:
    """The answer to one request, both as a line of JSON."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        request = None
    is_object = isinstance(request, dict)
    answer = handle(request) if is_object else {"error": "the request is no JSON object"}
    return json.dumps(answer).encode() + b"\n"
