"""What keeps a channel from giving anything new, in plain words with a remedy. Not for bad bundles."""

from __future__ import annotations

import errno
import ssl
from datetime import datetime

from tuf.api import exceptions as tuf
from tuf.api.serialization import DeserializationError
from urllib3 import exceptions as http

from content.channels.desk.errors import FetchError
from content.channels.errors import ChannelError, UnreachableError, UntrustedError

_AGAIN = "try again later"
_PUBLISHER = "nothing was taken over; tell the publisher if it stays so"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_WRITING = (errno.EROFS, errno.EACCES, errno.EPERM)


def of_connection(error: Exception, server: str) -> FetchError:
    """``error`` of urllib3 or the system while speaking with ``server``."""
    reason = error.reason if isinstance(error, http.MaxRetryError) and error.reason else error
    if isinstance(reason, http.ProxyError):
        remedy = "check the system's proxy settings, or HTTPS_PROXY and NO_PROXY"
        why = _why(reason.original_error)
        return FetchError(f"cannot be reached, because the proxy does not work: {why}", server, remedy)
    if isinstance(reason, (http.SSLError, ssl.SSLError)):
        remedy = "check address and clock, or have your company's certificate installed on this computer"
        return FetchError(f"cannot prove who it is: {_why(reason)}", server, remedy)
    if isinstance(reason, (http.NameResolutionError, http.NewConnectionError)):
        return FetchError("cannot be reached", server, f"check the network, or {_AGAIN}")
    if isinstance(reason, (http.TimeoutError, TimeoutError)):
        return FetchError("does not answer in time", server, _AGAIN)
    return FetchError(f"broke the connection: {_why(reason)}", server, _AGAIN)


def of_status(status: int, where: str) -> UnreachableError:
    """An HTTP status that brought no file."""
    if status in (404, 410):
        what, remedy = "there is no channel here", "check the address, or ask the publisher for it"
    elif status in (401, 403):
        what, remedy = f"does not let us in (status {status})", "ask the publisher to open it for reading"
    elif status == 407:
        what, remedy = "the proxy on the way wants a name and a password", "ask your administrator for them"
    else:
        what, remedy = f"answers with status {status}", _AGAIN
    return UnreachableError(what, where, remedy)


def of_update(error: Exception, where: str, now: datetime) -> ChannelError:
    """``error`` of python-tuf or of the disk while a channel at ``where`` was updated."""
    if isinstance(error, ChannelError):
        return error
    if isinstance(error, FetchError):
        return UnreachableError(error.what, error.where, error.remedy)
    if isinstance(error, tuf.DownloadHTTPError):
        return of_status(error.status_code, where)
    if isinstance(error, OSError):
        return of_disk(error)
    if isinstance(error, tuf.ExpiredMetadataError):
        return UntrustedError(
            f"is out of date by this computer's clock, which shows {now:%Y-%m-%d %H:%M}",
            where,
            "set the clock if it is wrong; if it is right, the publisher has to sign anew",
        )
    for kind, what in _UNTRUSTED:
        if isinstance(error, kind):
            return UntrustedError(what, where, _PUBLISHER)
    return UntrustedError(f"is no channel that can be trusted ({error})", where, _PUBLISHER)


_UNTRUSTED: tuple[tuple[type[Exception], str], ...] = (
    (tuf.DownloadLengthMismatchError, "sends more than was signed"),
    (tuf.UnsignedMetadataError, "is not signed by the publisher's keys"),
    (tuf.BadVersionNumberError, "offers an older state than this desk has seen"),
    (tuf.LengthOrHashMismatchError, "sends something else than was signed"),
    (DeserializationError, "answers with something that is no channel, perhaps a network's login page"),
)


def of_disk(error: OSError) -> ChannelError:
    """``error`` while something was kept on this computer."""
    where = str(error.filename or "the profile")
    if error.errno in _NO_ROOM:
        return ChannelError("there is no room left", where, "make room; what was there before stays in use")
    if error.errno in _NO_WRITING:
        return ChannelError("cannot be written", where, "make the profile's folder writable")
    return ChannelError(f"cannot be kept: {_why(error)}", where, "check the disk")


def _why(error: BaseException) -> str:
    """The shortest true words; urllib3's own begin with the object's address."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error.__cause__, OSError) and error.__cause__.strerror:  # what urllib3 made words of
        return error.__cause__.strerror
    first = error.args[0] if error.args else None
    if isinstance(first, BaseException):
        return _why(first)
    return str(error).rpartition("> ")[2] or type(error).__name__
