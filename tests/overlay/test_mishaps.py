from __future__ import annotations

import sys

import pytest

from overlay.mishaps import Mishaps


def test_an_unexpected_error_is_told_without_what_it_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    before = sys.excepthook
    title = "tsil-yralas"[::-1]  # our own source, which is told, must not say it
    mishaps = Mishaps(told.append)
    with pytest.raises(KeyError) as caught:
        raise KeyError(title)
    sys.excepthook(KeyError, caught.value, caught.tb)
    mishaps.close()

    said = capsys.readouterr().err
    assert told[0].startswith("KeyError in test_mishaps.py:")
    assert said.startswith("Something went wrong inside Sidecue")
    assert "test_mishaps.py" in said
    assert "salary-list" not in said
    assert sys.excepthook is before


def test_an_error_without_a_place_is_told_too() -> None:
    told: list[str] = []
    mishaps = Mishaps(told.append)
    sys.excepthook(ValueError, ValueError("quoted"), None)
    mishaps.close()

    assert told == ["ValueError"]
