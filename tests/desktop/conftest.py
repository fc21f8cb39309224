"""Desktop sessions for tests: one fresh session each, a screenshot of it kept whenever a test fails."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.desktop.desk import Desk
from tests.desktop.xsession import WindowManager, XSession

_SESSION = pytest.StashKey[XSession]()
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.desktop)


@pytest.fixture(params=["openbox", "xfwm4"])
def wm(request: pytest.FixtureRequest) -> WindowManager:
    """The window manager; override with ``@pytest.mark.parametrize("wm", ["openbox"])``."""
    manager: WindowManager = request.param
    return manager


@pytest.fixture
def session(request: pytest.FixtureRequest, wm: WindowManager) -> Iterator[XSession]:
    """A desktop under each window manager in turn."""
    with XSession(wm=wm) as running:
        request.node.stash[_SESSION] = running
        yield running


@pytest.fixture
def desk(session: XSession, tmp_path: Path) -> Iterator[Desk]:
    """The whole app at work in ``session``, with the desk's bundle."""
    with Desk(session, tmp_path) as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    session = item.stash.get(_SESSION, None)
    if session is not None and call.when == "call" and report.failed:
        name = re.sub(r"[^\w.-]+", "-", item.name)
        try:
            report.sections.append(("screenshot", str(session.screenshot(f"failed-{name}"))))
        except OSError as problem:
            report.sections.append(("screenshot", f"none: {problem}"))
    return report
