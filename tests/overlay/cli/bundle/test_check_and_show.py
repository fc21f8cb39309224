from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from content.bundles.builtin import accounts_team, starter
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import write_bundle

BROKEN = (
    "---\ntitle: Pay\nwhen: {title_re: '('}\nkeywords: [pay]\nowner: me\nreview_by: 2099-12-31\n---\nText.\n"
)
DULL = "---\ntitle: Pay\nkeywords: [pay]\nreview_by: 2099-12-31\n---\nText.\n"


@pytest.mark.parametrize("folder", [starter(), accounts_team()])
def test_the_bundles_that_come_with_sidecue_are_in_order(
    sidecue: Sidecue, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overlay.cli.bundle.check.today", lambda: date(2026, 11, 21))
    done = sidecue("bundle", "check", folder)
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("0 errors, 0 warnings\n")


def test_an_error_says_where_what_and_what_to_do(sidecue: Sidecue, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "b", pay=BROKEN)
    done = sidecue("bundle", "check", folder)

    assert done.status == 1
    assert done.out == "1 card, 1 error, 0 warnings\n"
    place, _, text = done.err.partition(": ")
    assert place == f"{folder / 'cards' / 'pay.md'}:3"
    assert text.startswith("when.title_re: has a ( that is never closed; close it")
    assert text.endswith(" [error: rule]\n")


def test_warnings_alone_are_fine(sidecue: Sidecue, tmp_path: Path) -> None:
    done = sidecue("bundle", "check", write_bundle(tmp_path / "b", pay=DULL))
    assert (done.status, done.out) == (0, "1 card, 0 errors, 1 warning\n")
    assert done.err.endswith("owner: is missing; say who answers for this card [warning: no-owner]\n")


def test_warnings_fail_when_asked_to(sidecue: Sidecue, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "b", pay=DULL)
    done = sidecue("bundle", "check", folder, "--strict")
    assert (done.status, done.out) == (1, "1 card, 0 errors, 1 warning\n")


def test_notes_never_fail(sidecue: Sidecue, tmp_path: Path) -> None:
    noted = DULL.replace("keywords", "owner: us\nwhen: {dialog_text: x}\nkeywords")
    folder = write_bundle(tmp_path / "b", pay=noted)
    done = sidecue("bundle", "check", folder, "--strict")
    assert (done.status, done.out) == (0, "1 card, 0 errors, 0 warnings, 1 note\n")
    assert done.err.endswith("{detail: on} [note: needs-detail]\n")


def test_findings_in_json(sidecue: Sidecue, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "b", pay=DULL)
    done = sidecue("bundle", "check", folder, "--json")

    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out) == [
        {
            "file": str(folder / "cards" / "pay.md"),
            "line": 2,
            "field": "owner",
            "severity": "warning",
            "name": "no-owner",
            "message": "is missing",
            "remedy": "say who answers for this card",
        }
    ]


@pytest.mark.parametrize(("action", "status"), [("check", 2), ("show", 2)])
def test_a_path_that_does_not_exist_is_wrong_use(
    sidecue: Sidecue, tmp_path: Path, action: str, status: int
) -> None:
    done = sidecue("bundle", action, tmp_path / "missing")
    assert done.status == status
    assert f"{tmp_path / 'missing' / 'bundle.yaml'}:0: does not exist" in done.err


@pytest.mark.parametrize("action", ["check", "show"])
def test_a_path_that_is_no_bundle_is_a_problem(sidecue: Sidecue, tmp_path: Path, action: str) -> None:
    done = sidecue("bundle", action, tmp_path)
    assert done.status == 1
    assert done.err.startswith(str(tmp_path / "bundle.yaml"))


def test_show_says_what_is_in_it(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("bundle", "show", bundle)

    assert done.status == 0
    assert done.out.splitlines() == [
        "Desk (desk 1.2), published by Example",
        "  desk/mail: Before you send (checklist)",
        "  desk/news: What is new (note)",
        "  desk/pay: Before you pay (checklist)",
        "  desk/terms: Payment terms (note, found by search only)",
        "  desk/undo: Undo a payment (guide)",
    ]


def test_show_names_the_other_languages_of_a_card(sidecue: Sidecue) -> None:
    done = sidecue("bundle", "show", accounts_team())
    assert "  accounts-team/payments/undo-run: Undo a payment run (guide, 2 min, also in de)" in done.out


def test_show_in_json(sidecue: Sidecue, bundle: Path) -> None:
    shown = json.loads(sidecue("bundle", "show", bundle, "--json").out)

    assert list(shown) == ["id", "version", "title", "publisher", "languages", "cards", "problems"]
    assert shown["cards"][0] == {
        "card": "desk/mail",
        "title": "Before you send",
        "kind": "checklist",
        "minutes": None,
        "languages": ["en"],
    }
    assert shown["problems"] == []


@pytest.mark.parametrize("action", ["check", "show"])
def test_a_file_of_a_bundle_is_wrong_use_and_its_folder_is_named(
    sidecue: Sidecue, tmp_path: Path, action: str
) -> None:
    manifest = write_bundle(tmp_path / "b") / "bundle.yaml"
    done = sidecue("bundle", action, manifest)
    assert done.status == 2
    assert done.err.startswith(f"{manifest}:0: is a file; name the bundle's folder, perhaps {tmp_path / 'b'}")
