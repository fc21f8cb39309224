"""What a setting may be: checked, stored, and written by hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from overlay.settings.kinds import Choice, Folders, Keys, Kind, Switch, Whole
from overlay.settings.table import SETTINGS, Setting

CHOICE = Choice({"left": "Left", "right": "Right"})
WHOLE = Whole(80, 200, "%")
KEYS = Keys(str.lower)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Switch(), "on", True),
        (Switch(), " NO ", False),
        (CHOICE, "Left", "left"),
        (WHOLE, "125", 125),
        (WHOLE, " 125 % ", 125),
        (KEYS, "Ctrl+Alt+P", "ctrl+alt+p"),
        (KEYS, "none", ""),
        (Folders(), "", ()),
        (Folders(), os.pathsep.join(["/a", " /b", "/a"]), (Path("/a"), Path("/b"))),
    ],
)
def test_text_is_read(kind: Kind[Any], text: str, value: object) -> None:
    assert kind.from_text(text) == value


@pytest.mark.parametrize(
    ("kind", "text"), [(Switch(), "maybe"), (CHOICE, "up"), (WHOLE, "79"), (WHOLE, "a lot"), (WHOLE, "1e2")]
)
def test_wrong_text_is_refused_with_what_is_allowed(kind: Kind[Any], text: str) -> None:
    with pytest.raises(ValueError, match="must be") as caught:
        kind.from_text(text)
    assert kind.allowed in str(caught.value)


@pytest.mark.parametrize("kind", [Switch(), CHOICE, WHOLE, KEYS, Folders()])
@pytest.mark.parametrize("value", [None, 1.5, {"a": 1}, object()])
def test_a_value_of_another_type_is_refused(kind: Kind[Any], value: object) -> None:
    with pytest.raises(ValueError, match="must be"):
        kind.check(value)


def test_a_bool_is_no_number_and_a_number_no_bool() -> None:
    for kind, value in ((Whole(0, 5, "x"), True), (Switch(), 1)):
        with pytest.raises(ValueError, match="must be"):
            kind.check(value)


def test_a_chord_is_refused_in_the_words_of_its_check() -> None:
    def refuse(chord: str) -> str:
        raise ValueError(f"{chord} has no modifier")

    with pytest.raises(ValueError, match="space has no modifier"):
        Keys(refuse).check("space")


@pytest.mark.parametrize("folders", [["here"], ["/a\0"], [5], "/a"])
def test_folders_are_full_paths(folders: object) -> None:
    with pytest.raises(ValueError, match="full paths"):
        Folders().check(folders)


def test_a_folder_by_hand_may_be_relative_or_in_the_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert Folders().from_text(os.pathsep.join(["~/a", "b"])) == (home / "a", home / "b")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_default_is_allowed_and_reads_again_from_store_and_text(setting: Setting[Any]) -> None:
    kind = setting.kind
    assert kind.check(setting.default) == setting.default
    assert kind.check(kind.stored(setting.default)) == setting.default
    assert kind.from_text(kind.to_text(setting.default)) == setting.default
