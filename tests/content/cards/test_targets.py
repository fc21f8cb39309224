from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.cards.targets import (
    MAX_IMAGE_BYTES,
    MAX_SVG_BYTES,
    Image,
    image_of,
    is_web_link,
    locate,
    locate_card,
)
from content.files.folder import FolderFiles
from tests.content.cards.conftest import Read


@pytest.fixture(autouse=True)
def files(root: Path) -> None:
    (root / "media" / "a b.png").write_bytes(b"x")
    (root / "media" / "a.txt").write_bytes(b"x")
    (root / "cards" / "deep").mkdir()
    (root / "cards" / "deep" / "b.md").write_text("x")
    (root / "cards" / "beside.png").write_bytes(b"x")
    (root.parent / "secret.png").write_bytes(b"x")
    (root.parent / "secret.md").write_text("x")
    (root / "media" / "out.png").symlink_to(root.parent / "secret.png")
    (root / "media" / "in.png").symlink_to(root / "media" / "a b.png")
    (root / "media" / "loop.png").symlink_to("loop.png")


def names(read: Read, markdown: str) -> list[str]:
    return [problem.name for problem in read(body=markdown).problems]


@pytest.mark.parametrize(
    "link",
    ["https://example.org/a?b#c", "HTTPS://example.org", "mailto:a@example.org", "deep/b.md", "deep/b.md#x",
     "cards/deep/b.md", "../cards/deep/b.md", "./deep/../deep/b.md", "<https://example.org>"],
)  # fmt: skip
def test_good_links_are_fine(read: Read, link: str) -> None:
    assert names(read, f"[x]({link})") == []


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&colon;x", "data:text/html,x", "file:///etc/passwd",
     "vbscript:x", "smb://server/x", "ftp://example.org", "/etc/passwd", "//server/share",
     "\\\\\\\\server\\\\x",
     "C:/x.md", "https:", "https://user@example.org", "ms-settings:"],
)  # fmt: skip
def test_links_that_could_do_harm_are_errors(read: Read, link: str) -> None:
    reading = read(body=f"[x](<{link}>)")
    assert [problem.name for problem in reading.problems] == ["bad-link"]
    assert reading.card is None


@pytest.mark.parametrize(
    "link",
    ["mailto:a@example.org?subject=Run%207&body=Two%0D%0Alines&cc=b@example.org",
     "MAILTO:a@example.org?SUBJECT=x", "mailto:a@example.org?s%75bject=x", "mailto:?subject=R%26D",
     "mailto:a@example.org?"],
)  # fmt: skip
def test_a_mail_may_have_a_subject_a_body_and_copies(read: Read, link: str) -> None:
    assert names(read, f"[x]({link})") == []


@pytest.mark.parametrize(
    "link",
    ["mailto:a@example.org?attach=/etc/passwd", "mailto:a@example.org?subject=x&ATTACH=/etc/passwd",
     "mailto:a@example.org?%61ttach=/etc/passwd", "mailto:a@example.org?bcc=b@example.org",
     "mailto:a@example.org%3Fattach=/etc/passwd", "mailto:a@example.org&attach=/etc/passwd",
     "mailto:a@example.org?subject=x%0D%0AAttach:%20/etc/passwd", "mailto:a@example.org?attachment=x",
     "mailto:?to=b@example.org", "mailto:a%0Ab@example.org"],
)  # fmt: skip
def test_a_mail_may_have_no_other_headers(read: Read, link: str) -> None:
    reading = read(body=f"[x](<{link}>)")
    assert [problem.name for problem in reading.problems] == ["bad-link"]
    assert "subject" in reading.problems[0].remedy
    assert not is_web_link(link)


@pytest.mark.parametrize(
    "link", ["gone.md", "../../secret.md", "media/a.txt", "#part", "deep", "java%0ascript:x", ""]
)
def test_links_that_lead_to_no_card_are_warnings(read: Read, link: str) -> None:
    reading = read(body=f"[x](<{link}>)")
    assert [problem.name for problem in reading.problems] == ["broken-link"]
    assert reading.card is not None


def test_http_is_a_warning_even_when_it_stands_bare(read: Read) -> None:
    assert names(read, "[x](http://a.example) and http://b.example") == ["http-link", "http-link"]
    assert names(read, "www.example.org, (www.example.org) and https://www.example.org") == ["http-link"] * 2


@pytest.mark.parametrize("image", ["media/a%20b.png", "../media/a%20b.png", "beside.png", "media/in.png"])
def test_images_of_the_bundle_are_fine(read: Read, image: str) -> None:
    assert names(read, f"![what it shows]({image})") == []


