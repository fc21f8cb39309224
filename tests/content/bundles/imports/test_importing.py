from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundles.checks.check import check
from content.bundles.imports.importing import Origin, bring_in
from content.bundles.reader import read_bundle
from content.problems import ContentError, Severity
from content.progress import NoProgress
from tests.content.bundles.conftest import TODAY
from tests.content.bundles.imports.conftest import GIF, Bring


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_new_bundle_gets_a_manifest(bring: Bring) -> None:
    bundle = bring({"a.md": "Text."}, title="My: desk").bundle

    assert (bundle.id, bundle.version, bundle.title) == ("desk", "1", "My: desk")


def test_what_is_there_is_left_alone(bring: Bring, tmp_path: Path) -> None:
    first = bring({"a.md": "Text ![p](p.gif).", "p.gif": GIF})
    (first.folder / "cards" / "a.md").write_text("---\ntitle: Mine\n---\nMine.\n", encoding="utf-8")
    second = bring({"A.md": "Other.", "b.md": "![p](p.gif)", "p.gif": GIF + b"\0"})

    assert second.card("a").title == "Mine"
    assert "(../media/p-2.gif)" in second.text("cards/b.md")
    assert (first.folder / "media" / "p.gif").read_bytes() == GIF
    assert ("a.md", 0, "import-exists") in {(name.lower(), line, kind) for name, line, kind in second.lost()}


def test_importing_twice_changes_nothing(bring: Bring) -> None:
    files: dict[str, str | bytes] = {"a.md": "Text ![p](p.gif).", "p.gif": GIF}
    before = everything(bring(files).folder)

    assert everything(bring(files).folder) == before


def test_a_stopped_import_leaves_a_bundle_that_is_there_as_it_was(bring: Bring, source: Path) -> None:
    folder = bring({"a.md": "Text."}).folder
    before = everything(folder)
    (source / "b.md").write_text("Text.", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt):
        bring_in(source, folder, None, "", Stopped())
    assert everything(folder) == before
    assert [path.name for path in folder.glob(".*")] == []


class Stopped:
    """Somebody presses Ctrl+C while the second card is written."""

    def step(self, _done: int, _total: int, what: str) -> None:
        if what == "cards/b.md":
            raise KeyboardInterrupt


def test_a_stopped_import_leaves_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / "a.md").write_text("Text.", encoding="utf-8")
    (source / "b.md").write_text("Text.", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt):
        bring_in(source, tmp_path / "desk", None, "", Stopped())
    assert os.listdir(tmp_path) == ["wiki"]  # noqa: PTH208 - hidden files count here


def test_a_full_disk_leaves_nothing(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (source / "a.md").write_text("Text.", encoding="utf-8")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ContentError, match="No space left"):
        bring_in(source, tmp_path / "desk", None, "", NoProgress())
    assert os.listdir(tmp_path) == ["wiki"]  # noqa: PTH208


def test_nothing_is_written_through_a_linked_folder(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "cards").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AssertionError):  # the bundle has an error now, which it had before
        bring({"a.md": "Text."})

    assert everything(tmp_path / "elsewhere") == {}


