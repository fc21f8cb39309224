from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from overlay.workers import Workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers end by themselves")

Begin = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Begins a process that reads until the test ends."""
    with ExitStack() as ends:

        def made() -> subprocess.Popen[bytes]:
            process = ends.enter_context(subprocess.Popen(["cat"], stdin=subprocess.PIPE))
            ends.callback(process.kill)
            return process

        yield made


def test_what_began_since_is_ended_and_nothing_else(begin: Begin) -> None:
    inherited = begin()
    time.sleep(0.05)  # as long as Python takes to start, and more than the kernel's tick
    workers = Workers()
    own = begin()
    workers.kill()
    assert own.wait(10) == -9
    assert inherited.poll() is None


def test_a_worker_of_the_same_moment_is_ended(begin: Begin) -> None:
    for _ in range(20):
        workers, own = Workers(), begin()
        workers.kill()
        assert own.wait(10) == -9
