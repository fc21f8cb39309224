"""What holds for every test: a home of its own, no screen, no stray log record, no thread left behind.

Works without PySide6 and pytest-qt too, because triggers/ and content/ are tested once more without them.
"""

from __future__ import annotations

import importlib.util
import itertools
import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

# The person's own desktop would change what is measured and shown; tests/desktop starts its own.
for _name in (
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "QT_QPA_PLATFORMTHEME",
    "QT_SCALE_FACTOR",
    "QT_STYLE_OVERRIDE",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
):
    os.environ.pop(_name, None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_SECONDS_FOR_THREADS_TO_END = 3.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let pyproject.toml speak of pytest-qt where it is not installed (``--strict-config`` would object)."""
    if importlib.util.find_spec("pytestqt") is None:
        for name in ("qt_api", "qt_log_level_fail"):
            parser.addini(name, "read by pytest-qt, which is not installed here")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on warnings and errors in the log, unless the test looks at the log itself with ``caplog``."""
    if "caplog" in request.fixturenames:
        yield
        return
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    if collector.lines:
        pytest.fail("unexpected in the log:\n" + "\n".join(collector.lines), pytrace=False)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail on threads that outlive their test."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _SECONDS_FOR_THREADS_TO_END
    while (left := _threads_since(before)) and time.monotonic() < deadline:
        left[0].join(0.05)
    if left:
        pytest.fail(f"threads left behind: {', '.join(thread.name for thread in left)}", pytrace=False)


def _threads_since(before: set[threading.Thread]) -> list[threading.Thread]:
    # Python lists a foreign thread (one of Qt's pool, say) for ever once it has run Python code.
    foreign = threading._DummyThread
    return [
        thread for thread in threading.enumerate() if thread not in before and not isinstance(thread, foreign)
    ]


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One short-named folder for each test's home: a socket's path may have 107 characters at most."""
    folder = tmp_path_factory.mktemp("h")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own home; where the platform looks for settings, state and sockets lies below it."""
    folder = next(_homes)
    places = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
    }
    for name, below in places.items():
        (folder / below).mkdir(mode=0o700, parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(folder / below))
    return folder
