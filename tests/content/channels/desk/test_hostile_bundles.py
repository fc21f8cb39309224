"""The publisher's own keys sign a bundle that wants to do harm: no desk shows it, or loses what it had."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.library.reading import read_library
from tests.content.bundles.hostile import HOSTILE, HTML, MARK, VERSION, Hostile
from tests.content.channels.desk.siege import Siege, files_outside, versions


def lies_in(folder: Path) -> set[str]:
    """The files of the profile, without those whose names TUF and we give by version and hash."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.name for path in found if path.suffix not in (".json", ".cue")}


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_a_signed_bundle_is_set_aside_and_the_good_one_stays(siege: Siege, hostile: Hostile) -> None:
    outside, inside = files_outside(siege.folder), lies_in(siege.folder)
    data = hostile.packed()
    siege.publisher.release(VERSION, data)
    siege.publisher.publish()
    after = files_outside(siege.folder) - outside  # what the publisher just wrote

    [report] = siege.desk.update()

    [change] = report.changes
    assert hostile.said in change.refused
    assert change.refused.isprintable()
    assert versions(siege.desk) == {"desk": "1.0"}
    assert files_outside(siege.folder) - outside == after
    assert lies_in(siege.folder) == inside
    [aside] = siege.folder.rglob("aside/*.cue")
    assert aside.read_bytes() == data
    library = read_library(siege.desk.active().files)
    assert [card.title for card in library.cards.values()] == ["Pay 1.0"]
    assert library.problems == ()

    siege.publisher.release("1.2")
    siege.publisher.publish()
    siege.desk.update()
    assert versions(siege.desk) == {"desk": "1.2"}


def test_markup_is_let_in_as_the_words_it_is(siege: Siege) -> None:
    siege.publisher.release(VERSION, HTML.packed())
    siege.publisher.publish()
    siege.desk.update()
    [card] = read_library(siege.desk.active().files).cards.values()
    assert card.title == MARK
    assert "<script>alert(1)</script>" in card.parts[0].text
