from __future__ import annotations

from pathlib import Path

import pytest

from triggers.logout import logs_out

OPEN = "UID=1000\nACTIVE=1\nSTATE=active\nREMOTE=0\n"


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "c2")


def test_a_session_goes_on_until_logind_closes_or_forgets_it(tmp_path: Path) -> None:
    file = tmp_path / "c2"
    file.write_text(OPEN)
    assert not logs_out(tmp_path)
    file.write_text(OPEN.replace("active", "closing"))
    assert logs_out(tmp_path)
    file.unlink()
    assert logs_out(tmp_path)


@pytest.mark.parametrize("number", ["", "../c2"])
def test_outside_of_sessions_nobody_logs_out(
    number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", number)
    assert not logs_out(tmp_path)


def test_without_logind_nobody_logs_out(tmp_path: Path) -> None:
    assert not logs_out(tmp_path / "nowhere")
