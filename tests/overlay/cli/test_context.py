"""Which window `sidecue why` means when none is named: the one that the running app sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from overlay.cli import context as contexts
from overlay.cli.remote import NotRunningError
from overlay.profile import Profile, open_profile
from triggers.context import Context

SEEN = Context("soffice", "libreoffice", "Save", os="linux", role="button", control="OK", dialog_text="Full")
LOOKED = Context("xterm", "XTerm", "Looked at", os="linux")


def answering(monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any] | None) -> None:
    def ask(_profile: Profile, request: Mapping[str, object]) -> dict[str, Any]:
        assert request == {"verb": "window"}
        if answer is None:
            raise NotRunningError
        return answer

    monkeypatch.setattr(contexts, "ask_app", ask)
    monkeypatch.setattr(contexts, "_looked_at", lambda: LOOKED)


def test_the_running_app_is_asked_first_and_knows_what_the_window_shows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answering(monkeypatch, {"window": asdict(SEEN)})
    assert contexts.active(0, open_profile(tmp_path)) == SEEN


@pytest.mark.parametrize("answer", [None, {"window": None}, {"error": "unknown"}, {"window": {"new": 1}}])
def test_without_an_app_that_knows_we_look_ourselves(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: dict[str, Any] | None
) -> None:
    answering(monkeypatch, answer)
    assert contexts.active(0, open_profile(tmp_path)) == LOOKED
