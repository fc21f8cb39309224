"""SARIF for code hosts: what its schema and its readers ask for, and the same findings as everywhere else.

The schema of OASIS has no licence that lets us keep a copy, so its requirements are written out here.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from content.problems import Problem, Severity
from overlay.cli.bundle.sarif import as_sarif
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import write_bundle

DULL = "---\ntitle: Pay\nwhen: {title: '*'}\nkeywords: [pay]\nreview_by: 2099-12-31\n---\nText.\n"


def log_of(sidecue: Sidecue, folder: Path) -> Any:
    return json.loads(sidecue("bundle", "check", folder, "--sarif", "-").out)


def test_the_log_has_what_the_format_requires(sidecue: Sidecue, tmp_path: Path) -> None:
    log = log_of(sidecue, write_bundle(tmp_path / "b", pay=DULL))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "Sidecue"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1


def test_it_holds_the_findings_that_the_terminal_shows(sidecue: Sidecue, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "b", pay=DULL)
    found = json.loads(sidecue("bundle", "check", folder, "--json").out)
    (run,) = log_of(sidecue, folder)["runs"]
    assert [result["ruleId"] for result in run["results"]] == [finding["name"] for finding in found]
    assert {finding["name"] for finding in found} == {"no-owner", "broad-rule"}


def test_a_file_beside_the_usual_answer(sidecue: Sidecue, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "b", pay=DULL)
    done = sidecue("bundle", "check", folder, "--sarif", tmp_path / "findings.sarif")
    assert done.out == "1 card, 0 errors, 2 warnings\n"
    assert len(json.loads((tmp_path / "findings.sarif").read_text("utf-8"))["runs"][0]["results"]) == 2


def test_one_output_cannot_carry_two_formats(sidecue: Sidecue, tmp_path: Path) -> None:
    done = sidecue("bundle", "check", write_bundle(tmp_path / "b"), "--json", "--sarif", "-")
    assert (done.status, done.out) == (2, "")


def result_of(problem: Problem, base: Path) -> Any:
    return as_sarif([problem], base)["runs"][0]["results"][0]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("desk/cards/a b.md", "desk/cards/a%20b.md"),
        ("{base}/desk/cards/é.md", "desk/cards/%C3%A9.md"),
        ("/elsewhere/a.md", "file:///elsewhere/a.md"),
    ],
)
def test_files_are_named_from_the_checkout(tmp_path: Path, file: str, uri: str) -> None:
    result = result_of(Problem(file.format(base=tmp_path), 1, "", "is", "do"), tmp_path)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert re.fullmatch(r"[A-Za-z0-9._~/:%-]+", uri)


def test_the_whole_file_has_no_line_and_a_new_name_no_description(tmp_path: Path) -> None:
    result = result_of(Problem("a", 0, "", "is", "do", Severity.WARNING, "brand-new"), tmp_path)
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert "ruleIndex" not in result


def test_a_finding_keeps_its_fingerprint_when_lines_move(tmp_path: Path) -> None:
    one, moved, other = (
        Problem("a", 3, "f", "is", "do"),
        Problem("a", 9, "f", "is", "do"),
        Problem("a", 3, "g", "is", ""),
    )
    prints = [result_of(problem, tmp_path)["partialFingerprints"] for problem in (one, moved, other)]
    assert prints[0] == prints[1] != prints[2]
