from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.bundles.reader import read_bundle
from content.problems import ContentError
from tests.content.bundles.conftest import MANIFEST, Write


def ids(root: Path) -> list[str]:
    return [card.id for card in read_bundle(root).cards]


def findings(root: Path) -> list[tuple[str, int, str]]:
    return [(Path(p.file).name, p.line, p.name) for p in read_bundle(root).problems]


def test_the_manifest_is_read(root: Path, write: Write) -> None:
    write("a")
    bundle = read_bundle(root)
    assert (bundle.id, bundle.version, bundle.title, bundle.publisher) == ("desk", "1.0", "Desk", "Us")
    assert (bundle.languages, bundle.root, bundle.problems) == (("de", "en"), root, ())
    assert bundle.cards[0].language == "de"
    assert bundle.cards[0].bundle_title == "Desk"


def test_cards_come_in_the_order_of_their_ids(root: Path, write: Write) -> None:
    for name in ("b", "a/z", "a-b", "a/b/c", "Ä"):
        write(name)
    assert ids(root) == ["desk/a-b", "desk/a/b/c", "desk/a/z", "desk/b", "desk/Ä"]


def test_one_broken_part_never_stops_its_siblings(root: Path, write: Write) -> None:
    (root / "contexts.yaml").write_text("good: {app: a}\nbad: {title_re: '('}\n")
    write("1-good", "when: good")
    write("2-broken", "minutes: x")
    write("3-rule", "when: bad")
    (root / "cards" / "4-binary.md").write_bytes(b"\xff\xfe\x00")
    write("5-good", "when: good")
    bundle = read_bundle(root)
    assert [(card.id, card.when is not None) for card in bundle.cards] == [
        ("desk/1-good", True),
        ("desk/3-rule", False),
        ("desk/5-good", True),
    ]
    assert findings(root) == [
        ("contexts.yaml", 2, "rule"),
        ("2-broken.md", 3, "wrong-value"),
        ("3-rule.md", 3, "rule"),
        ("4-binary.md", 1, "not-utf8"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (None, 0, ""),
        ("", 1, ""),
        ("- a\n", 1, ""),
        ("id: [\n", 2, ""),
        (MANIFEST.replace("desk", "Desk 1"), 1, "id"),
        (MANIFEST.replace('"1.0"', "latest"), 2, "version"),
        (MANIFEST.replace("publisher: Us\n", ""), 1, "publisher"),
    ],
)
def test_without_a_usable_manifest_there_is_no_bundle(
    root: Path, text: str | None, line: int, field: str
) -> None:
    file = root / "bundle.yaml"
    file.unlink()
    if text is not None:
        file.write_text(text)
    with pytest.raises(ContentError) as caught:
        read_bundle(root)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.field) == (str(file), line, field)
    assert problem.remedy


def test_a_wrong_optional_field_of_the_manifest_is_reported_and_passed_over(root: Path, write: Write) -> None:
    write("a")
    (root / "bundle.yaml").write_text(MANIFEST.replace("[de, en]", "[Deutsch]") + "colour: red\n")
    bundle = read_bundle(root)
    assert bundle.languages == ("en",)
    assert [(p.line, p.field) for p in bundle.problems] == [(6, "colour"), (5, "languages")]


def test_a_version_number_without_quotes_stays_what_was_written(root: Path) -> None:
    (root / "bundle.yaml").write_text(MANIFEST.replace('"1.0"', "1.10"))
    assert read_bundle(root).version == "1.10"


def test_a_bundle_without_cards_is_empty_and_says_so(root: Path) -> None:
    (root / "cards").rmdir()
    assert ids(root) == []
    assert findings(root) == [("cards", 0, "no-cards")]


def test_links_that_lead_outside_are_refused(root: Path, write: Write) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("---\ntitle: Secret\n---\nx\n")
    write("good")
    (root / "cards" / "file.md").symlink_to(outside / "secret.md")
    (root / "cards" / "folder").symlink_to(outside)
    (root / "cards" / "loop.md").symlink_to("loop.md")
    (root / "cards" / "same.md").symlink_to("good.md")
    assert ids(root) == ["desk/good", "desk/same"]
    assert findings(root) == [
        ("file.md", 0, "outside-bundle"),
        ("folder", 0, "outside-bundle"),
        ("loop.md", 0, "outside-bundle"),
    ]


@pytest.mark.parametrize("name", ["bundle.yaml", "contexts.yaml", "cards"])
def test_no_part_of_a_bundle_may_be_a_link_to_the_outside(root: Path, write: Write, name: str) -> None:
    write("a")
    (root / "contexts.yaml").write_text("secret: {app: a}\n")
    elsewhere = root.parent / "elsewhere"
    (root / name).rename(elsewhere)
    (root / name).symlink_to(elsewhere)
    if name == "bundle.yaml":
        with pytest.raises(ContentError, match="outside"):
            read_bundle(root)
    else:
        bundle = read_bundle(root)
        assert [problem.name for problem in bundle.problems] == ["outside-bundle"]
        assert (len(bundle.cards) == 1) == (name == "contexts.yaml")


def test_a_bundle_folder_may_itself_be_a_link(root: Path, write: Write) -> None:
    write("a")
    link = root.parent / "link"
    link.symlink_to(root)
    assert ids(link) == ["desk/a"]


