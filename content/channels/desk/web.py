"""Fetches over HTTP and HTTPS: the system's proxies and certificates, no cookies, nothing sent but a GET."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, ProtocolError
from urllib3.response import BaseHTTPResponse

from content.channels.desk.errors import FetchError
from content.channels.desk.places import redirected, shown
from content.channels.desk.proxies import Proxies, pool_through
from content.channels.desk.transports import Reply
from content.channels.desk.trouble import of_connection

_CHUNK = 1 << 16
_MOST_REDIRECTS = 5
_SHORT_ERROR_PAGE = 1 << 16  # bytes worth reading to keep the connection

# Everything the server learns about us; not even the version.
_HEADERS = {"User-Agent": "sidecue"}


class Web:
    """One connection for each server, kept while it lives. ``patience``: seconds without a byte, and more.

    A body that has taken longer than that must have come with ``slowest`` bytes a second, or it is given up.
    """

    def __init__(
        self, patience: float = 30.0, slowest: int = 512, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._patience, self._slowest, self._now = patience, slowest, now
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._proxies = Proxies()

    def open(self, address: str, headers: Mapping[str, str]) -> Reply:
        """The answer after redirections. Raises FetchError."""
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._ask(address, headers)
            location = response.get_redirect_location()
            if not location:
                names = {name.lower(): value for name, value in response.headers.items()}
                return Reply(response.status, self._body(response, address), names)
            response.close()
            address = redirected(address, location)
        raise FetchError("sends us on without end", shown(address), "ask the publisher for the right address")

    def close(self) -> None:
        """Let connections go."""
        for pool in self._pools.values():
            _let_go(pool)
        self._pools.clear()

    def _ask(self, address: str, headers: Mapping[str, str]) -> BaseHTTPResponse:
        parts = urlsplit(address)
        try:
            pool = self._pool(self._proxies.of(parts))
            try:
                return self._get(pool, address, headers)
            except ProtocolError:  # a server may close a connection just as it is used again
                _let_go(pool)
                return self._get(pool, address, headers)
        except (HTTPError, OSError, ValueError) as error:
            raise of_connection(error, parts.netloc) from error

    def _get(self, pool: urllib3.PoolManager, address: str, headers: Mapping[str, str]) -> BaseHTTPResponse:
        return pool.request(
            "GET",
            address,
            headers={**_HEADERS, **headers},
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=urllib3.Timeout(self._patience),
        )

    def _body(self, response: BaseHTTPResponse, address: str) -> Iterator[bytes]:
        began, received, ended = self._now(), 0, False
        try:
            # read1 answers with what is there: only so can the time be looked at while bytes drip in.
            while chunk := response.read1(_CHUNK, decode_content=False):
                received += len(chunk)
                seconds = self._now() - began
                if seconds > self._patience and received < seconds * self._slowest:
                    raise FetchError("sends too slowly", shown(address), "try again later")
                if response.status >= 400 and received > _SHORT_ERROR_PAGE:
                    return
                yield chunk
            ended = True
        except (HTTPError, OSError) as error:
            raise of_connection(error, urlsplit(address).netloc) from error
        finally:
            if ended:
                response.release_conn()
            else:
                response.close()

    def _pool(self, proxy: str) -> urllib3.PoolManager:
        if proxy not in self._pools:
            self._pools[proxy] = pool_through(proxy)
        return self._pools[proxy]


def _let_go(manager: urllib3.PoolManager) -> None:
    """Close its connections now; its own ``clear`` leaves that to the garbage collector."""
    for key in manager.pools.keys():  # noqa: SIM118 - it is no mapping that could be iterated over
        if (pool := manager.pools.get(key)) is not None:
            pool.close()
    manager.clear()
