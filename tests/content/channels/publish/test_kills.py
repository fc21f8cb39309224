"""A publisher that dies at any moment leaves a channel that desks accept and the next command repairs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from content.channels.errors import ChannelError
from content.channels.publish.folder import NewFile
from content.channels.publish.reading import open_repository
from content.channels.publish.roles import Role
from tests.content.channels.publish.publisher import Desk, Publisher, invited_root, served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses fork")

CALLS = ("os.fsync", "pathlib.Path.replace")
Change = Callable[[Publisher], Iterable[NewFile]]


def release(publisher: Publisher) -> Iterable[NewFile]:
    return publisher.publication("sales", "2")


def rotation(role: Role) -> Change:
    return lambda publisher: publisher.rotation(role, add=f"{role}-9", revoke=f"{role}-1")


if sys.platform == "win32":

    def written_until(publisher: Publisher, files: Iterable[NewFile], moment: int) -> bool:
        """Windows has no fork; these tests are left out there."""
        raise OSError(publisher, files, moment)
else:

    def written_until(publisher: Publisher, files: Iterable[NewFile], moment: int) -> bool:
        """Write ``files`` in a process that kills itself before its ``moment``-th call; whether it lived."""
        child = os.fork()
        if not child:
            left = moment

            def counting(real: Callable[..., object]) -> Callable[..., object]:
                def call(*arguments: object) -> object:
                    nonlocal left
                    if not left:
                        os.kill(os.getpid(), signal.SIGKILL)
                    left -= 1
                    return real(*arguments)

                return call

            os.fsync = counting(os.fsync)  # type: ignore[assignment]
            Path.replace = counting(Path.replace)  # type: ignore[assignment, method-assign]
            try:
                publisher.write(files)
            finally:
                os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(release, id="release"),
        *(pytest.param(rotation(role), id=f"{role} rotation") for role in Role),
    ],
)
def test_a_kill_at_any_moment_leaves_a_channel_that_desks_accept(tmp_path: Path, change: Change) -> None:
    lived, moment = False, 0
    while not lived:
        publisher = Publisher(tmp_path / f"channel-{moment}")
        publisher.init()
        publisher.publish("sales", "1")
        root = invited_root(publisher.folder)
        knew = tmp_path / f"knew-{moment}"
        with served(publisher.folder) as url:
            Desk(knew, url, root).update()

        lived = written_until(publisher, change(publisher), moment)

        with served(publisher.folder) as url:
            for state in (knew, tmp_path / f"new-{moment}"):
                assert Desk(state, url, root).versions()["sales"][-1] == "1", moment
            publisher.publish("sales", "3")
            for state in (knew, tmp_path / f"new-{moment}"):
                assert Desk(state, url, root).versions()["sales"][0] == "3", moment
        moment += 1

    assert moment > 6  # two files at least, each flushed and renamed, and its folder flushed


def test_a_lost_key_leaves_a_gap_that_refreshing_closes(publisher: Publisher, tmp_path: Path) -> None:
    """Without the former online key nothing can be signed for both roots: there is a moment without trust."""
    publisher.publish("sales", "1")
    root = invited_root(publisher.folder)
    del publisher.keys["online-1"]
    files = list(publisher.rotation(Role.ONLINE, add="online-2", revoke="online-1"))
    until_the_root = files[: 1 + next(i for i, new in enumerate(files) if new.path.endswith("root.json"))]

    publisher.write(until_the_root)

    assert open_repository(publisher.folder).outdated == {"snapshot", "timestamp"}
    publisher.refresh("online-2")
    assert open_repository(publisher.folder).outdated == frozenset()
    with served(publisher.folder) as url:
        assert Desk(tmp_path / "desk", url, root).versions() == {"sales": ["1"]}


def test_a_lost_publishing_key_leaves_a_gap_that_refreshing_closes(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.publish("sales", "1")
    root = invited_root(publisher.folder)
    del publisher.keys["publishing-1"]
    files = list(publisher.rotation(Role.PUBLISHING, add="publishing-2", revoke="publishing-1"))
    publisher.write(new for new in files if new.path.endswith("root.json"))

    with pytest.raises(ChannelError, match=r"publishing keys \(publishing-2\) must sign"):
        publisher.refresh("online-1")
    publisher.refresh()

    with served(publisher.folder) as url:
        assert Desk(tmp_path / "desk", url, root).versions() == {"sales": ["1"]}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_leaves_the_channel_as_it_was(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish("sales", "1")
    files = list(publisher.publication("sales", "2"))
    real = os.open

    def full(path: Path, flags: int, mode: int = 0o777) -> int:
        where = Path("/dev/full") if str(path).endswith("snapshot.json.new") else path
        return real(where, flags, mode)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(ChannelError, match="cannot be written: No space left on device"):
        publisher.write(files)
    monkeypatch.undo()

    assert not list(publisher.folder.rglob("*.new"))
    with served(publisher.folder) as url:
        desk = Desk(tmp_path / "desk", url, invited_root(publisher.folder))
        assert desk.versions() == {"sales": ["1"]}
        publisher.publish("sales", "2")
        assert desk.versions() == {"sales": ["2", "1"]}
