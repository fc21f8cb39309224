"""The page in front in Firefox, and in Chromium with its switch: by loading, by going on, by another tab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.platforms.accessibility.desktop import AccessibleSession, Following, words

PAGE = """\
<html><title>Page {name}</title><body><h1>Page {name}</h1>
<a href="b.html">on to b</a> <button>Press me</button>
<input type="password" aria-label="Secret of the vault" value="hunter2" autofocus>
<script>function go() {{ location.hash = "there"; document.title = "There" }}
if ("{name}" == "c") setTimeout(go, 3000)</script>
</body></html>
"""


@pytest.fixture
def pages(session: AccessibleSession) -> Path:
    for name in "abc":
        (session.home / f"{name}.html").write_text(PAGE.format(name=name))
    return session.home


def firefox(session: AccessibleSession, page: Path) -> None:
    profile = session.home / "firefox"
    profile.mkdir()
    no_greeting = 'user_pref("datareporting.policy.dataSubmissionEnabled", false);'
    (profile / "user.js").write_text(no_greeting)
    session.show_page("firefox-esr", "--no-remote", "--profile", str(profile), f"file://{page}")


def chromium(session: AccessibleSession, page: Path) -> None:
    session.show_page(
        "chromium", "--no-sandbox", "--no-first-run", "--disable-gpu", "--force-renderer-accessibility",
        f"--user-data-dir={session.home}/chromium", f"file://{page}",
    )  # fmt: skip


@pytest.mark.parametrize("start", [firefox, chromium])
def test_the_page_in_front_is_known(
    session: AccessibleSession, pages: Path, start: Callable[[AccessibleSession, Path], None]
) -> None:
    with Following(session) as following:
        start(session, pages / "a.html")
        following.until_page(f"file://{pages}/a.html", 30)
        following.rest(4)  # it takes keys only when it has finished starting, and tells nobody
        _go_to(session, following, pages / "b.html")
        following.until_page(f"file://{pages}/b.html")
        session.key("ctrl+t")
        following.until(lambda: not following.last.url.startswith("file:"))
        session.key("ctrl+shift+Tab")
        following.until_page(f"file://{pages}/b.html")
        _go_to(session, following, pages / "c.html")
        following.until_page(f"file://{pages}/c.html#there")  # moved on by a script, which also set the title
        told = repr([words(detail) for detail in following.got])
        assert "hunter2" not in told
        assert "Secret of the vault" not in told


def _go_to(session: AccessibleSession, following: Following, page: Path) -> None:
    session.key("ctrl+l")
    following.rest(1)  # the first letters would go to the page
    session.type(f"file://{page}")
    session.key("Return")
