from __future__ import annotations

from pathlib import Path

import pytest

from content.bundles.author.notes import make_notes, notes_folder
from content.bundles.builtin import starter
from content.memory.memory import Memory
from overlay.settings.table import BUNDLE_FOLDERS, STARTER_BUNDLE, Settings
from overlay.shelf import active_folders


@pytest.fixture
def settings(memory: Memory) -> Settings:
    return Settings(memory)


def test_a_newcomer_has_the_starter_cards(settings: Settings, tmp_path: Path) -> None:
    assert active_folders(settings, tmp_path) == [starter()]


def test_folders_under_work_come_first_and_each_counts_once(settings: Settings, tmp_path: Path) -> None:
    mine, team = tmp_path / "mine", tmp_path / "team"
    settings.set(BUNDLE_FOLDERS, [str(team), str(mine)])

    assert active_folders(settings, tmp_path, [mine]) == [mine, team]


@pytest.mark.parametrize(
    ("wanted", "alone", "beside_others"), [("auto", 1, 1), ("always", 1, 2), ("never", 0, 1)]
)
def test_the_starter_cards_step_aside_as_the_settings_say(
    settings: Settings, tmp_path: Path, wanted: str, alone: int, beside_others: int
) -> None:
    settings.set(STARTER_BUNDLE, wanted)

    assert len(active_folders(settings, tmp_path)) == alone
    assert len(active_folders(settings, tmp_path, [tmp_path])) == beside_others
    assert active_folders(settings, tmp_path, [tmp_path])[0] == tmp_path


def test_relative_folders_and_the_home_sign_are_made_whole(
    settings: Settings, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert active_folders(settings, tmp_path, [Path("mine"), Path("~/team")]) == [
        tmp_path / "mine",
        home / "team",
    ]


def test_notes_come_before_the_bundles_of_others_and_leave_the_starter_cards_where_they_are(
    settings: Settings, tmp_path: Path
) -> None:
    notes = notes_folder(tmp_path)
    make_notes(notes)
    assert active_folders(settings, tmp_path) == [notes, starter()]

    settings.set(BUNDLE_FOLDERS, [str(tmp_path / "team")])
    under_work = tmp_path / "under-work"
    assert active_folders(settings, tmp_path, [under_work]) == [under_work, notes, tmp_path / "team"]