@pytest.mark.parametrize(
    ("image", "name"),
    [
        ("media/gone.png", "broken-image"),
        ("../../secret.png", "broken-image"),
        ("%2e%2e/%2e%2e/secret.png", "broken-image"),
        ("media/out.png", "broken-image"),
        ("media/loop.png", "broken-image"),
        ("%5C%5Cserver%5Cshare%5Cx.png", "broken-image"),
        ("%00", "broken-image"),
        ("x" * 5000, "broken-image"),
        ("media/a.txt", "bad-image"),
        ("https://example.org/a.png", "bad-image"),
        ("http://example.org/a.png", "bad-image"),
        ("file:///etc/x.png", "bad-image"),
        ("data:image/png;base64,AAAA", "bad-image"),
        ("/etc/x.png", "bad-image"),
        ("//server/share/x.png", "bad-image"),
        ("", "broken-image"),
    ],
)
def test_images_from_elsewhere_are_errors(read: Read, root: Path, image: str, name: str) -> None:
    reading = read(body=f"![what it shows](<{image}>)")
    assert [problem.name for problem in reading.problems] == [name]
    assert reading.card is None
    assert image_of(image, "cards/a.md", FolderFiles(root)) is None


def test_an_image_without_a_description_is_a_warning(read: Read) -> None:
    assert names(read, "![ ](beside.png)") == ["image-without-text"]


def test_a_huge_image_is_an_error(read: Read, root: Path) -> None:
    (root / "media" / "huge.png").write_bytes(b"x" * (MAX_IMAGE_BYTES + 1))
    assert names(read, "![x](media/huge.png)") == ["bad-image"]
    (root / "media" / "huge.svg").write_text("<svg/>" + " " * MAX_SVG_BYTES)
    assert names(read, "![x](media/huge.svg)") == ["bad-image"]


@pytest.mark.parametrize(
    ("svg", "found"),
    [
        ('<svg><use href="#part"/><image xlink:href="data:image/png;base64,AA"/></svg>', []),
        ('<svg><image xlink:href="file:///etc/x.png"/></svg>', ["bad-image"]),
        ("<svg><image href = '//server/share/x.png'/></svg>", ["bad-image"]),
        ('<svg><image href="&#102;ile:///x"/></svg>', ["bad-image"]),
        ('<?xml-stylesheet type="text/css" href="x.css"?><svg/>', ["bad-image"]),
        ('<!DOCTYPE svg [<!ENTITY x "y">]><svg/>', ["bad-image"]),
    ],
)
def test_an_svg_may_not_refer_outside_itself(read: Read, root: Path, svg: str, found: list[str]) -> None:
    (root / "media" / "s.svg").write_text(svg)
    assert names(read, "![x](media/s.svg)") == found


def test_a_web_address_has_a_machine_that_can_be_named() -> None:
    assert is_web_link("https://example.org:8443/a[1]")
    for address in ("https://[::1", "https://a\u2100b.example/", "https://:80/"):
        assert not is_web_link(address)


def test_the_panel_asks_the_same_questions(root: Path) -> None:
    card, files = "cards/a.md", FolderFiles(root)
    assert image_of("media/a%20b.png", card, files) == Image(b"x", is_svg=False)
    assert image_of("media/a.txt", card, files) is None
    assert locate_card("deep/b.md", card, files) == "deep/b"
    assert locate_card("../../secret.md", card, files) is None
    assert is_web_link("mailto:a@example.org")
    assert not is_web_link("javascript:alert(1)")
    assert not is_web_link("https://user:password@example.org/")


def test_a_link_to_one_language_leads_to_the_card(root: Path) -> None:
    for name in ("b.de.md", "b.x1.md", "alone.de.md"):
        (root / "cards" / "deep" / name).write_text("x")
    card, files = "cards/a.md", FolderFiles(root)
    assert locate_card("deep/b.de.md", card, files) == "deep/b"
    assert locate_card("deep/b.x1.md", card, files) == "deep/b.x1"
    assert locate_card("deep/alone.de.md", card, files) == "deep/alone.de"
    assert locate_card("deep/b.fr.md", card, files) is None


steps = st.sampled_from(
    ["..", ".", "/", "\\", "%2e%2e", "%2F", "%5C", "%00", "media", "cards", "secret.png", "secret.md",
     "out.png", "loop.png", "a b.png", "deep", "b.md", "#", "?", "C:", "file:", "//", "~", "x" * 300, "\0"]
)  # fmt: skip
paths = (
    st.lists(steps, max_size=7).map("/".join)
    | st.lists(steps, max_size=5).map("".join)
    | st.text(max_size=20)
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths)
def test_no_path_leads_outside(root: Path, address: str) -> None:
    (root.parent / "secret.svg").write_text("<svg/>")
    found = FolderFiles(root)
    card = locate_card(address, "cards/deep/b.md", found)
    assert card is None or (root / "cards" / f"{card}.md").is_file()
    image = image_of(address, "cards/deep/b.md", found)
    assert image is None or image.data == (root / "media" / "a b.png").read_bytes()
    name = locate(address, "cards/deep/b.md", found)
    assert name is None or (root / name).resolve().is_relative_to(root.resolve())


@settings(max_examples=300)
@given(st.text(max_size=20) | st.from_regex(r"[hH]ttps?:[^a]{0,3}.{0,12}|mailto:.{0,20}", fullmatch=True))
def test_nothing_but_the_web_and_mail_goes_out(address: str) -> None:
    if is_web_link(address):
        parts = urlsplit(address.strip())
        assert parts.scheme in ("http", "https", "mailto")
        assert parts.scheme == "mailto" or (parts.hostname and not parts.username)
