"""One fresh sway for each test, and a screenshot of it whenever a test fails."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

import pytest

from tests.platforms.sway.sway_session import SwaySession

_SESSION = pytest.StashKey[SwaySession]()


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[SwaySession]:
    """A sway with XWayland; ``@pytest.mark.parametrize("session", [{...}], indirect=True)`` has others."""
    with SwaySession(**getattr(request, "param", {})) as running:
        request.node.stash[_SESSION] = running
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    session = item.stash.get(_SESSION, None)
    if session is not None and call.when == "call" and report.failed:
        name = re.sub(r"[^\w.-]+", "-", item.name)
        report.sections.append(("screenshot", str(session.screenshot(f"failed-{name}"))))
    return report
