from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.evidence.chain import Ending, Examination, Finding
from content.evidence.entry import Entry
from content.evidence.table import FIELDS, table
from content.spreadsheet import harmless
from tests.content.evidence.examples import acknowledged, log_of


def rows(raw: bytes) -> list[dict[str, Any]]:
    text = raw.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_entry_is_a_row(tmp_path: Path) -> None:
    found = log_of(tmp_path / "evidence", 4).look().examination
    raw = table(found)
    assert raw.startswith(b"\xef\xbb\xbfnumber,utc,local,card,")
    assert raw.count(b"\r\n") == 5
    read = rows(raw)
    assert [row["number"] for row in read] == ["1", "2", "3", "4"]
    assert read[3] | {"desk": "", "hash": "", "content": ""} == {
        "number": "4",
        "utc": "2026-05-04T07:04:00Z",
        "local": "2026-05-04T09:04:00+02:00",
        "card": "desk/card-1",
        "bundle_version": "1.2",
        "how": "declined",
        "reason": "späť =1+1",
        "ticked": "2",
        "of": "2",
        "items": "k1 k2",
        "content": "",
        "desk": "",
        "hash": "",
        "finding": "",
    }
    assert read[3]["hash"] == found.last


def test_what_is_wrong_stands_beside_its_line() -> None:
    entry = Entry(1, "d", "0", acknowledged())
    findings = (Finding(0, "the head"), Finding(1, "altered"), Finding(2, "is no entry"))
    read = rows(table(Examination(((1, entry, "h"),), findings, Ending.CLEAN, 0)))
    assert [row["finding"] for row in read] == ["altered", "head.json: the head", "line 2: is no entry"]


@pytest.mark.parametrize(
    "reason", ["=1+1", "+1", "-1", "@SUM(A1)", " =cmd|' /C calc'!A0", "\t=1", "＝1", '"=1"'[1:]]
)
def test_what_looks_like_a_formula_is_text(reason: str) -> None:
    entry = Entry(1, "d", "0", replace(acknowledged(), reason=reason))
    (row,) = rows(table(Examination(((1, entry, "h"),), (), Ending.CLEAN, 0)))
    assert row["reason"] == f"'{reason}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_cell_begins_like_a_formula_and_every_cell_comes_back(reason: str) -> None:
    entry = Entry(1, "=d", "0", replace(acknowledged(), reason=reason))
    (row,) = rows(table(Examination(((1, entry, "h"),), (), Ending.CLEAN, 0)))
    assert row["reason"] == harmless(reason)
    assert all(not str(row[name]).startswith(("=", "+", "-", "@", "\t", "\r")) for name in FIELDS)
