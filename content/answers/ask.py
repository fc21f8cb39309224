"""Asks a server to write an answer: one POST, the system's certificates and proxies.

What is sent is made in prompt.py, what comes back is judged in reply.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from urllib3.response import BaseHTTPResponse

from content.answers.errors import AnswerError
from content.answers.model import Asked, WrittenAnswer
from content.answers.prompt import request
from content.answers.reply import LARGEST, written
from content.policy.endpoint import ADMIN, REMEDY, address_fault
from content.policy.model import Endpoint
from content.problems import ContentError
from content.servers.named import NoKeyError, NoReplyError, asked, body_of, key_in

# Everything the server learns beside the question; not even the version.
_HEADERS = {
    "User-Agent": "sidecue",
    "Content-Type": "application/json",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


def ask(endpoint: Endpoint, question: Asked, now: Callable[[], float] = time.monotonic) -> WrittenAnswer:
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
        with asked("POST", address, headers, request(question, endpoint.model), endpoint.timeout) as response:
            _require_success(response, address.netloc)
            reply = body_of(response, LARGEST, lambda: now() > ends)
    except NoReplyError as error:
        raise AnswerError(error.what, error.where, error.remedy) from error
    if reply is None:
        raise AnswerError("does not answer in time", address.netloc, "try again later")
    return written(reply, question, address.netloc)


def _address(url: str) -> str:
    """Where answers are written: below the base address that servers' manuals name, "/v1" by default."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/") or "/v1"
    return urlunsplit(parts._replace(path=f"{path}/chat/completions"))


def _key(file: str) -> str:
    """The key in ``file``. No error says anything of it."""
    try:
        return key_in(file)
    except ContentError as error:
        remedy = f"{ADMIN}: the policy's answers.key-file names it"
        raise AnswerError(error.problems[0].message, file, remedy) from None
    except NoKeyError as error:
        raise AnswerError(str(error), file, f"{ADMIN} to write the key into it, alone on one line") from None


def _require_success(response: BaseHTTPResponse, server: str) -> None:
    status = response.status
    if status == 200:
        return
    if 300 <= status < 400:  # the question is for the server that the policy names, and for no other
        what, remedy = "sends us on, which is not followed", f"{ADMIN} to write the right address"
    elif status in (401, 403):
        what, remedy = f"does not let us in (status {status})", f"{ADMIN} to check answers.key-file"
    elif status == 404:
        what, remedy = "knows no such address or model", f"{ADMIN} to check answers.url and answers.model"
    elif status in (400, 413, 422):
        what = f"does not take the question as it is put (status {status})"
        remedy = f"{ADMIN} to check that answers.model can be asked as the OpenAI interface has it"
    elif status == 429:
        what, remedy = "has too much to do", "try again later"
    else:
        what, remedy = f"answers with status {status}", "try again later"
    raise AnswerError(what, server, remedy)
