"""A new bundle works as it is, and nothing that lies in its folder is ever lost."""

from __future__ import annotations

import errno
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from content.bundles.checks.check import check
from content.bundles.new import NewBundle, make_bundle
from content.bundles.reader import read_bundle
from content.bundles.schemas.published import as_text, schemas
from content.cards.model import CardKind
from content.problems import ContentError
from content.strict_yaml import parse
from tests.content.bundles.test_included import tried

TODAY = date(2026, 11, 21)

TITLES = ["Treasury desk", 'Müller: "Kasse" & Co', "yes", "2024", "# 1", "{a}", "a\\b", "- x", "'"]


@pytest.mark.parametrize("title", TITLES)
def test_it_has_no_findings_whatever_it_is_called(tmp_path: Path, title: str) -> None:
    make_bundle(tmp_path / "desk", NewBundle(title, title, "de"), TODAY)
    bundle = read_bundle(tmp_path / "desk")
    assert list(map(str, check(bundle, TODAY))) == []
    assert (bundle.title, bundle.publisher, bundle.languages) == (title, title, ("de",))
    assert {card.owner for card in bundle.cards} == {title}


def test_it_has_a_checklist_and_a_guide_that_are_to_be_read_again_within_a_year(tmp_path: Path) -> None:
    make_bundle(tmp_path / "desk", NewBundle(), TODAY)
    cards = read_bundle(tmp_path / "desk").cards
    assert [card.kind for card in cards] == [CardKind.CHECKLIST, CardKind.GUIDE]
    for card in cards:
        assert card.review_by is not None
        assert 100 < (card.review_by - TODAY).days < 366
        assert card.when


def test_its_rule_tests_pass_and_try_every_rule(tmp_path: Path) -> None:
    make_bundle(tmp_path / "desk", NewBundle(), TODAY)
    report = tried(tmp_path / "desk")
    assert [outcome.differences for outcome in report.failures] == []
    assert report.unused_cards == ()


def test_its_files_point_at_schemas_that_are_there_and_hold(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    make_bundle(folder, NewBundle(), TODAY)
    for name in ("bundle", "contexts", "expect"):
        first, _, rest = (folder / f"{name}.yaml").read_text(encoding="utf-8").partition("\n")
        schema = json.loads((folder / first.partition("$schema=")[2]).read_text(encoding="utf-8"))
        assert as_text(schema) == as_text(schemas()[f"{name}.schema.json"])
        jsonschema.validate(parse(rest, name).value, schema, jsonschema.Draft7Validator)


def test_the_editor_s_settings_are_json_and_name_files_that_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    make_bundle(folder, NewBundle(), TODAY)
    settings = {
        file.name: json.loads(file.read_text(encoding="utf-8")) for file in (folder / ".vscode").iterdir()
    }
    assert set(settings) == {"settings.json", "extensions.json", "tasks.json", "sidecue.code-snippets"}
    for schema, file in settings["settings.json"]["yaml.schemas"].items():
        assert (folder / schema).is_file()
        assert (folder / file).is_file()


def test_names_come_from_the_folder(tmp_path: Path) -> None:
    make_bundle(tmp_path / "Größe_und Gewicht", NewBundle(), TODAY)
    bundle = read_bundle(tmp_path / "Größe_und Gewicht")
    assert (bundle.id, bundle.title) == ("grosse-und-gewicht", "Größe und Gewicht")


def test_a_folder_in_another_script_has_an_id_too(tmp_path: Path) -> None:
    make_bundle(tmp_path / "財務", NewBundle(), TODAY)
    bundle = read_bundle(tmp_path / "財務")
    assert (bundle.id, bundle.title) == ("my-bundle", "財務")


def test_a_full_disk_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    opened = Path.open
    written: list[Path] = []

    def full(path: Path, *arguments: Any, **more: Any) -> Any:
        if "x" in arguments:
            written.append(path)
            if len(written) > 3:
                raise OSError(errno.ENOSPC, "No space left on device")
        return opened(path, *arguments, **more)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space left") as refused:
        make_bundle(tmp_path / "a" / "desk", NewBundle(), TODAY)
    assert refused.value.filename == str(tmp_path / "a" / "desk")
    assert len(written) == 4
    assert list(tmp_path.iterdir()) == [mine]


@pytest.mark.parametrize("there", ["notes.txt", "cards/a.md", ".hidden", "bundle.yaml"])
def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path, there: str) -> None:
    file = tmp_path / "desk" / there
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    with pytest.raises(ContentError, match="is not empty"):
        make_bundle(tmp_path / "desk", NewBundle(), TODAY)
    assert [path for path in (tmp_path / "desk").rglob("*") if path.is_file()] == [file]
    assert file.read_text() == "mine"


def test_an_empty_folder_and_one_under_version_control_are_fine(tmp_path: Path) -> None:
    (tmp_path / "desk" / ".git").mkdir(parents=True)
    assert "bundle.yaml" in make_bundle(tmp_path / "desk", NewBundle(), TODAY)


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("mine")
    with pytest.raises(ContentError, match="is a file"):
        make_bundle(tmp_path / "desk", NewBundle(), TODAY)


@pytest.mark.parametrize(
    "wanted", [NewBundle(title="a\nb"), NewBundle(title="x" * 121), NewBundle(language="German")]
)
def test_a_value_that_cannot_be_used_leaves_nothing_behind(tmp_path: Path, wanted: NewBundle) -> None:
    with pytest.raises(ContentError):
        make_bundle(tmp_path / "desk", wanted, TODAY)
    assert not (tmp_path / "desk").exists()
