"""A server out of its mind, or of bad faith: the desk shows what it showed, and goes on when all is well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.channels.desk.server import Handler
from tests.content.channels.desk.siege import Siege, new_release, versions, withstood


def endless(handler: Handler, _path: str) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"x" * 65536)


def server_error(handler: Handler, _path: str) -> None:
    handler.say(500, b"broken")


def to_a_local_file(handler: Handler, _path: str) -> None:
    handler.say(302, b"", Location=Path("/etc/passwd").as_uri())


def round_and_round(handler: Handler, path: str) -> None:
    handler.say(302, b"", Location=path)


def cut_short(handler: Handler, _path: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.close_connection = True


def no_http(handler: Handler, _path: str) -> None:
    handler.wfile.write(b"\x00\xff" * 100)
    handler.close_connection = True


def packed_bomb(handler: Handler, path: str) -> None:
    import gzip

    bomb = gzip.compress(b"\0" * 10_000_000)
    handler.say(200, bomb, **{"Content-Encoding": "gzip"})


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (endless, "sends more than was signed"),
        (server_error, "answers with status 500"),
        (to_a_local_file, 'sends us on to an address that begins with "file:", which is not followed'),
        (round_and_round, "sends us on without end"),
        (cut_short, "broke the connection"),
        (no_http, "broke the connection"),
        (packed_bomb, "perhaps a network's login page"),
    ],
)
@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "desk-1.1.cue"])
def test_a_server_out_of_its_mind_shows_and_loses_nothing(
    siege: Siege, answer: Callable[[Handler, str], None], said: str, name: str
) -> None:
    def take_over(handler: Handler, path: str) -> bool:
        if path.endswith(name):
            answer(handler, path)
        return path.endswith(name)

    new_release(siege)
    siege.site.answer = take_over
    told = withstood(siege)
    if answer is not packed_bomb:
        assert said in told

    siege.site.answer = None
    siege.desk.update()
    assert versions(siege.desk) == {"desk": "1.1"}
