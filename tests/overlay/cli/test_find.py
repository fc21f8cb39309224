from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import write_bundle

RESULT = {"card", "title", "kind", "score", "parts", "answer"}


def test_people_get_title_kind_and_the_line_that_answers(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("find", "recall", "--bundle", bundle)

    assert done.out == "Undo a payment  (guide; desk/undo)\n    Recall it.\n"
    assert (done.status, done.err) == (0, "")


def test_scripts_get_the_contract(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("find", "payment", "--bundle", bundle, "--json")

    answer = json.loads(done.out)
    assert list(answer) == ["query", "results"]
    assert answer["query"] == "payment"
    assert {result["card"] for result in answer["results"]} == {"desk/undo", "desk/terms", "desk/pay"}
    for result in answer["results"]:
        assert set(result) == RESULT
        assert result["score"] == pytest.approx(sum(result["parts"].values()))
        assert isinstance(result["answer"], str)


def test_nothing_found_is_status_1(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("find", "xylophone", "--bundle", bundle)
    assert (done.status, done.out) == (1, 'Nothing found for "xylophone". Try fewer or other words.\n')

    done = sidecue("find", "xylophone", "--bundle", bundle, "--json")
    assert (done.status, json.loads(done.out)) == (1, {"query": "xylophone", "results": []})


def test_a_pasted_page_is_not_said_again(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("find", "xylophone " * 1000, "--bundle", bundle)
    assert done.status == 1
    assert len(done.out) < 200
    assert "…" in done.out


def test_a_limit_is_kept(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("find", "payment", "--bundle", bundle, "--json", "--limit", 1)
    assert len(json.loads(done.out)["results"]) == 1


def test_a_named_window_brings_its_cards_to_the_front(sidecue: Sidecue, bundle: Path) -> None:
    def first(*window: str) -> str:
        done = sidecue("find", "payment", "--bundle", bundle, "--json", *window)
        return str(json.loads(done.out)["results"][0]["card"])

    assert first() == "desk/terms"
    assert first("--app", "soffice", "--title", "Payment run 12") == "desk/undo"


def test_each_line_of_standard_input_is_a_query(
    sidecue: Sidecue, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('undo\n\nxylophone\nno"such* (thing\n' + "long " * 5000))
    done = sidecue("find", "-", "--bundle", bundle)

    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [answer["query"][:9] for answer in answers] == ["undo", "", "xylophone", 'no"such* ', "long long"]
    assert answers[0]["results"][0]["card"] == "desk/undo"
    assert set(answers[0]["results"][0]) == RESULT
    assert done.status == 0


def test_bytes_that_are_no_text_end_nothing(process: Sidecue, bundle: Path) -> None:
    done = process("find", "-", "--bundle", bundle, asked=b"undo \xff\xfe\n\x00\nterms\r\n")

    answers = [json.loads(line) for line in done.out.splitlines()]
    assert len(answers) == 3
    assert answers[2]["query"] == "terms"
    assert answers[2]["results"][0]["card"] == "desk/terms"
    assert (done.status, done.err) == (0, "")


def test_an_argument_that_is_no_text_ends_nothing(process: Sidecue, bundle: Path) -> None:
    done = process("find", "\udcff", "--bundle", bundle, "--json")
    assert (done.status, json.loads(done.out)["results"]) == (1, [])


def test_a_bundle_that_is_missing_is_wrong_use(sidecue: Sidecue, bundle: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    for text in ("undo", "-"):
        done = sidecue("find", text, "--bundle", bundle, "--bundle", missing)
        assert (done.status, done.out) == (2, "")
        assert done.err == f"{missing}:0: there is no such bundle folder; name an existing one\n"


def test_a_file_that_is_no_packed_bundle(sidecue: Sidecue, tmp_path: Path) -> None:
    file = tmp_path / "desk.zip"
    file.write_bytes(b"PK")
    done = sidecue("find", "undo", "--bundle", file)
    assert done.status == 2
    assert done.err == f"{file}:0: is no bundle; name a folder, or a packed file (….cue)\n"


def test_a_folder_that_is_no_bundle_is_a_problem_and_the_others_answer(
    sidecue: Sidecue, bundle: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    done = sidecue("find", "undo", "--bundle", tmp_path / "empty", "--bundle", bundle)

    assert done.status == 1
    assert "desk/undo" in done.out
    assert done.err == f"{tmp_path / 'empty' / 'bundle.yaml'}:0: does not exist; create it\n"


def test_without_a_bundle_the_active_ones_are_searched(
    sidecue: Sidecue, tmp_path: Path, profile: Path
) -> None:
    text = "---\ntitle: Zebra crossing\nkeywords: [zebra]\n---\nLook.\n"
    mine = write_bundle(tmp_path / "mine", zebra=text)
    assert sidecue("find", "zebra").status == 1
    assert not profile.exists()

    sidecue("settings", "bundle_folders", mine)
    assert "desk/zebra" in sidecue("find", "zebra").out
