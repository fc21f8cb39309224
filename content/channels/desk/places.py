"""Where a channel can lie: what people write, as one kind of address. Not for fetching: see transports.py."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit
from urllib.request import url2pathname

from content.channels.desk.errors import FetchError
from content.channels.errors import ChannelError

_WEB = ("https", "http")
_ANY_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:")  # two letters at least: "C:" is a drive
_LONGEST = 2000
_PATHS = (PurePosixPath, PureWindowsPath)  # the desks may run another system than the publisher
_REMEDY = "write https://…, the path of a folder, or file:///…"


def address_of(what: str) -> str:
    """The address behind ``what``: a URL, a path, a share or a file URL. Raises ChannelError for others."""
    if len(what) > _LONGEST:
        raise ChannelError("is too long for an address", f"{what[:40]}…", _REMEDY)
    try:
        return _url(what) if _ANY_SCHEME.match(what) else Path(what).expanduser().absolute().as_uri()
    except (ValueError, RuntimeError) as error:  # half an IPv6 address; the home of nobody
        raise ChannelError(f"is no address ({error})", what, _REMEDY) from error


def require_absolute(what: str) -> None:
    """Raises ChannelError unless ``what`` is an address that names the same place wherever it is read."""
    address_of(what)
    if not (_ANY_SCHEME.match(what) or any(kind(what).is_absolute() for kind in _PATHS)):
        raise ChannelError("is not an address that every desk finds", what, _REMEDY)


def base_of(address: str) -> str:
    """``address`` as that of a folder: other names are appended to it."""
    return address if address.endswith("/") else f"{address}/"


def is_web(address: str) -> bool:
    """Whether asking there uses the network by HTTP."""
    return urlsplit(address).scheme in _WEB


def folder_of(address: str) -> Path:
    """The folder or file that a file URL names; a server's name makes it a share."""
    parts = urlsplit(address)
    if parts.netloc not in ("", "localhost"):
        return Path(PureWindowsPath(f"//{parts.netloc}{url2pathname(parts.path)}"))
    return Path(url2pathname(parts.path))


def shown(address: str) -> str:
    """``address`` as people know it, without a password."""
    parts = urlsplit(address)
    if parts.scheme == "file":
        return str(folder_of(address))
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def redirected(address: str, location: str) -> str:
    """Where a redirection leads. Raises FetchError when that is no better place than the one we asked."""
    try:
        target = urljoin(address, location)
        before, after = urlsplit(address).scheme, urlsplit(target).scheme
    except ValueError:
        target = before = after = ""
    if after not in _WEB or (before == "https" and after != "https") or len(target) > _LONGEST:
        what = f'sends us on to an address that begins with "{after}:", which is not followed'
        raise FetchError(what, shown(address), "ask the publisher for the right address")
    return target


def _url(what: str) -> str:
    parts = urlsplit(what)
    scheme = parts.scheme.lower()
    if scheme not in (*_WEB, "file"):
        raise ChannelError("is no kind of address that channels have", shown(what), _REMEDY)
    if scheme in _WEB and not parts.hostname:
        raise ChannelError("names no server", what, _REMEDY)
    if parts.username is not None or parts.password is not None:
        remedy = "leave them out; a channel is signed, not secret"
        raise ChannelError("has a name or a password in it", shown(what), remedy)
    if scheme == "file" and parts.netloc not in ("", "localhost") and sys.platform != "win32":
        raise ChannelError(f"is a share of {parts.netloc}", what, "mount it and write the path of its folder")
    return urlunsplit(SplitResult(scheme, parts.netloc, quote(parts.path, safe="/%:@!$&'()*+,;=~"), "", ""))