def test_a_linked_folder_inside_is_not_followed(root: Path, write: Write) -> None:
    write("a/b")
    (root / "cards" / "again").symlink_to("a")
    (root / "cards" / "round").symlink_to(".")
    assert ids(root) == ["desk/a/b"]
    assert findings(root) == [("again", 0, "unreadable"), ("round", 0, "unreadable")]


def test_names_that_differ_only_in_case_collide(root: Path, write: Write) -> None:
    write("Pay/a")
    write("pay/A")
    assert ids(root) == ["desk/Pay/a"]
    assert findings(root) == [("A.md", 0, "duplicate-card")]


def test_names_that_look_the_same_collide(root: Path, write: Write) -> None:
    write("e\u0301")
    write("\u00e9")
    assert len(ids(root)) == 1
    assert [name for _, _, name in findings(root)] == ["duplicate-card"]


@pytest.mark.parametrize(
    "name", ["a:b", "a?", "tab\there", "dot.", " blank", "folder /a", "con", "sub/NUL.x"]
)
def test_names_that_not_every_system_can_store_are_refused(root: Path, write: Write, name: str) -> None:
    write("good")
    write("other").rename(root / "cards" / "x.md")
    file = root / "cards" / f"{name}.md"
    file.parent.mkdir(exist_ok=True)
    (root / "cards" / "x.md").rename(file)
    assert ids(root) == ["desk/good"]
    assert [found for _, _, found in findings(root)] == ["bad-name"]


def test_a_name_that_is_not_utf8_is_refused(root: Path, write: Write) -> None:
    write("good")
    Path(os.fsdecode(os.fsencode(root) + b"/cards/caf\xe9.md")).write_text("x")
    assert ids(root) == ["desk/good"]
    problem = read_bundle(root).problems[0]
    assert problem.name == "bad-name"
    assert str(problem).encode()


def test_leftovers_are_ignored_and_other_files_noticed(root: Path, write: Write) -> None:
    write("a")
    for name in (".a.md.swp", "a.md~", ".DS_Store"):
        (root / "cards" / name).write_text("x")
    (root / "cards" / "notes.txt").write_text("x")
    (root / "cards" / ".git").mkdir()
    assert ids(root) == ["desk/a"]
    assert findings(root) == [("notes.txt", 0, "not-a-card")]


def test_what_is_named_like_a_card_but_is_no_file_is_reported(root: Path) -> None:
    os.mkfifo(root / "cards" / "pipe.md")
    (root / "cards" / "folder.md").mkdir()
    assert ids(root) == []
    assert findings(root) == [("pipe.md", 0, "unreadable")]


def test_folders_nested_without_end_are_refused(root: Path) -> None:
    folder = root / "cards" / "/".join("f" * 30)
    folder.mkdir(parents=True)
    assert [found for _, _, found in findings(root)] == ["unreadable"]


def test_reading_twice_gives_the_same_bundle(root: Path, write: Write) -> None:
    for name in ("c", "a", "b"):
        write(name, "minutes: x" if name == "b" else "owner: x")
    assert read_bundle(root) == read_bundle(root)


yaml_like = st.lists(
    st.sampled_from(
        [*"ab:-?[]{},&*!|>%@`'\"#\\ \n\t~", "id: a\n", "title: b\n", "app: ", "not: ", "context: a", "\n  - ",
         "when:", "\n  ", "---\n", MANIFEST]
    ),
    max_size=20,
).map(lambda pieces: "".join(pieces).encode())  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(), yaml_like), st.one_of(st.binary(), yaml_like))
def test_no_bundle_makes_it_raise_anything_else(root: Path, manifest: bytes, contexts: bytes) -> None:
    (root / "bundle.yaml").write_bytes(manifest)
    (root / "contexts.yaml").write_bytes(contexts)
    try:
        problems = list(read_bundle(root).problems)
    except ContentError as error:
        problems = error.problems
        assert problems
    assert all(problem.message and problem.remedy and problem.line >= 0 for problem in problems)


@pytest.mark.parametrize("field", ["id", "version", "title", "publisher"])
@pytest.mark.parametrize("value", ['"1\\n"', "|\n  1\n", '" "', '"a\\nb"'])
def test_the_manifest_has_values_of_one_line(root: Path, field: str, value: str) -> None:
    good = {"id": "desk", "version": '"1"', "title": "Desk", "publisher": "Us"}
    text = "".join(f"{name}: {given}\n" for name, given in {**good, field: value}.items())
    (root / "bundle.yaml").write_text(text)
    with pytest.raises(ContentError) as refused:
        read_bundle(root)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_problem_with_an_odd_name_stays_one_line(root: Path, write: Write) -> None:
    (root / "cards" / "a\n\x1b[31m.txt").write_text("x")
    (problem,) = read_bundle(root).problems
    assert str(problem).endswith(r"a\n\x1b[31m.txt:0: is not a card; name it ….md, or move it to media/")


def test_cards_that_is_a_file_is_called_so(root: Path) -> None:
    (root / "cards").rmdir()
    (root / "cards").write_text("x")
    assert [problem.message for problem in read_bundle(root).problems] == ["is not a folder"]
