"""Which addresses a server of the policy may have. Not for asking it: see content/answers, content/xapi."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

ADMIN = "ask whoever looks after this computer"
"""How a remedy begins that only they can carry out."""

REMEDY = "write https://…, or http://127.0.0.1:PORT for a server on this computer"
_LONGEST = 2000


def address_fault(url: str) -> str:
    """Why nothing is sent to ``url``, or "".

    What a person asks or does, and what a house's cards say, is encrypted on the way or stays here.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:  # half an IPv6 address, a port that is no number
        return f"is no address ({error})"
    if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        return "is no address"
    if parts.scheme not in ("https", "http") or not host:
        return "is not the address of a server on the web"
    if parts.username is not None or parts.password is not None:
        return "has a name or a password in it, which belongs into the file that key-file names"
    if "?" in url or "#" in url:
        return "has a question or a fragment behind its path"
    if parts.scheme == "http" and not is_loopback(host):
        return "would be asked without encryption"
    return ""


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this computer itself, so that nothing leaves it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
