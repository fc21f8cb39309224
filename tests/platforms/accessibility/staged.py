"""A made-up application with windows, whose dialogs say what a test wants; it lives in its own thread."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import Self

from tests.desktop.raw_window import RawWindow
from tests.platforms.accessibility.desktop import AccessibleSession
from tests.platforms.accessibility.fake_app import ALERT, LABEL, FakeApp
from triggers.accessible import ROOT
from triggers.loop import SelectorLoop


class Staged:
    """``with Staged(session, address) as staged``: it is on the accessibility bus at ``address``."""

    def __init__(self, session: AccessibleSession, address: str) -> None:
        self._session = session
        self._loop = SelectorLoop()
        self.app = FakeApp(self._loop, address)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._live)

    def __enter__(self) -> Self:
        self.app.join()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._loop.call_threadsafe(lambda: None)
        self._thread.join()
        self.app.close()
        self._loop.close()

    @contextmanager
    def dialog(self, title: str, *said: str, silent: bool = False) -> Iterator[RawWindow]:
        """A dialog with labels in it is open and active; a ``silent`` one keeps its texts until ``speak``."""
        path = f"/{title}"
        inside = tuple(f"{path}/{number}" for number in range(len(said)))
        self.app.has(path, ALERT, title, inside)
        for place, text in zip(inside, said, strict=True):
            self.app.has(place, LABEL, text)
        self.app.silent |= set(inside) if silent else set()
        self.app.inside[ROOT] = [path]
        with RawWindow(self._session, pid=os.getpid()) as window:
            window.write("_NET_WM_NAME", "UTF8_STRING", 8, title.encode())
            self._loop.call_threadsafe(partial(self.app.activate, path))
            yield window

    def was_asked(self, path: str) -> bool:
        """Whether anybody asked for anything of that object."""
        return path in self.app.asked

    def speak(self) -> None:
        """Answer what was held back."""
        self._loop.call_threadsafe(self.app.speak)

    def _live(self) -> None:
        self._loop.run(self._ended.is_set, float("inf"))
