"""A record store over a real connection: what it learns, and what it can do to us."""

from __future__ import annotations

import json
import select
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from content.policy.model import RecordStore
from content.xapi.errors import ConflictError, LaterError, LockedOutError, RefusedError
from content.xapi.server import LARGEST, RecordServer
from content.xapi.statement import statement
from tests.content.xapi.examples import ADA, NOW, event, numbered
from tests.content.xapi.store import Handler, Store, serving

BODY = json.dumps(statement(numbered(1)[1], ADA))
ID = json.loads(BODY)["id"]


def server(store: Store, **changes: object) -> RecordServer:
    return RecordServer(replace(store.record_store, **changes), lambda: NOW)  # type: ignore[arg-type]


def test_statements_arrive_with_the_headers_that_xapi_wants_and_no_others(store: Store) -> None:
    assert server(store).post([BODY]) == {ID}

    [(method, path, headers)] = store.requests
    assert (method, path) == ("POST", "/xAPI/statements")
    assert set(headers) == {
        "host", "user-agent", "accept", "accept-encoding", "connection", "content-length", "content-type",
        "x-experience-api-version",
    }  # fmt: skip
    assert headers["x-experience-api-version"] == "1.0.3"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == "sidecue"
    assert store.statements[ID] == json.loads(BODY)


def test_a_statement_is_asked_for_by_its_id(store: Store) -> None:
    server(store).post([BODY])
    assert server(store).statement(ID) == json.loads(BODY)
    assert server(store).statement("7 & more") is None
    assert store.requests[-1][1] == "/xAPI/statements?statementId=7%20%26%20more"


def test_what_was_there_already_is_confirmed_without_words(store: Store) -> None:
    store.sends(204)
    assert server(store).post([BODY]) == {ID}


@pytest.mark.parametrize(
    ("status", "kind", "what"),
    [
        (400, RefusedError, 'refuses it (status 400), and says "no: such thing"'),
        (413, RefusedError, "refuses it (status 413)"),
        (422, RefusedError, "refuses it (status 422)"),
        (409, ConflictError, "has another statement of the same id"),
        (401, LockedOutError, "does not let us in (status 401)"),
        (403, LockedOutError, "does not let us in (status 403)"),
        (404, LockedOutError, "keeps no statements here (status 404)"),
        (405, LockedOutError, "keeps no statements here (status 405)"),
        (408, LaterError, "answers with status 408"),
        (429, LaterError, "has too much to do"),
        (500, LaterError, "answers with status 500"),
        (503, LaterError, "answers with status 503"),
        (202, LaterError, "answers with status 202"),
    ],
)
def test_each_status_has_its_meaning(store: Store, status: int, kind: type[Exception], what: str) -> None:
    store.sends(status, b"no:\n\x1b such\tthing")
    with pytest.raises(kind) as caught:
        server(store).post([BODY])
    assert type(caught.value) is kind
    assert what in str(caught.value)
    assert str(caught.value).startswith(store.address.removeprefix("http://"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirection_takes_statements_elsewhere(store: Store, status: int) -> None:
    with serving() as other:
        store.sends(status, Location=f"{other.address}/xAPI/statements")
        with pytest.raises(LockedOutError, match="sends us on, which is not followed"):
            server(store).post([BODY])
        assert other.requests == []


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("99999999999999999999", 86_400.0),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300.0),
        (format_datetime(NOW - timedelta(days=5), usegmt=True), 0.0),
        (format_datetime(NOW + timedelta(days=500), usegmt=True), 86_400.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("Mon, 99 Foo 2026 99:99:99 GMT", None),
        ("²", None),
    ],
)
def test_a_server_may_say_when_it_wants_to_be_asked_again(
    store: Store, retry_after: str, seconds: float | None
) -> None:
    store.sends(429, Retry_After=retry_after.encode("utf-8").decode("latin-1"))
    with pytest.raises(LaterError) as caught:
        server(store).post([BODY])
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    "body",
    [b"<html>Log in</html>", b"{}", b"[]", b"[7]", b'["seven"]', b"", b"[" * 90_000, b"\xff\xfe", b"null"],
)
def test_nonsense_confirms_nothing(store: Store, body: bytes) -> None:
    store.sends(200, body)
    with pytest.raises(LaterError, match="answers with something that confirms nothing"):
        server(store).post([BODY])


