"""The whole app beside real dialogs: the guide for exactly this error, and nothing of it on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.app import AppProcess
from tests.desktop.desk import write_bundle
from tests.desktop.test_privacy import found_in
from tests.platforms.accessibility.desktop import AccessibleSession
from tests.platforms.accessibility.wayland import AccessibleSway
from tests.platforms.guide import error_brings_its_guide

SECRET = "Zwölfsekundenwort"
GUIDES = {
    "full": ("Disk full", "dialog_text: '*disk is full*code #*'"),
    "page": ("A page", "url: '*'"),  # which a dialog is not
}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    root = write_bundle(tmp_path / "bundle")
    for name, (title, when) in GUIDES.items():
        text = f"---\ntitle: {title}\nwhen: {{{when}}}\nloudness: panel\n---\nText.\n"
        (root / "cards" / f"{name}.md").write_text(text)
    return root


def test_an_error_brings_its_guide_and_leaves_nothing_behind(
    session: AccessibleSession, bundle: Path
) -> None:
    app = AppProcess(session, "--bundle", str(bundle), "--trace-titles")
    assert app.command("settings", "detail", "on").returncode == 0
    with app:
        app.wait_event("match", timeout=30)
        text = f"The disk is full, {SECRET}. Error code 0x80070070 again"
        mark = app.mark()
        session.show("Fehlermeldung", "zenity", "--error", "--title", "Fehlermeldung", "--text", text)
        match = app.wait_event("match", mark, lambda event: event["cards"] == ["desk/full"])
        app.wait_event("cue_painted", match["t"], lambda event: event["loudness"] == "panel")
        status = app.command("status").stdout
        assert "at-spi: on" in status
    assert found_in(session.home, "desk/full")
    assert found_in(session.home, SECRET) == []


def test_a_code_that_is_none_brings_nothing(session: AccessibleSession, bundle: Path) -> None:
    app = AppProcess(session, "--bundle", str(bundle))
    assert app.command("settings", "detail", "on").returncode == 0
    with app:
        app.wait_event("match", timeout=30)
        session.show("Other", "zenity", "--error", "--title", "Other", "--text", "The disk is full.")
        seen = app.wait_event("context", where=lambda event: event["app"] == "zenity")
        app.wait_event("match", seen["t"])
        session.show("Last", "zenity", "--error", "--title", "Last", "--text", "disk is full, code 7")
        app.wait_event("match", where=lambda event: event["cards"] == ["desk/full"])
        matches = [event["cards"] for event in app.read_trace() if event["event"] == "match"]
        assert matches.count(["desk/full"]) == 1


def test_it_is_off_until_it_is_switched_on_and_off_again_while_it_runs(
    session: AccessibleSession, bundle: Path
) -> None:
    with AppProcess(session, "--bundle", str(bundle)) as app:
        app.wait_event("match", timeout=30)
        session.show("Error", "zenity", "--error", "--title", "Error", "--text", "disk is full, code 7")
        seen = app.wait_event("context", where=lambda event: event["app"] == "zenity")
        assert app.wait_event("match", seen["t"])["cards"] == []
        assert "at-spi" not in app.command("status").stdout

        assert app.command("settings", "detail", "on").returncode == 0
        on = app.wait_event("match", where=lambda event: event["cards"] == ["desk/full"])
        assert app.command("settings", "detail", "off").returncode == 0
        app.wait_event("match", on["t"] + 0.001, lambda event: event["cards"] == [])


def test_nothing_is_looked_at_while_no_card_asks(session: AccessibleSession, tmp_path: Path) -> None:
    app = AppProcess(session, "--bundle", str(write_bundle(tmp_path / "plain")))
    assert app.command("settings", "detail", "on").returncode == 0
    with app:
        app.wait_event("match", timeout=30)
        session.wait_for(
            lambda: "not needed by any card" in app.command("status").stdout, "the status to say so"
        )


def test_on_sway_an_error_brings_its_guide_too(sway: AccessibleSway, tmp_path: Path) -> None:
    status = error_brings_its_guide(sway, tmp_path)
    assert (status["source"]["name"], status["detail"]["name"]) == ("sway", "at-spi")
