"""Packed bundles that want to do harm, each in one way: for tests that offer them to a desk or open them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tests.content.files.zips import File, forge

ID, VERSION = "desk", "1.1"
MARK = "Hochstapler"  # in everything that a hostile bundle would like to be shown

_CARD = f"---\ntitle: {MARK}\nkeywords: [pay]\nowner: x\n---\n{MARK}.\n".encode()
_PICTURE = _CARD + b"![x](media/a.svg)\n"
_LINK = 0o120777 << 16
_LAUGHS = "\n".join(f"{two}: &{two} [{f'*{one}, ' * 9}]" for one, two in pairwise("abcdefghi"))
_REMOTE_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://SERVER/a.png"/></svg>'


@dataclass(frozen=True, slots=True)
class Hostile:
    """``said`` is part of the reason for which the whole bundle is refused by a desk.

    A ``spoilt`` one is no packed bundle at all; of the others a reader leaves out the card.
    """

    name: str
    files: tuple[File, ...]
    said: str
    spoilt: bool = False

    def packed(self, bundle: str = ID) -> bytes:
        """The file, which claims to be ``bundle``."""
        manifest = f'id: {bundle}\nversion: "{VERSION}"\ntitle: {MARK}\npublisher: Example\n'
        return forge([File(b"bundle.yaml", manifest.encode()), *self.files])

    def __str__(self) -> str:
        return self.name


def _files(name: str, said: str, *files: File) -> Hostile:
    return Hostile(name, files, said, spoilt=True)


def _card(name: str, said: str, body: str = "", fields: str = "") -> Hostile:
    text = f"---\ntitle: {MARK}\nkeywords: [pay]\nowner: x\n{fields}---\n{body or MARK}\n"
    return Hostile(name, (File(b"cards/pay.md", text.encode()),), said)


HOSTILE = (
    _files("zip bomb", "swells to more than 200 times", File(b"cards/a.md", b" " * 1_999_999)),
    _files("path traversal", "no bundle has", File(b"cards/../../../../evil.md", _CARD)),
    _files("backslashes", "not every system can store", File(b"cards\\..\\..\\evil.md", _CARD)),
    _files("absolute path", "no bundle has", File(b"/tmp/evil.md", _CARD)),
    _files("drive", "not every system can store", File(b"C:/evil.md", _CARD)),
    _files("link", "is no file", File(b"cards/a.md", b"/etc/passwd", method=0, mode=_LINK)),
    _files("duplicate", "two files with one name", File(b"cards/a.md", _CARD), File(b"cards/a.md", _CARD)),
    _files(
        "case collision", "two files with one name", File(b"cards/A.md", _CARD), File(b"cards/a.md", _CARD)
    ),
    _files("device", "Windows keeps for a device", File(b"cards/NUL.md", _CARD)),
    _files("card of 100 MB", "a file of more than", File(b"cards/a.md", b"x" * 100_000_000)),
    _card("nested YAML", "nested deeper than", fields="audience: " + "[" * 500 + "]" * 500 + "\n"),
    _card("aliases", "YAML a", fields=f"a: &a [x, x]\n{_LAUGHS}\n"),
    Hostile("no UTF-8", (File(b"cards/pay.md", _CARD.replace(b"Hoch", b"H\xf6ch")),), "not UTF-8"),
    _card("remote image", "is not an image of this bundle", "![x](http://SERVER/pixel.png)"),
    _card("local image", "is not an image of this bundle", "![x](file:///etc/passwd)"),
    _card("file link", "is not a link that cards may have", "[x](file:///etc/passwd)"),
    _card("script link", "is not a link that cards may have", "[x](javascript:alert(1))"),
    Hostile(
        "remote drawing",
        (File(b"cards/pay.md", _PICTURE), File(b"media/a.svg", _REMOTE_SVG)),
        "outside itself",
    ),
    _card("look-ahead", "RE2", fields="when: {title_re: '(a+)+$(?=x)'}\n"),
    _card("giant regex", "RE2", fields="when: {title_re: '((a{1,1000}){1,1000}){1,1000}'}\n"),
)

# Nothing to refuse: it is shown as the words it is.
HTML = _card("HTML and script", "", f"<script>alert(1)</script> <img src=http://SERVER/a.png> {MARK}")
