"""`sidecue learned erase` forgets what one person knows and did, beside the app or by it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from content.learning.knowledge import Knowledge
from content.memory.memory import Memory
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.cli.fake_app import FakeApp

DAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
ERASED = "Erased which cards you know and have completed, what was ticked, and which cards got quieter.\n"


def learned(profile: Path) -> None:
    with closing(Memory(profile, lambda: DAY)) as memory:
        memory.learned.learn("desk/pay", Knowledge(3.5, 5.25, DAY))
        memory.learned.complete("desk/pay")


def test_it_is_gone_from_the_disk(sidecue: Sidecue, profile: Path) -> None:
    learned(profile)
    done = sidecue("learned", "erase")
    assert (done.status, done.out, done.err) == (0, ERASED, "")
    assert all(b"desk/pay" not in path.read_bytes() for path in profile.iterdir())


def test_without_a_profile_none_is_made(sidecue: Sidecue, profile: Path) -> None:
    assert sidecue("learned", "erase").out == ERASED
    assert not profile.exists()


def test_what_cannot_be_forgotten_is_told(sidecue: Sidecue, profile: Path) -> None:
    learned(profile)
    file = profile / "memory.json"
    file.write_text(file.read_text().replace('"schema":1', '"schema":999'))
    done = sidecue("learned", "erase")
    assert (done.status, done.out) == (1, "")
    assert "newer Sidecue" in done.err


def test_a_running_app_forgets_it(sidecue: Sidecue, profile: Path) -> None:
    with FakeApp(profile) as app:
        app.answers["erase-learned"] = {"problems": []}
        assert sidecue("learned", "erase").out == ERASED
        app.answers["erase-learned"] = {"problems": ["the disk is full"]}
        done = sidecue("learned", "erase")
        assert (done.status, done.err) == (1, "sidecue: the disk is full\n")
