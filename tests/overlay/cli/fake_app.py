"""Something that answers the command as the running app would. Listens with the real ear."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from overlay.instance import listen
from overlay.profile import open_profile
from triggers.loop import SelectorLoop


class FakeApp:
    """Runs within a ``with`` block; ``heard`` is what it was asked, ``answers`` what it says to each verb."""

    def __init__(self, profile: Path) -> None:
        self._addresses = open_profile(profile).addresses
        self.heard: list[Mapping[str, object]] = []
        self.answers: dict[object, Mapping[str, Any]] = {}
        self._ended = False

    def __enter__(self) -> Self:
        self._loop = SelectorLoop()
        self._end = listen(self._addresses, self._answer, self._loop)
        self._thread = threading.Thread(target=lambda: self._loop.run(lambda: self._ended, 60), name="app")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_threadsafe(self._stop)
        self._thread.join()
        self._end()
        self._loop.close()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """It listens, and answers nothing."""
        address = self._addresses[0]
        Path(address).parent.mkdir(parents=True, exist_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ear:
            ear.bind(address)
            ear.listen()
            yield

    def _stop(self) -> None:
        self._ended = True

    def _answer(self, request: Mapping[str, object]) -> Mapping[str, Any]:
        self.heard.append(request)
        return self.answers.get(request.get("verb"), {})