def test_nothing_outside_the_source_is_read(bring: Bring, source: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("SECRET", encoding="utf-8")
    (tmp_path / "secret.gif").write_bytes(GIF)
    (source / "linked.md").symlink_to(tmp_path / "secret.md")
    (source / "linked.gif").symlink_to(tmp_path / "secret.gif")
    brought = bring({"a.md": "![x](linked.gif) ![y](../secret.gif) [z](linked.md)"})

    assert not any(b"SECRET" in data or data == GIF for data in everything(brought.folder).values())
    assert ("linked.md", 0, "outside-bundle") in brought.lost()


def test_bad_files_are_reported_and_stop_no_other(bring: Bring, source: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(source / "pipe.md")
    brought = bring({"good.md": "Text.", "latin.md": b"caf\xe9", "huge.md": "x" * 200_000, "empty.md": ""})

    assert [card.id for card in brought.bundle.cards] == ["desk/good"]
    assert {
        ("latin.md", 1, "not-utf8"),
        ("huge.md", 0, "too-large"),
        ("empty.md", 0, "import-file"),
    } <= brought.lost()
    assert sys.platform == "win32" or ("pipe.md", 0, "unreadable") in brought.lost()


@pytest.mark.parametrize("into", ["wiki", "wiki/cards", "file"])
def test_there_has_to_be_a_place_for_it(source: Path, tmp_path: Path, into: str) -> None:
    (source / "a.md").write_text("Text.", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(ContentError):
        bring_in(source, tmp_path / into, None, "", NoProgress())


def test_there_has_to_be_something_to_import(source: Path, tmp_path: Path) -> None:
    for origin in (None, *Origin):
        with pytest.raises(ContentError):
            bring_in(source, tmp_path / "desk", origin, "", NoProgress())
    with pytest.raises(ContentError):
        bring_in(tmp_path / "nowhere", tmp_path / "desk", None, "", NoProgress())

    assert not (tmp_path / "desk").exists()


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "[",
            "]",
            "(",
            ")",
            "!",
            "[[",
            "]]",
            "|",
            "`",
            "```\n",
            "\n",
            "\n\n",
            "# ",
            "- [x] ",
            "1. ",
            "> ",
            "<",
            ">",
            "a.md",
            "b",
            "p.gif",
            "https://example.org/x.png",
            "javascript:x",
            "---\n",
            "title: ",
            "tags: [",
            "&a ",
            "*a",
            "\\",
            "    ",
            "\t",
            "[x]: ",
            "<!--",
            "-->",
            "![",
            "](",
            "é",
            "😀",
            "\x85",
            "\u2028",
            "<kbd>",
            "www.",
            "=====\n",
        ]
    )
    | st.text(max_size=5),
    max_size=40,
).map("".join)


@given(MARKDOWN, MARKDOWN)
@settings(max_examples=150, deadline=None)
def test_whatever_the_pages_say_the_bundle_has_no_errors(first: str, second: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        source, folder = Path(made) / "wiki", Path(made) / "desk"
        source.mkdir()
        for name, text in (("a.md", first), ("b.md", second), ("c.md", "Fine.")):
            (source / name).write_text(text, encoding="utf-8", errors="ignore")
        (source / "p.gif").write_bytes(GIF)
        bring_in(source, folder, None, "", NoProgress())

        assert [
            found for found in check(read_bundle(folder), TODAY) if found.severity is Severity.ERROR
        ] == []
        assert {path.name for path in Path(made).iterdir()} == {"wiki", "desk"}


YAML_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["<Left>", "*", "b.exe"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "PackageName",
                    "Name",
                    "WindowFilter",
                    "Shortcuts",
                    "SectionName",
                    "Properties",
                    "Shortcut",
                    "Keys",
                    "Win",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(YAML_VALUES, YAML_VALUES, YAML_VALUES)
@settings(max_examples=150, deadline=None)
def test_whatever_a_manifest_says_the_bundle_has_no_errors(name: object, keys: object, more: object) -> None:
    import json

    good = {"Name": "Fine", "Shortcut": [{"Keys": ["A"]}]}
    sections = [{"SectionName": name, "Properties": [good, {"Name": name, "Shortcut": keys}, more]}, more]
    manifest = {"PackageName": "A.B", "Name": name, "WindowFilter": keys, "Shortcuts": sections}
    with tempfile.TemporaryDirectory() as made:
        source, folder = Path(made) / "m.yml", Path(made) / "desk"
        source.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8", errors="ignore")
        try:
            bring_in(source, folder, None, "", NoProgress())
        except ContentError:  # characters that YAML must not hold
            assert not folder.exists()
            return

        assert [
            found for found in check(read_bundle(folder), TODAY) if found.severity is Severity.ERROR
        ] == []
