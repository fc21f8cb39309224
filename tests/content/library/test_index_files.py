"""The index in a file: brought up card by card, mended when damaged, and never more than is needed."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.cards.model import Card
from content.library.fts5 import Fts5Index
from content.library.index_files import store
from content.library.indexing import bring_up
from content.library.stored_index import IndexLostError, StoredIndex
from content.library.tables import Tables
from tests.content.library.examples import card

CARDS = [card("a", "Undo a payment", "In the ledger."), card("b", "Close the month", "Post the accruals.")]


def found(stored: StoredIndex, cards: list[Card], query: str) -> list[str]:
    index = Fts5Index(cards, stored.open())
    try:
        return [hit.card for hit in index.search(query, 10).hits]
    finally:
        index.close()


def test_only_what_changed_is_indexed_again(tmp_path: Path) -> None:
    tables = Tables(tmp_path / "index.db")
    assert bring_up(tables, CARDS) == 2
    assert bring_up(tables, CARDS) == 0
    other = card("b", "Close the year", "Post the accruals.")
    assert bring_up(tables, [CARDS[0], other, card("c", "New")]) == 3  # one out, two in
    assert (tables.cards_with("month"), tables.cards_with("year"), tables.cards_with("undo")) == (0, 1, 1)
    assert bring_up(tables, []) == 3
    assert tables.completions("", 9) == []
    tables.close()


words = st.sampled_from(["pay", "paying", "ledger", "run", "runs", "month"])
libraries = st.dictionaries(st.sampled_from("abcd"), st.lists(words, min_size=1, max_size=4), max_size=4)


@settings(max_examples=40, deadline=None)
@given(st.lists(libraries, min_size=1, max_size=4))
def test_an_index_that_was_brought_up_is_like_one_made_anew(states: list[dict[str, list[str]]]) -> None:
    tables = Tables()
    for state in states:
        cards = [card(name, f"Title {name}", " ".join(text)) for name, text in state.items()]
        bring_up(tables, cards)
    fresh, kept = Fts5Index(cards), Fts5Index(cards, tables)
    for query in ("pay", "paying run", "ledgr", "m", "title"):
        assert kept.search(query, 9) == fresh.search(query, 9)
    fresh.close()
    kept.close()


def test_the_file_holds_for_the_next_time_and_old_ones_go(tmp_path: Path) -> None:
    first = store(CARDS, tmp_path)
    assert found(first, CARDS, "undo") == ["desk/a"]
    assert store(CARDS, tmp_path) == first
    more = [*CARDS, card("c", "Reconcile")]
    second = store(more, tmp_path)
    assert found(second, more, "reconcile") == ["desk/c"]
    assert [str(file) for file in tmp_path.iterdir()] == [second.file]


def test_an_open_index_is_not_pulled_away(tmp_path: Path) -> None:
    index = Fts5Index(CARDS, store(CARDS, tmp_path).open())
    store([replace(CARDS[0], title="Other")], tmp_path)
    assert [hit.card for hit in index.search("undo", 5).hits] == ["desk/a"]
    index.close()


@pytest.mark.parametrize("at", [0, 17, 0.5, 0.99])
def test_damage_is_told_and_the_next_index_is_made_anew(tmp_path: Path, at: float) -> None:
    stored = store(CARDS, tmp_path)
    file = Path(stored.file)
    data = bytearray(file.read_bytes())
    data[int(at * len(data)) if at < 1 else int(at)] ^= 0xFF
    file.write_bytes(data)
    with pytest.raises(IndexLostError, match="damaged"):
        stored.open()
    assert found(store(CARDS, tmp_path), CARDS, "undo") == ["desk/a"]


def test_a_file_that_is_cut_off_while_it_is_searched_is_told(tmp_path: Path) -> None:
    cards = [card(f"c{number}", f"Title {number}", f"word{number} " * 20) for number in range(400)]
    stored = store(cards, tmp_path)
    index = Fts5Index(cards, stored.open())
    os.truncate(stored.file, 4096)
    query = " ".join(f"word{number}" for number in range(0, 400, 20))
    with pytest.raises(IndexLostError, match="cannot be read"):
        index.search(query, 5)
    index.close()


def test_without_a_folder_to_write_in_it_travels_as_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (None, tmp_path / "file" / "below"):
        stored = store(CARDS, folder)
        assert (stored.file, stored.is_there) == ("", True)
        assert found(stored, CARDS, "undo") == ["desk/a"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    stored = store(CARDS, tmp_path)
    assert stat.S_IMODE(Path(stored.file).stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files")
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("content.library.index_files.bring_up", fail)
    with pytest.raises(sqlite3.OperationalError):
        store(CARDS, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_an_ended_reader_left_is_taken_away_after_a_while(tmp_path: Path) -> None:
    old, young = tmp_path / "search-1.new", tmp_path / "search-2.new"
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (1, 1))
    store(CARDS, tmp_path)
    assert not old.exists()
    assert young.exists()


def test_bytes_of_a_damaged_file_raise_one_error_alone(tmp_path: Path) -> None:
    """Damaged while it is open, so that no checksum is looked at any more."""
    cards = [card(f"c{number}", f"Title {number} pay", f"Ledger run month {number}") for number in range(40)]
    data = Path(store(cards, tmp_path).file).read_bytes()
    damaged = tmp_path / "damaged.db"
    rng = random.Random(3)
    lost = 0
    for _ in range(150):
        piece = bytearray(data)
        for _ in range(40):
            piece[rng.randrange(2000, len(piece))] = rng.randrange(256)
        damaged.write_bytes(piece)
        try:
            index = Fts5Index(cards, Tables(damaged, read_only=True))
        except (IndexLostError, sqlite3.Error):
            lost += 1
            continue
        for query in ("pay", "ledger run", "ti", "m", "ttle 3", "how to pay the month"):
            try:
                index.search(query, 50)
            except IndexLostError:
                lost += 1
        index.close()
    assert lost > 20  # so that something was damaged
