"""Speaks with a Learning Record Store as xAPI 1.0.3 says, one request at a time. When to ask: delivery.py.

The system's certificates and proxies, no redirections, limits on bytes and time; what a server says is not
believed further than it has to be. Errors name the server and never what lets us in.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import UUID

from urllib3.response import BaseHTTPResponse

from content.policy.endpoint import ADMIN, REMEDY, address_fault
from content.policy.model import RecordStore
from content.problems import ContentError
from content.servers.named import NoKeyError, NoReplyError, asked, body_of, key_in
from content.xapi.errors import ConflictError, LaterError, LockedOutError, RefusedError
from content.xapi.vocabulary import VERSION

LARGEST = 1 << 18
"""Bytes of an answer: a statement of ours is below a thousand, the ids of a batch below four thousand."""
LONGEST_WAIT = 86_400.0
"""Seconds: no server can make us silent for longer by asking for it."""
_LONGEST_SAID = 200
_AGAIN = "it is tried again later"


class RecordServer:
    """The Learning Record Store of the policy."""

    def __init__(
        self,
        store: RecordStore,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``now`` has a time zone; ``clock`` counts seconds. Raises LockedOutError for an unsafe address."""
        if fault := address_fault(store.url):
            raise LockedOutError(fault, "xapi.url of the policy", REMEDY)
        self._store, self._now, self._clock = store, now, clock
        self.name = urlsplit(store.url).netloc

    def post(self, bodies: Sequence[str]) -> frozenset[str]:
        """Send statements, in JSON each; the ids of those that are there now, at least one.

        All of ``bodies`` or nothing is taken, as xAPI demands; sending one again changes nothing. Raises
        LaterError, LockedOutError, RefusedError or ConflictError.
        """
        status, body = self._ask("POST", self._address(), f"[{','.join(bodies)}]".encode())
        if status == 204:  # they were there already
            return frozenset(_id_of(json.loads(one)["id"]) for one in bodies)
        try:
            said = json.loads(body)
            confirmed = frozenset(_id_of(one) for one in said) if isinstance(said, list) else frozenset()
        except (ValueError, RecursionError):
            confirmed = frozenset()
        if not confirmed:  # a network's login page, say
            raise self._later("answers with something that confirms nothing")
        return confirmed

    def statement(self, name: str) -> dict[str, Any] | None:
        """The statement with the id ``name``, None for none. Raises LaterError or LockedOutError."""
        try:
            _, body = self._ask("GET", f"{self._address()}?statementId={quote(name, safe='')}", b"")
            said = json.loads(body)
        except (RefusedError, ValueError, RecursionError):
            return None
        return said if isinstance(said, dict) else None

    def _ask(self, method: str, address: str, body: bytes) -> tuple[int, bytes]:
        headers = self._headers(has_body=bool(body))
        ends = self._clock() + self._store.timeout
        try:
            with asked(method, urlsplit(address), headers, body or None, self._store.timeout) as response:
                received = self._received(response, ends)
                self._require_success(response, received, asks=method == "GET")
        except NoReplyError as error:
            raise LaterError(error.what, error.where, _AGAIN if error.passes else error.remedy) from error
        return response.status, received

    def _address(self) -> str:
        parts = urlsplit(self._store.url)
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/statements"))

    def _headers(self, *, has_body: bool) -> dict[str, str]:
        headers = {
            "User-Agent": "sidecue",
            "X-Experience-API-Version": VERSION,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        if has_body:
            headers["Content-Type"] = "application/json"
        if self._store.key_file:
            headers["Authorization"] = _authorization(self._store.key_file)
        return headers

    def _received(self, response: BaseHTTPResponse, ends: float) -> bytes:
        received = body_of(response, LARGEST, lambda: self._clock() > ends)
        if received is None:
            raise self._later("does not answer in time")
        if len(received) > LARGEST:
            raise self._later(f"sends more than {LARGEST:,} bytes")
        return received

    def _require_success(self, response: BaseHTTPResponse, received: bytes, *, asks: bool) -> None:
        status = response.status
        if status in (200, 204):
            return
        if 300 <= status < 400:  # statements are for the server that the policy names, and for no other
            remedy = f"{ADMIN} to write the right address"
            raise LockedOutError("sends us on, which is not followed", self.name, remedy)
        if status in (401, 403):
            remedy = f"{ADMIN} to check xapi.key-file"
            raise LockedOutError(f"does not let us in (status {status})", self.name, remedy)
        if status == 404 and asks:
            raise RefusedError("has no such statement", self.name, "")
        if status in (404, 405, 410):
            remedy = f"{ADMIN} to check xapi.url"
            raise LockedOutError(f"keeps no statements here (status {status})", self.name, remedy)
        if status == 409:
            raise ConflictError("has another statement of the same id (status 409)", self.name, "")
        if status in (400, 413, 422):
            raise RefusedError(f"refuses it (status {status}){_said(received)}", self.name, "")
        wait = _seconds(response.headers.get("Retry-After", ""), self._now())
        what = "has too much to do" if status == 429 else f"answers with status {status}"
        raise self._later(what, wait)

    def _later(self, what: str, retry_after: float | None = None) -> LaterError:
        return LaterError(what, self.name, _AGAIN, retry_after)


def _authorization(file: str) -> str:
    """What is in ``file``: name:secret as most servers give it, or a token. No error says anything of it."""
    try:
        key = key_in(file)
    except ContentError as error:
        remedy = f"{ADMIN}: the policy's xapi.key-file names it"
        raise LockedOutError(error.problems[0].message, file, remedy) from None
    except NoKeyError as error:
        remedy = f"{ADMIN} to write name:secret or a token into it, alone on one line"
        raise LockedOutError(str(error), file, remedy) from None
    return f"Basic {base64.b64encode(key.encode()).decode()}" if ":" in key else f"Bearer {key}"


def _id_of(said: object) -> str:
    """The one spelling of an id. Raises ValueError."""
    return str(UUID(said if isinstance(said, str) else ""))


def _said(received: bytes) -> str:
    """The server's own words, for whoever mends it: a line of plain text, and no more than that."""
    words = received[: _LONGEST_SAID * 4].decode("utf-8", "replace")
    printable = "".join(char if char.isprintable() else " " for char in words)
    plain = " ".join(printable.split())[:_LONGEST_SAID]
    return f', and says "{plain}"' if plain else ""


def _seconds(retry_after: str, now: datetime) -> float | None:
    """Retry-After, seconds or a date, as seconds from ``now``; None where there is none that makes sense."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(wait.total_seconds(), 0.0), LONGEST_WAIT)
