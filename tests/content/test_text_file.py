from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.problems import ContentError, Problem
from content.text_file import decode_text, read_text


def refused(file: Path, limit: int = 1000) -> Problem:
    with pytest.raises(ContentError) as caught:
        read_text(file, "shown.md", limit)
    (problem,) = caught.value.problems
    assert problem.file == "shown.md"
    assert problem.remedy
    return problem


def test_windows_and_old_mac_line_ends_become_plain_ones(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"one\r\ntwo\rthree\n")
    assert read_text(file, "a") == "one\ntwo\nthree\n"


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"\xef\xbb\xbf---\n")
    assert read_text(file, "a") == "---\n"


def test_text_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"fine\ncaf\xe9\n")
    problem = refused(file)
    assert (problem.line, problem.name) == (2, "not-utf8")
    assert "0xe9" in problem.message


def test_utf16_is_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("title", encoding="utf-16")
    assert "UTF-16" in refused(file).message


def test_a_control_character_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"a\nb\n\x1b[31m")
    problem = refused(file)
    assert (problem.line, problem.name) == (3, "control-character")


def test_a_file_of_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * 1000)
    assert len(read_text(file, "a", 1000)) == 1000
    file.write_bytes(b"x" * 1001)
    assert refused(file).name == "too-large"


def test_what_is_not_a_readable_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # reading it would wait for ever
    for name in ("missing", "pipe", "."):
        assert refused(tmp_path / name).name == "unreadable"
    assert refused(Path("a\0b")).name == "unreadable"


@given(
    st.binary(max_size=60)
    | st.text(max_size=30).map(str.encode)
    | st.text(max_size=9).map(lambda t: t.encode("utf-16"))
)
def test_any_bytes_are_clean_text_or_one_problem(data: bytes) -> None:
    try:
        text = decode_text(data, "shown.md")
    except ContentError as error:
        (problem,) = error.problems
        assert 1 <= problem.line <= data.count(b"\n") + data.count(b"\r") + 1
    else:
        assert "\r" not in text
        assert all(char in "\n\t" or ord(char) >= 32 for char in text)
        assert decode_text(text.encode(), "shown.md") == text.removeprefix("\ufeff")
