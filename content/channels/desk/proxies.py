"""The system's proxies and certificates, as connections need them. Not for the connections themselves."""

from __future__ import annotations

import ssl
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import truststore
import urllib3

from content.channels.desk.errors import FetchError


class Proxies:
    """As the system's settings and HTTPS_PROXY, NO_PROXY and so on name them; scripts (PAC) are not run."""

    def __init__(self) -> None:
        self._proxies = getproxies()

    def of(self, address: SplitResult) -> str:
        """The proxy on the way to ``address``, "" for none."""
        proxy = self._proxies.get(address.scheme) or self._proxies.get("all", "")
        if not proxy or proxy_bypass(address.netloc):
            return ""
        return proxy if "://" in proxy else f"http://{proxy}"


def pool_through(proxy: str) -> urllib3.PoolManager:
    """Connections through ``proxy``, or straight ones for "". Raises FetchError for a proxy of another kind.

    Certificates are those of the system's own store, where a company keeps its own.
    """
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if not proxy:
        return urllib3.PoolManager(ssl_context=trust)
    parts = urlsplit(proxy)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"is a proxy of the kind {parts.scheme}:", bare, "set an HTTP proxy (HTTPS_PROXY)")
    headers = {}
    if parts.username is not None:
        person = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers = urllib3.make_headers(proxy_basic_auth=person)
    return urllib3.ProxyManager(bare, proxy_headers=headers, ssl_context=trust, proxy_ssl_context=trust)
