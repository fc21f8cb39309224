from __future__ import annotations

import errno
import json
import os
import socket
import stat
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlay.cli.remote import LONGEST_REQUEST, NotRunningError, ask
from overlay.instance import AlreadyRunningError, NoAddressError, answer_line, listen
from tests.triggers.fake_loop import FakeLoop
from triggers.loop import SelectorLoop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets; Windows has a pipe")


class Server:
    """A running app's ear in a thread of its own; ``heard`` is what it was asked."""

    def __init__(self, address: Path) -> None:
        self.address = str(address)
        self.heard: list[Mapping[str, object]] = []
        self._loop = SelectorLoop()
        self._ended = False
        self._end = listen([self.address], self._answer, self._loop)
        self._thread = threading.Thread(target=self._run, name="ear")
        self._thread.start()

    def _answer(self, request: Mapping[str, object]) -> Mapping[str, object]:
        self.heard.append(request)
        return {"asked": request.get("verb"), "long": "x" * int(str(request.get("length", 0)))}

    def _run(self) -> None:
        self._loop.run(until=lambda: self._ended, timeout=60)

    def stop(self) -> None:
        """Take the ear away, as the app does when it quits; may be called twice."""
        self._loop.call_threadsafe(self._stop)
        self._thread.join()
        self._end()
        self._loop.close()

    def _stop(self) -> None:
        self._end()
        self._ended = True


@pytest.fixture
def address(home: Path) -> Path:
    return home / "profile" / "sidecue.sock"


@pytest.fixture
def server(address: Path) -> Iterator[Server]:
    made = Server(address)
    yield made
    made.stop()


Connect = Callable[[], socket.socket]


