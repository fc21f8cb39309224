from __future__ import annotations

from pathlib import Path

import pytest

from content.bundles.checks.check import check
from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.meaning.carried import Carried, carried, encoded, entries
from content.meaning.meanings import Meanings, vectors_of
from content.meaning.vectors import packed as as_bytes
from content.meaning.vectors import unpacked
from content.progress import NoProgress
from tests.content.bundles.conftest import TODAY
from tests.content.meaning.concepts import Concepts
from tests.content.meaning.conftest import Pack

FIRST = "index/vectors-000.bin"


def test_a_packed_bundle_carries_vectors_of_its_cards_in_the_encoders_language(packed_with: Pack) -> None:
    found = carried(open_files(packed_with()))

    assert (found.encoders, found.cards, found.fault, found.outdated) == (("concepts-1",), 3, "", 0)
    assert {(card.card, card.language) for part in found.parts for card in part.cards} == {
        ("desk/undo", "en"),
        ("desk/leave", "en"),
        ("desk/jam", "en"),
    }


def test_packing_twice_gives_the_same_bytes(packed_with: Pack) -> None:
    assert packed_with(name="one.cue").read_bytes() == packed_with(name="two.cue").read_bytes()


def test_vectors_change_nothing_for_who_reads_cards(folder: Path, packed_with: Pack) -> None:
    with_vectors, without = read_bundle(packed_with()), read_bundle(folder)

    assert [card.title for card in with_vectors.cards] == [card.title for card in without.cards]
    assert with_vectors.problems == ()
    assert [it.name for it in check(with_vectors, TODAY)] == [it.name for it in check(without, TODAY)]


def test_a_card_that_changed_since_has_no_vectors(folder: Path, packed_with: Pack) -> None:
    old = entries(open_files(packed_with()))
    (folder / "cards" / "jam.md").write_text("---\ntitle: Clear a jam\n---\nCall the desk.\n")

    found = carried(open_files(packed_with(old)))

    assert (found.cards, found.outdated) == (2, 1)
    assert "desk/jam" not in {card.card for part in found.parts for card in part.cards}


def test_vectors_of_a_bundle_with_another_name_are_not_used(folder: Path, packed_with: Pack) -> None:
    old = entries(open_files(packed_with()))
    manifest = folder / "bundle.yaml"
    manifest.write_text(manifest.read_text().replace("id: desk", "id: other"))

    assert carried(open_files(packed_with(old))).cards == 0


def test_vectors_of_texts_that_were_cut_otherwise_are_not_used(packed_with: Pack) -> None:
    [(name, data)] = entries(open_files(packed_with()))
    vectors = unpacked(data)
    other = as_bytes(type(vectors)(vectors.encoder, vectors.texts + 1, vectors.dimensions, vectors.cards))

    found = carried(open_files(packed_with([(name, other)])))

    assert (found.cards, found.outdated) == (0, 3)


@pytest.mark.parametrize("data", [b"", b"CUEVEC1\n", b"x" * 5_000])
def test_an_entry_that_is_no_vectors_leaves_the_cards_in_use(packed_with: Pack, data: bytes) -> None:
    file = packed_with([(FIRST, data)])

    assert carried(open_files(file)).fault
    assert vectors_of([file]) == []
    assert len(read_bundle(file).cards) == 3


def test_a_folder_has_none(folder: Path) -> None:
    assert carried(open_files(folder)) == Carried()
    (folder / "index").mkdir()
    (folder / FIRST).write_bytes(b"x")
    assert vectors_of([folder]) == []


def test_a_bundle_in_another_language_gets_none(folder: Path) -> None:
    pytest.importorskip("numpy", reason="the extra `meaning` is not installed")
    encoder = Concepts()
    encoder.languages = ("fi",)

    assert encoded(read_bundle(folder), open_files(folder), encoder, NoProgress()) == []
    assert encoder.asked == []


def test_a_question_finds_the_card_that_means_it(packed_with: Pack) -> None:
    meanings = Meanings(Concepts(), vectors_of([packed_with()]))

    near = meanings.nearest("reverse the transfer", 2)

    assert near[0].card == "desk/undo"
    assert near[0].similarity > 0.9 > near[1].similarity


def test_one_word_is_not_asked_for(packed_with: Pack) -> None:
    encoder = Concepts()
    meanings = Meanings(encoder, vectors_of([packed_with()]))

    assert meanings.nearest("vacation", 5) == []
    assert meanings.nearest("vacation ?!", 5) == []
    assert encoder.asked == []


def test_vectors_of_another_encoder_are_of_no_use(packed_with: Pack) -> None:
    assert Meanings(Concepts("concepts-2"), vectors_of([packed_with()])).cards == 0


def test_of_two_bundles_with_one_id_the_first_counts(packed_with: Pack, tmp_path: Path) -> None:
    one, two = packed_with(name="one.cue"), packed_with(name="two.cue")

    assert vectors_of([one, two]) == vectors_of([one])
    assert vectors_of([tmp_path / "missing.cue", two]) == vectors_of([two])
