"""What a card's links and images may point at: the one place that decides it, for checks and for the panel.

Links: https, http (with a warning), mail addresses and other cards of the bundle. Images: files inside the
bundle folder. Not for opening or painting anything.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from content.cards.svg import svg_fault
from content.cards.target import Target
from content.problems import Problem, Severity

IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg")
MAX_IMAGE_BYTES = 2_000_000
MAX_SVG_BYTES = 500_000  # it is read through before each showing

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_MAIL_HEADERS = {"subject", "body", "cc"}  # others can add files of the person's to the mail
_CONTROL = re.compile(r"[\0-\x1f\x7f]")
_WEB = re.compile(r"\s*https?://[^\s/@\\]+(/|\?|#|$)", re.IGNORECASE)


def scheme_of(address: str) -> str:
    """The scheme in lower case ("https"), or "" for a path."""
    found = _SCHEME.match(address)
    return found[1].lower() if found else ""


def is_web_link(address: str) -> bool:
    """Whether the default browser or mail program may be asked to open ``address``."""
    if scheme_of(address) == "mailto":
        return _is_plain_mail(address)
    return _WEB.match(address) is not None and _has_host(address)


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address.strip()).hostname)
    except ValueError:  # half a bracket, a letter that would turn into a slash
        return False


def _is_plain_mail(address: str) -> bool:
    """Whether a mailto: address sets no headers but harmless ones, however they are spelled."""
    to, _, query = address.partition(":")[2].partition("?")
    if _CONTROL.search(unquote(to)) or {"?", "&"} & set(
        unquote(to)
    ):  # headers to a program that decodes first
        return False
    for header in filter(None, query.split("&")):
        name, _, value = unquote(header).partition("=")
        if name.lower() not in _MAIL_HEADERS or (name.lower() != "body" and _CONTROL.search(value)):
            return False
    return True


def locate(address: str, card_file: Path, root: Path) -> Path | None:
    """The file inside ``root`` that a path in a card means: from the card's folder, else from ``root``.

    None for what is not a plain relative path, does not exist, or leads outside after following links.
    """
    path = unquote(address.partition("#")[0])
    if not path or scheme_of(path) or path.startswith("/") or "\\" in path or "\0" in path:
        return None
    home = root.resolve()
    for base in (card_file.parent, root):
        try:
            found = (base / path).resolve()
            if found.is_relative_to(home) and found.is_file():
                return found
        except (OSError, RuntimeError):  # a name too long, a loop of links
            continue
    return None


def locate_image(address: str, card_file: Path, root: Path) -> Path | None:
    """The image file that may be painted for ``address``, or None."""
    found = locate(address, card_file, root)
    return found if found and found.suffix.lower() in IMAGE_ENDINGS else None


def locate_card(address: str, card_file: Path, root: Path) -> str | None:
    """The path below ``cards/`` without ending, that is the card's id in its bundle, or None."""
    found = locate(address, card_file, root)
    cards = root.resolve() / "cards"
    if found is None or found.suffix != ".md" or not found.is_relative_to(cards):
        return None
    return found.relative_to(cards).with_suffix("").as_posix()


def check_target(target: Target, card_file: Path, root: Path, shown: str) -> list[Problem]:
    """What is wrong with one link or image."""
    check = _check_image if target.is_image else _check_link
    found: list[Problem] = []
    for name, severity, message, remedy in check(target, card_file, root):
        text = f"“{target.address[:80]}” {message}" if target.address else message
        found.append(Problem(shown, target.line, "", text, remedy, severity, name))
    return found


_Finding = tuple[str, Severity, str, str]


def _check_link(target: Target, card_file: Path, root: Path) -> list[_Finding]:
    scheme = scheme_of(target.address)
    if is_web_link(target.address):
        if scheme != "http":
            return []
        return [("http-link", Severity.WARNING, "can be changed on the way", "link to https://")]
    if scheme or target.address.startswith(("/", "\\")):
        remedy = "link to https://, mailto: or another card (other.md)"
        if scheme == "mailto":
            remedy = f"after the address mailto: takes {', '.join(sorted(_MAIL_HEADERS))} only"
        return [("bad-link", Severity.ERROR, "is not a link that cards may have", remedy)]
    if locate_card(target.address, card_file, root) is None:
        remedy = "check the path; it starts at this card's folder or at the bundle folder"
        return [("broken-link", Severity.WARNING, "is not a card of this bundle", remedy)]
    return []


def _check_image(target: Target, card_file: Path, root: Path) -> list[_Finding]:
    found: list[_Finding] = []
    if not target.text:
        remedy = "describe it in the brackets: ![what it shows](…)"
        found.append(("image-without-text", Severity.WARNING, "is an image without a description", remedy))
    image = locate(target.address, card_file, root)
    if scheme_of(target.address) or target.address.startswith(("/", "\\")):
        message, remedy = "is not an image of this bundle", "put the file into media/ and write media/NAME"
        found.append(("bad-image", Severity.ERROR, message, remedy))
    elif image is None:
        remedy = "check the path; it starts at this card's folder or at the bundle folder"
        found.append(("broken-image", Severity.ERROR, "is not a file inside this bundle", remedy))
    else:
        found += _check_image_file(image)
    return found


def _check_image_file(image: Path) -> list[_Finding]:
    if image.suffix.lower() not in IMAGE_ENDINGS:
        remedy = f"use one of {', '.join(IMAGE_ENDINGS)}"
        return [("bad-image", Severity.ERROR, "is not a kind of image that is shown", remedy)]
    is_svg = image.suffix.lower() == ".svg"
    limit = MAX_SVG_BYTES if is_svg else MAX_IMAGE_BYTES
    try:
        data = image.read_bytes() if image.stat().st_size <= limit else None
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        return [("broken-image", Severity.ERROR, message, "check its permissions")]
    if data is None:
        return [("bad-image", Severity.ERROR, f"is larger than {limit:,} bytes", "shrink it")]
    fault = svg_fault(data) if is_svg else ""
    return [("bad-image", Severity.ERROR, fault, "make it a plain drawing, or a .png")] if fault else []
