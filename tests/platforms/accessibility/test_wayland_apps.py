"""Large applications under Wayland: LibreOffice, Firefox, and Chromium with its switch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.platforms.accessibility.desktop import words
from tests.platforms.accessibility.wayland import AccessibleSway, Joined

PAGE = "<html><title>Page {name}</title><h1>Page {name}</h1><a href=b.html autofocus>On to b</a></html>"


def test_the_question_of_libreoffice_about_changes_is_read(sway: AccessibleSway, joined: Joined) -> None:
    sway.spawn(
        "soffice", "--norestore", "--nologo", "--nofirststartwizard", "--writer",
        env={"SAL_USE_VCLPLUGIN": "gtk3", "GDK_BACKEND": "wayland"},
    )  # fmt: skip
    joined.until_title("LibreOffice Writer", 60)
    joined.rest(2)  # it takes keys only when it has finished starting, and tells nobody
    sway.type("secret plans")
    sway.press("w", "ctrl")
    seen = joined.until_said("Save changes to document", 20)
    assert "Your changes will be lost" in seen.dialog_text
    joined.until_at("button", "Save")
    assert "secret plans" not in repr([words(detail) for detail in joined.got])


def firefox(sway: AccessibleSway, page: Path) -> None:
    profile = sway.home / "firefox"
    profile.mkdir(mode=0o700)
    # It refuses to run as root in a session of somebody else, which it tells by the owner of the folder.
    display = sway.runtime / sway.env["WAYLAND_DISPLAY"]
    no_greeting = 'user_pref("datareporting.policy.dataSubmissionEnabled", false);'
    (profile / "user.js").write_text(no_greeting)
    sway.spawn(
        "firefox-esr", "--no-remote", "--profile", str(profile), f"file://{page}",
        env={"MOZ_ENABLE_WAYLAND": "1", "XDG_RUNTIME_DIR": str(profile), "WAYLAND_DISPLAY": str(display)},
    )  # fmt: skip


def chromium(sway: AccessibleSway, page: Path) -> None:
    sway.spawn(
        "chromium", "--no-sandbox", "--no-first-run", "--disable-gpu", "--force-renderer-accessibility",
        "--ozone-platform=wayland", f"--user-data-dir={sway.home}/chromium", f"file://{page}",
    )  # fmt: skip


@pytest.mark.parametrize("start", [firefox, chromium])
def test_the_page_in_front_is_known(
    sway: AccessibleSway, joined: Joined, start: Callable[[AccessibleSway, Path], None]
) -> None:
    first, second = (sway.home / f"{name}.html" for name in "ab")
    for page in (first, second):
        page.write_text(PAGE.format(name=page.stem))
    start(sway, first)
    joined.until_page(f"file://{first}", 60)
    joined.rest(4)  # it takes keys only when it has finished starting, and tells nobody
    sway.keys("Return")
    joined.until_page(f"file://{second}")
