"""What a card's author writes can show text, and nothing that leads or reads outside the bundle."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from content.cards.targets import is_web_link
from overlay.theme.document import Place, build, is_allowed_link, links, read_picture, rewrap
from overlay.theme.theme import Theme


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A bundle with one picture and one further card, and a picture beside the bundle."""
    root = tmp_path / "bundle"
    for folder in (root / "media", root / "cards"):
        folder.mkdir(parents=True)
    picture = QImage(600, 200, QImage.Format.Format_RGB32)
    picture.fill(0x7799AA)
    for file in (root / "media/a.png", root / "media/my picture.png", tmp_path / "outside.png"):
        assert picture.save(str(file))
    (root / "media/link.png").symlink_to(tmp_path / "outside.png")
    (root / "media/fake.png").write_text("not a picture", encoding="utf-8")
    (root / "cards/undo.md").write_text("---\ntitle: Undo\n---\nText", encoding="utf-8")
    return Place(root, "cards/pay.md", "treasury")


def pictures(document: QTextDocument) -> list[str]:
    names, block = [], document.begin()
    while block.isValid():
        run = block.begin()
        while not run.atEnd():
            style = run.fragment().charFormat()
            if style.isImageFormat():
                names.append(style.toImageFormat().name())
            run += 1
        block = block.next()
    return names


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a",
        "HTTPS://example.org",
        "http://example.org",
        "mailto:desk@example.org?subject=x",
    ],
)
def test_links_that_lead_somewhere(theme: Theme, target: str) -> None:
    assert is_web_link(target)
    assert is_allowed_link(target)
    assert links(build(f"[x]({target})", Place(), theme, 300)) == [target]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "file:///etc/passwd",
        "https://user@example.org/",
        "mailto:desk@example.org?attach=/etc/passwd",
        "sidecue:other/card",
        "data:text/html,x",
        "ftp://example.org/x",
        "https:",
        "https:///x",
        "//example.org/x",
        "/etc/passwd",
        "../../outside.md",
        "qrc:/x",
        "vscode://file/x",
        "https://[bad",
        "#part",
    ],
)
def test_links_that_stay_text(theme: Theme, place: Place, target: str) -> None:
    document = build(f"See [the text]({target}).", place, theme, 300)
    assert links(document) == []
    assert document.toPlainText() == "See the text."
    assert not is_web_link(target)


def test_bare_addresses_follow_the_same_rule(theme: Theme) -> None:
    document = build(
        "ftp://example.org and http://example.org and https://example.org/x", Place(), theme, 300
    )
    assert links(document) == ["http://example.org", "https://example.org/x"]


def test_a_path_to_a_card_of_the_bundle_becomes_its_id(theme: Theme, place: Place) -> None:
    assert links(build("[Undo](undo.md) [Gone](gone.md)", place, theme, 300)) == ["sidecue:treasury/undo"]


@pytest.mark.parametrize(
    "text",
    ["<b>bold</b>", "<script>x</script>", '<img src="https://example.org/x.png">', "<a href='file:/x'>y</a>"],
)
def test_html_stays_text(theme: Theme, text: str) -> None:
    document = build(f"before {text} after", Place(), theme, 300)
    assert text in document.toPlainText()
    assert pictures(document) == []
    assert links(document) == []


def test_a_picture_of_the_bundle_is_shown_no_wider_than_the_text(theme: Theme, place: Place) -> None:
    document = build("![A plan](../media/a.png) ![B](../media/my%20picture.png)", place, theme, 300)
    assert len(pictures(document)) == 2
    assert document.idealWidth() <= 300
    assert document.size().height() >= 190


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/x.png",
        "//example.org/x.png",
        "file:///ROOT/../outside.png",
        "ROOT/../outside.png",
        "ROOT/media/a.png",
        "../../outside.png",
        "..%2F..%2Foutside.png",
        "../media/link.png",
        "../media/fake.png",
        "../media/missing.png",
        "qrc:/x.png",
        ":/qt-project.org/styles/commonstyle/images/file-16.png",
        "data:image/png;base64,iVBORw0KGgo=",
    ],
)
def test_other_pictures_become_their_description(theme: Theme, place: Place, source: str) -> None:
    source = source.replace("ROOT", str(place.root))
    assert read_picture(source, place, 300) is None
    document = build(f"x ![a plan]({source}) y", place, theme, 300)
    assert pictures(document) == []
    assert document.toPlainText() == "x [a plan] y"


def test_a_leading_rule_is_not_taken_for_front_matter(theme: Theme) -> None:
    assert "kept" in build("---\n\nkept\n\n---\n\nand this", Place(), theme, 300).toPlainText()


def test_a_long_line_of_code_wraps(theme: Theme) -> None:
    document = build("```\n" + "x" * 400 + "\n```", Place(), theme, 300)
    assert document.idealWidth() <= 300


def test_rewrap_lays_text_out_again_and_refuses_pictures(theme: Theme, place: Place) -> None:
    text = build("a **word** " * 60, Place(), theme, 300)
    before = text.size().height()
    assert rewrap(text, 150)
    assert text.size().height() > before
    assert not rewrap(build("![A](../media/a.png)", place, theme, 300), 150)


@given(st.text(alphabet="ab *_`#[]()<>!|-\n:/.@&\\~0\u05d0", max_size=120))
def test_no_text_makes_a_forbidden_link_or_a_picture(text: str) -> None:
    document = build(text, Place(), Theme("light"), 300)
    assert all(is_web_link(target) for target in links(document))
    assert pictures(document) == []
