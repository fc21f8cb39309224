"""Hostile folders and hostile numbers: what a reader says, and keeps in memory, has a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.bundles.checks.check import MAX_FINDINGS, check
from content.bundles.languages import MAX_PROBLEMS as MOST_OF_BUNDLE
from content.bundles.reader import read_bundle
from content.cards.reader import MAX_CARD_BYTES
from content.problems import MAX_PROBLEMS, ContentError, Severity
from tests.content.bundles.conftest import TODAY, Write
from tests.content.files.zips import File, forge

FIELDS = "title: T\nkeywords: [pay]\nowner: x\n"
FULL = MAX_CARD_BYTES - 1_000


def filled(piece: str) -> str:
    return piece * (FULL // len(piece))


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        (f"---\n{FIELDS}a: [{filled('*a,')}]\n---\nx\n", False),
        (f"---\n{FIELDS}{filled('a: x' + chr(10))}---\nx\n", False),
        (f"---\n{FIELDS}---\n{filled('[a](x:)' + chr(10))}", False),
        (f"---\n{FIELDS}---\n{filled('![a](x.png)' + chr(10))}", False),
        (f"---\n{FIELDS}---\n{filled('<b>' + chr(10))}", True),
        (f"---\n{FIELDS}---\n{filled('http://a ')}", True),
    ],
    ids=["aliases", "duplicates", "links", "images", "html", "addresses"],
)
def test_a_card_of_nothing_but_problems_is_told_briefly(root: Path, text: str, usable: bool) -> None:
    (root / "cards" / "bad.md").write_text(text)
    bundle = read_bundle(root)
    assert MAX_PROBLEMS <= len(bundle.problems) <= MAX_PROBLEMS + 1
    assert [card.id for card in bundle.cards] == (["desk/bad"] if usable else [])
    last = bundle.problems[-1]
    assert last.name == "too-many"
    assert (last.severity is Severity.ERROR) is not usable


def test_a_bundle_of_such_cards_is_told_briefly_too(tmp_path: Path) -> None:
    """Packed it is small, and its problems would fill the memory of any desk."""
    manifest = File(b"bundle.yaml", b'id: desk\nversion: "1"\ntitle: T\npublisher: P\n')
    bad = f"---\n{FIELDS}---\n{'<b>' * 3}\n{'- [x] a' + chr(10)}".encode() + b"<b>\n" * 200
    count = 400
    file = tmp_path / "b.cue"
    file.write_bytes(forge([manifest, *(File(b"cards/%03d.md" % at, bad) for at in range(count))]))
    bundle = read_bundle(file)
    assert len(bundle.cards) == count
    assert len(bundle.problems) <= MOST_OF_BUNDLE + 2 * count
    assert {problem.file for problem in bundle.problems} == {str(file / card.file) for card in bundle.cards}


def test_findings_of_one_kind_have_a_limit(root: Path, write: Write) -> None:
    for number in range(3):
        write(f"c{number}", body=filled("jo.miller@springfield-bank.com\n"))
    found = [one for one in check(read_bundle(root), TODAY) if one.name == "personal-address"]
    assert len(found) == MAX_FINDINGS


def test_a_card_of_100_mb_is_not_read(root: Path, write: Write) -> None:
    good = write("good")
    with good.with_name("huge.md").open("wb") as stream:
        stream.truncate(100_000_000)
    bundle = read_bundle(root)
    assert [card.id for card in bundle.cards] == ["desk/good"]
    assert [problem.message for problem in bundle.problems] == [f"is larger than {MAX_CARD_BYTES:,} bytes"]


@pytest.mark.parametrize("name", ["bundle.yaml", "contexts.yaml", "expect.yaml"])
@pytest.mark.parametrize(
    "text",
    [
        "a: [" + "*a," * 100_000 + "]\n",
        "a: x\n" * 50_000,
        "".join(f"tilte{at}: x\n" for at in range(5_000)),
        "[" * 100_000,
        "a: " * 50_000,
    ],
    ids=["aliases", "duplicates", "unknown", "deep", "half"],
)
def test_the_other_files_of_a_bundle_are_told_briefly_too(
    root: Path, write: Write, name: str, text: str
) -> None:
    write("good")
    (root / name).write_text(text)
    try:
        problems = check(read_bundle(root), TODAY)
    except ContentError as error:
        problems = error.problems
    assert 1 <= len(problems) <= MAX_PROBLEMS + 2
