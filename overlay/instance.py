"""What other starts of the command and the running app say to each other, and where the app listens.

One JSON object a line each way; only the same user may connect. The other side is cli/remote.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping

from triggers.loop import Loop

Answer = Mapping[str, object]
Handler = Callable[[Mapping[str, object]], Answer]


class AlreadyRunningError(Exception):
    """Another Sidecue answers at this address."""


def listen(address: str, handle: Handler, loop: Loop) -> Callable[[], None]:
    """Answer with ``handle`` whoever asks at ``address``; the result ends that.

    Raises AlreadyRunningError, or OSError when the address cannot be had at all.
    """
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