def flood(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000000")
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(b" " * 10_000)


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not select.select([handler.connection], [], [], 0.05)[0]:  # until we hang up
        handler.wfile.write(b" ")
    handler.close_connection = True


def silence(handler: Handler) -> None:
    select.select([handler.connection], [], [], 8)
    handler.close_connection = True


def cut(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'["')
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    handler.connection.close()
    handler.close_connection = True


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (flood, f"sends more than {LARGEST:,} bytes"),
        (drip, "does not answer in time"),
        (silence, "does not answer in time"),
        (cut, "broke the connection"),
        (hang_up, "broke the connection"),
    ],
)
def test_a_server_that_misbehaves_is_left_soon(
    store: Store, answer: Callable[[Handler], None], what: str
) -> None:
    store.answer = answer
    began = time.monotonic()
    with pytest.raises(LaterError, match=what):
        server(store, timeout=1).post([BODY])
    assert time.monotonic() - began < 4


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(LaterError, match=r"127\.0\.0\.1:9: cannot be reached; it is tried again later"):
        RecordServer(RecordStore("http://127.0.0.1:9/xAPI")).post([BODY])


@pytest.mark.parametrize("url", ["http://lrs.example.org/xAPI", "http://192.0.2.7", "ftp://127.0.0.1", "x"])
def test_a_place_that_is_not_safe_is_not_asked(url: str) -> None:
    with pytest.raises(LockedOutError) as caught:
        RecordServer(RecordStore(url))
    assert caught.value.where == "xapi.url of the policy"


@pytest.mark.parametrize(
    ("said", "sent"), [("lrs-7:geheim\n", "Basic bHJzLTc6Z2VoZWlt"), ("tok-geheim", "Bearer tok-geheim")]
)
def test_the_key_is_sent_and_nothing_says_it(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture, said: str, sent: str
) -> None:
    key = tmp_path / "lrs.key"
    key.write_text(said)
    caplog.set_level("DEBUG")

    server(store, key_file=str(key)).post([BODY])
    assert store.requests[0][2]["authorization"] == sent
    store.sends(401, b"no")
    with pytest.raises(LockedOutError) as caught:
        server(store, key_file=str(key)).post([BODY])
    for told in (str(caught.value), caplog.text):
        assert "geheim" not in told
        assert "Z2VoZWlt" not in told


@pytest.mark.parametrize("text", ["", "\n", "a:geheim\r\nX-Evil: 1\n", "a geheim", "a:gehéim"])
def test_what_is_no_key_is_neither_sent_nor_said(store: Store, tmp_path: Path, text: str) -> None:
    key = tmp_path / "lrs.key"
    key.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(LockedOutError, match="holds no key") as caught:
        server(store, key_file=str(key)).post([BODY])
    assert "geh" not in str(caught.value)
    assert store.requests == []


def test_a_key_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(LockedOutError, match="does not exist; ask whoever looks after this computer"):
        server(store, key_file=str(tmp_path / "none")).post([BODY])
    assert store.requests == []


def test_this_computer_is_asked_without_the_proxy_of_the_environment(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        monkeypatch.setenv("ALL_PROXY", proxy.address)
        server(store).post([BODY])
        assert (len(store.requests), proxy.requests) == (1, [])


def test_nothing_but_statements_is_sent(store: Store, home: Path) -> None:
    happened = event(title="Salary of Grace")
    server(store).post([json.dumps(statement(happened, ADA))])
    everything = json.dumps(store.requests) + json.dumps(store.statements)
    assert "Salary" not in everything
    assert str(home) not in everything
