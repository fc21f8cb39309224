"""One request to a server that the policy names, and the key that lets us in. Not for what is asked of it.

The system's certificates and proxies, no redirection, no retry; this computer is asked directly. Whoever asks
reads no more, and waits no longer, than it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from content.channels.desk.errors import FetchError
from content.channels.desk.proxies import Proxies, pool_through
from content.channels.desk.trouble import of_connection
from content.policy.endpoint import is_loopback
from content.text_file import read_text

_CHUNK = 1 << 14
_LONGEST_KEY = 4_000  # bytes of its file


class NoReplyError(Exception):
    """The server could not be asked, or broke off. ``where`` names it; ``remedy`` says what to do.

    ``passes`` unless somebody has to mend something here first, as with a proxy.
    """

    def __init__(self, what: str, where: str, remedy: str, *, passes: bool) -> None:
        super().__init__(f"{where}: {what}; {remedy}")
        self.what, self.where, self.remedy, self.passes = what, where, remedy, passes


class NoKeyError(Exception):
    """A file holds no key that can be sent; says nothing of what it holds."""


@contextmanager
def asked(
    method: str, address: SplitResult, headers: Mapping[str, str], body: bytes | None, timeout: float
) -> Iterator[BaseHTTPResponse]:
    """The answer of the server at ``address``, its body not read yet. Raises NoReplyError.

    What is raised while it is read is told as what it was, unless it is of the connection.
    """
    try:
        # A proxy would carry what is for this computer away, unencrypted.
        proxy = "" if is_loopback(address.hostname or "") else Proxies().of(address)
        with pool_through(proxy) as pool:
            response = pool.request(
                method,
                urlunsplit(address),
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=urllib3.Timeout(timeout),
            )
            try:
                yield response
            finally:
                response.close()
    except FetchError as error:
        raise NoReplyError(error.what, error.where, error.remedy, passes=False) from error
    except (HTTPError, OSError, ValueError) as error:
        plain = of_connection(error, address.netloc)
        raise NoReplyError(plain.what, plain.where, plain.remedy, passes=True) from error


def body_of(response: BaseHTTPResponse, largest: int, is_late: Callable[[], bool]) -> bytes | None:
    """At most one byte more than the ``largest`` body; None when ``is_late`` came true while it was read."""
    received = b""
    # read1 answers with what is there: only so can the time be looked at while bytes drip in.
    while len(received) <= largest and (chunk := response.read1(_CHUNK, decode_content=False)):
        received += chunk
        if is_late():
            return None
    return received[: largest + 1]


def key_in(file: str) -> str:
    """The key in ``file``, alone on one line. Raises NoKeyError, or ContentError when it cannot be read."""
    key = read_text(Path(file), file, _LONGEST_KEY).strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise NoKeyError("holds no key")
    return key
