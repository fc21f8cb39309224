"""Asks a server to write an answer: one POST, the system's certificates and proxies.

What is sent is made in prompt.py, what comes back is judged in reply.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from content.answers.errors import AnswerError
from content.answers.model import Asked, WrittenAnswer
from content.answers.prompt import request
from content.answers.reply import LARGEST, written
from content.channels.desk.errors import FetchError
from content.channels.desk.proxies import Proxies, pool_through
from content.channels.desk.trouble import of_connection
from content.policy.endpoint import REMEDY, address_fault, is_loopback
from content.policy.model import Endpoint
from content.problems import ContentError
from content.text_file import read_text

_CHUNK = 1 << 14
# Everything the server learns beside the question; not even the version.
_HEADERS = {
    "User-Agent": "sidecue",
    "Content-Type": "application/json",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_LONGEST_KEY = 4_000  # bytes of its file
_ADMIN = "ask whoever looks after this computer"


def ask(endpoint: Endpoint, asked: Asked, now: Callable[[], float] = time.monotonic) -> WrittenAnswer:
    """What ``endpoint`` writes. Raises AnswerError.

    A server may still drip its headers for ever: who calls this does so in a process that can be ended.
    """
    if fault := address_fault(endpoint.url):
        raise AnswerError(fault, "answers.url of the policy", REMEDY)
    address = urlsplit(_address(endpoint.url))
    headers = dict(_HEADERS)
    if endpoint.key_file:
        headers["Authorization"] = f"Bearer {_key(endpoint.key_file)}"
    ends = now() + endpoint.timeout
    try:
        # This computer is asked directly: a proxy would carry the question away, unencrypted.
        proxy = "" if is_loopback(address.hostname or "") else Proxies().of(address)
        with pool_through(proxy) as pool:
            response = pool.request(
                "POST",
                urlunsplit(address),
                body=request(asked, endpoint.model),
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=urllib3.Timeout(endpoint.timeout),
            )
            try:
                _require_success(response, address.netloc)
                reply = _body(response, address.netloc, lambda: now() > ends)
            finally:
                response.close()
    except FetchError as error:
        raise AnswerError(error.what, error.where, error.remedy) from error
    except (HTTPError, OSError, ValueError) as error:
        plain = of_connection(error, address.netloc)
        raise AnswerError(plain.what, plain.where, plain.remedy) from error
    return written(reply, asked, address.netloc)


def _address(url: str) -> str:
    """Where answers are written: below the base address that servers' manuals name, "/v1" by default."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/") or "/v1"
    return urlunsplit(parts._replace(path=f"{path}/chat/completions"))


def _key(file: str) -> str:
    """The key in ``file``. No error says anything of it."""
    try:
        key = read_text(Path(file), file, _LONGEST_KEY).strip()
    except ContentError as error:
        problem = error.problems[0]
        raise AnswerError(
            problem.message, file, f"{_ADMIN}: the policy's answers.key-file names it"
        ) from None
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise AnswerError("holds no key", file, f"{_ADMIN} to write the key into it, alone on one line")
    return key


def _require_success(response: BaseHTTPResponse, server: str) -> None:
    status = response.status
    if status == 200:
        return
    if 300 <= status < 400:  # the question is for the server that the policy names, and for no other
        what, remedy = "sends us on, which is not followed", f"{_ADMIN} to write the right address"
    elif status in (401, 403):
        what, remedy = f"does not let us in (status {status})", f"{_ADMIN} to check answers.key-file"
    elif status == 404:
        what, remedy = "knows no such address or model", f"{_ADMIN} to check answers.url and answers.model"
    elif status in (400, 413, 422):
        what = f"does not take the question as it is put (status {status})"
        remedy = f"{_ADMIN} to check that answers.model can be asked as the OpenAI interface has it"
    elif status == 429:
        what, remedy = "has too much to do", "try again later"
    else:
        what, remedy = f"answers with status {status}", "try again later"
    raise AnswerError(what, server, remedy)


def _body(response: BaseHTTPResponse, server: str, is_late: Callable[[], bool]) -> bytes:
    """At most one byte more than a reply may have."""
    received = b""
    # read1 answers with what is there: only so can the time be looked at while bytes drip in.
    while len(received) <= LARGEST and (chunk := response.read1(_CHUNK, decode_content=False)):
        received += chunk
        if is_late():
            raise AnswerError("does not answer in time", server, "try again later")
    return received[: LARGEST + 1]