@pytest.fixture
def connect(server: Server) -> Iterator[Connect]:
    made: list[socket.socket] = []

    def connect() -> socket.socket:
        made.append(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        made[-1].settimeout(5)
        made[-1].connect(server.address)
        return made[-1]

    yield connect
    for connection in made:
        connection.close()


def rest_of(connection: socket.socket) -> bytes:
    """Everything the other side still says, until it hangs up."""
    said = b""
    try:
        while more := connection.recv(65536):
            said += more
    except ConnectionResetError:
        pass
    return said


def test_a_question_is_answered(server: Server) -> None:
    assert ask(server.address, {"verb": "status", "text": "Zahlläufe ✓"})["asked"] == "status"
    assert server.heard == [{"verb": "status", "text": "Zahlläufe ✓"}]


def test_many_ask_one_after_the_other_and_at_once(server: Server) -> None:
    answers: list[Any] = []
    askers = [
        threading.Thread(target=lambda n=n: answers.append(ask(server.address, {"verb": n})["asked"]))
        for n in range(20)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert sorted(answers) == list(range(20))


def test_a_long_answer_arrives_whole(server: Server) -> None:
    assert len(ask(server.address, {"verb": "status", "length": 150_000})["long"]) == 150_000


def test_only_the_same_user_may_connect(server: Server) -> None:
    assert stat.S_IMODE(Path(server.address).stat().st_mode) == 0o600


def test_a_question_may_come_in_pieces(connect: Connect) -> None:
    connection = connect()
    for piece in (b'{"ver', b'b": "to', b'ggle"}', b"\n"):
        connection.sendall(piece)
    assert json.loads(rest_of(connection))["asked"] == "toggle"


def test_who_says_half_a_line_and_leaves_is_not_heard(server: Server, connect: Connect) -> None:
    connection = connect()
    connection.sendall(b'{"verb": "quit"}')
    connection.shutdown(socket.SHUT_WR)

    assert rest_of(connection) == b""
    assert server.heard == []
    assert ask(server.address, {"verb": "status"})


def test_who_says_half_a_line_and_waits_holds_up_nobody(server: Server, connect: Connect) -> None:
    connect().sendall(b'{"verb"')
    connect()
    assert ask(server.address, {"verb": "status"})["asked"] == "status"


@pytest.mark.parametrize(
    "said",
    [
        b"\n",
        b"good morning\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b'["verb"]\n',
        b'"status"\n',
        b"\xff\xfe\x00\n",
        b"[" * 60_000 + b"\n",
        b'{"verb": ' + b"9" * 5000 + b"}\n",
    ],
)
def test_garbage_is_answered_as_such(server: Server, connect: Connect, said: bytes) -> None:
    connection = connect()
    connection.sendall(said)

    assert json.loads(rest_of(connection)) == {"error": "the request is no JSON object"}
    assert server.heard == []
    assert ask(server.address, {"verb": "status"})


def test_a_megabyte_without_an_end_is_hung_up_on(server: Server, connect: Connect) -> None:
    connection = connect()
    with pytest.raises(ConnectionError):
        connection.sendall(b"x" * 1_048_576)

    assert server.heard == []
    assert ask(server.address, {"verb": "status"})


def test_a_question_that_is_too_long_is_not_sent(server: Server) -> None:
    assert "too long" in ask(server.address, {"verb": "palette", "text": "x" * LONGEST_REQUEST})["error"]
    assert server.heard == []


def test_who_leaves_before_the_answer_harms_nobody(server: Server, connect: Connect) -> None:
    connection = connect()
    connection.sendall(b'{"verb": "status", "length": 150000}\n')
    connection.close()

    assert ask(server.address, {"verb": "status"})["asked"] == "status"


def test_a_second_server_finds_the_first_and_leaves_it_alone(server: Server) -> None:
    loop = SelectorLoop()
    with pytest.raises(AlreadyRunningError, match=r"sidecue\.sock"):
        listen([server.address], lambda _: {}, loop)
    loop.close()

    assert ask(server.address, {"verb": "status"})


def test_a_socket_left_behind_by_a_killed_app_is_taken_over(address: Path) -> None:
    address.parent.mkdir()
    left_behind = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    left_behind.bind(str(address))
    left_behind.close()
    with pytest.raises(NotRunningError):
        ask(str(address), {"verb": "status"})

    server = Server(address)
    assert ask(str(address), {"verb": "status"})
    server.stop()


def test_an_ear_taken_away_leaves_no_socket_and_can_come_back(server: Server) -> None:
    server.stop()
    assert not Path(server.address).exists()
    with pytest.raises(NotRunningError):
        ask(server.address, {"verb": "status"})

    again = Server(Path(server.address))
    assert ask(server.address, {"verb": "status"})
    again.stop()


def test_an_address_that_cannot_be_had_is_told(home: Path) -> None:
    (home / "file").write_text("")
    loop = SelectorLoop()
    for address, why in ((home / "file" / "sidecue.sock", "exists"), (home / ("x" * 200), "too long")):
        with pytest.raises(NoAddressError) as told:
            listen([str(address)], lambda _: {}, loop)
        assert str(told.value).startswith(f"{address}: other starts of Sidecue cannot be heard here: ")
        assert why in str(told.value)
        assert "Errno" not in str(told.value)
    loop.close()


def test_where_the_first_address_cannot_be_had_the_next_one_is(home: Path) -> None:
    (home / "file").write_text("")
    addresses = [str(home / "file" / "sidecue.sock"), str(home / "spare.sock")]
    loop = SelectorLoop()
    end = listen(addresses, lambda _: {}, loop)
    assert Path(addresses[1]).is_socket()
    with pytest.raises(AlreadyRunningError, match=r"spare\.sock"):
        listen([str(home / "writable again.sock"), addresses[1]], lambda _: {}, loop)
    end()
    loop.close()


def test_no_more_than_32_are_let_in_and_each_has_five_seconds(address: Path, home: Path) -> None:
    loop = FakeLoop()
    address.parent.mkdir()
    end = listen([str(address)], lambda _: {"fine": True}, loop)
    door = next(iter(loop.watched))
    silent = [socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) for _ in range(33)]
    for one in silent:
        one.settimeout(5)
        one.connect(str(address))
        if door in loop.watched:
            loop.watched[door]()
    assert (door in loop.watched, len(loop.watched)) == (False, 32)

    loop.advance(5)
    assert list(loop.watched) == [door]
    assert silent[0].recv(1) == b""
    loop.watched[door]()
    silent[32].sendall(b'{"verb": "status"}\n')
    loop.watched[next(watched for watched in loop.watched if watched != door)]()
    assert rest_of(silent[32]) == b'{"fine": true}\n'
    end()
    assert (loop.watched, loop.scheduled) == ({}, 0)
    for one in silent:
        one.close()


def test_when_nobody_can_be_let_in_the_loop_rests(address: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_descriptor_left(_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    loop = FakeLoop()
    address.parent.mkdir()
    end = listen([str(address)], lambda _: {"fine": True}, loop)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as knocking:
        knocking.connect(str(address))
        with monkeypatch.context() as patch:
            patch.setattr("socket.socket.accept", no_descriptor_left)
            loop.watched.copy().popitem()[1]()
        assert loop.watched == {}
        loop.advance(1)
        loop.watched.copy().popitem()[1]()
        assert len(loop.watched) == 2
    end()


@pytest.mark.parametrize("where", ["nowhere/sidecue.sock", "file/sidecue.sock", "file", "x" * 200])
def test_where_nobody_can_be_asked_nobody_runs(home: Path, where: str) -> None:
    (home / "file").write_text("")
    with pytest.raises(NotRunningError):
        ask(str(home / where), {"verb": "status"})


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can play two people")
def test_what_another_person_laid_out_is_not_asked(server: Server, address: Path, home: Path) -> None:
    os.chown(address, 4711, -1)
    with pytest.raises(NotRunningError):
        ask(server.address, {"verb": "palette", "text": "secret"})
    assert server.heard == []

    loop = SelectorLoop()
    listen([str(home / "own.sock"), server.address], lambda _: {}, loop)()  # nor does it keep us from running
    loop.close()

    os.chown(address.parent, 4711, -1)  # a person's own folder: root may ask there
    assert ask(server.address, {"verb": "status"})


@pytest.fixture
def deaf(address: Path) -> Iterator[socket.socket]:
    """Something that listens there and says nothing by itself."""
    address.parent.mkdir()
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    ear.bind(str(address))
    ear.listen(1)
    yield ear
    ear.close()


def test_an_app_that_hangs_is_not_waited_for(
    deaf: socket.socket, address: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overlay.cli.remote._TIMEOUT", 0.2)
    with pytest.raises(TimeoutError):
        ask(str(address), {"verb": "status"})


def test_an_app_that_hangs_with_many_waiting_is_not_waited_for_either(
    deaf: socket.socket, address: Path
) -> None:
    waiting = [socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) for _ in range(8)]
    for one in waiting:
        one.setblocking(False)
        one.connect_ex(str(address))

    with pytest.raises(TimeoutError):
        ask(str(address), {"verb": "status"})
    loop = SelectorLoop()
    with pytest.raises(AlreadyRunningError):  # it hangs, but it is there
        listen([str(address)], lambda _: {}, loop)
    loop.close()
    assert address.is_socket()
    for one in waiting:
        one.close()


@pytest.mark.parametrize("said", [b"", b'{"half":'])
def test_an_app_that_ends_while_it_is_asked_does_not_run(
    deaf: socket.socket, address: Path, said: bytes
) -> None:
    def hang_up() -> None:
        connection, _ = deaf.accept()
        connection.recv(4096)
        connection.sendall(said)
        connection.close()

    ending = threading.Thread(target=hang_up)
    ending.start()
    with pytest.raises(NotRunningError):
        ask(str(address), {"verb": "status"})
    ending.join()


def test_an_answer_is_one_line() -> None:
    line = answer_line(b'{"verb": "x"}', lambda _: {"text": "one\ntwo ✓"})
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


def test_no_umask_is_left_changed(address: Path) -> None:
    before = os.umask(0o027)
    try:
        Server(address).stop()
    finally:
        assert os.umask(before) == 0o027


@given(
    st.binary(max_size=60)
    | st.recursive(st.text(max_size=5), st.lists).map(lambda said: json.dumps(said).encode())
)
def test_any_line_has_an_answer_of_one_line(line: bytes) -> None:
    def handle(request: Mapping[str, object]) -> dict[str, object]:
        return {"got": sorted(request)}

    answer = answer_line(line, handle)
    assert answer.count(b"\n") == 1
    assert set(json.loads(answer)) in ({"got"}, {"error"})
