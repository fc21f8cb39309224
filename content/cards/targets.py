"""What a card's links and images may point at: the one place that decides it, for checks and for the panel.

Links: https, http (with a warning), mail addresses and other cards of the bundle. Images: files inside the
bundle folder. Not for opening or painting anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from content.cards.target import Target
from content.files.base import BundleFiles
from content.language_codes import canonical
from content.problems import ContentError, Problem, Severity

IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg")
MAX_IMAGE_BYTES = 2_000_000
MAX_SVG_BYTES = 500_000  # it is read through before each showing

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_MAIL_HEADERS = {"subject", "body", "cc"}  # others can add files of the person's to the mail
_CONTROL = re.compile(r"[\0-\x1f\x7f]")
_WEB = re.compile(r"\s*https?://[^\s/@\\]+(/|\?|#|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of an image that were found to be harmless; an SVG is one by its name."""

    data: bytes
    is_svg: bool


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


def locate(address: str, card: str, files: BundleFiles) -> str | None:
    """The file that a path in the file ``card`` means: from the card's folder, else from the bundle.

    None for what is not a plain relative path, does not exist, or leads outside after following links.
    """
    path = unquote(address.partition("#")[0])
    if not path or scheme_of(path) or path.startswith("/") or "\\" in path or "\0" in path:
        return None
    return files.find(path, card.rpartition("/")[0]) or files.find(path)


def locate_card(address: str, card: str, files: BundleFiles) -> str | None:
    """The path below ``cards/`` without ending, that is the card's id in its bundle, or None.

    The file of one language leads to the card, which everyone gets in their own.
    """
    found = locate(address, card, files)
    if found is None or not found.startswith("cards/") or not found.endswith(".md"):
        return None
    stem, _, code = found.removesuffix(".md").rpartition(".")
    is_variant = "/" not in code and canonical(code) != "" and files.has(f"{stem}.md")
    return (stem if is_variant else found.removesuffix(".md")).removeprefix("cards/")


def image_of(address: str, card: str, files: BundleFiles) -> Image | None:
    """What may be painted for the image ``address`` of a card, or None."""
    found = locate(address, card, files)
    return None if found is None else _judged_image(found, files)[0]


def check_target(target: Target, card: str, files: BundleFiles, shown: str) -> list[Problem]:
    """What is wrong with one link or image."""
    check = _check_image if target.is_image else _check_link
    found: list[Problem] = []
    for name, severity, message, remedy in check(target, card, files):
        text = f"“{target.address[:80]}” {message}" if target.address else message
        found.append(Problem(shown, target.line, "", text, remedy, severity, name))
    return found


_Finding = tuple[str, Severity, str, str]


def _check_link(target: Target, card: str, files: BundleFiles) -> list[_Finding]:
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
    if locate_card(target.address, card, files) is None:
        remedy = "check the path; it starts at this card's folder or at the bundle folder"
        return [("broken-link", Severity.WARNING, "is not a card of this bundle", remedy)]
    return []


def _check_image(target: Target, card: str, files: BundleFiles) -> list[_Finding]:
    found: list[_Finding] = []
    if not target.text:
        remedy = "describe it in the brackets: ![what it shows](…)"
        found.append(("image-without-text", Severity.WARNING, "is an image without a description", remedy))
    image = locate(target.address, card, files)
    if scheme_of(target.address) or target.address.startswith(("/", "\\")):
        message, remedy = "is not an image of this bundle", "put the file into media/ and write media/NAME"
        found.append(("bad-image", Severity.ERROR, message, remedy))
    elif image is None:
        remedy = "check the path; it starts at this card's folder or at the bundle folder"
        found.append(("broken-image", Severity.ERROR, "is not a file inside this bundle", remedy))
    else:
        found += _judged_image(image, files)[1]
    return found


def _judged_image(image: str, files: BundleFiles) -> tuple[Image | None, list[_Finding]]:
    """An image file that may be painted, or what keeps it from being so."""
    is_svg = image.lower().endswith(".svg")
    if not image.lower().endswith(IMAGE_ENDINGS):
        remedy = f"use one of {', '.join(IMAGE_ENDINGS)}"
        return None, [("bad-image", Severity.ERROR, "is not a kind of image that is shown", remedy)]
    try:
        data = files.read(image, MAX_SVG_BYTES if is_svg else MAX_IMAGE_BYTES)
    except ContentError as error:
        (problem,) = error.problems
        if problem.name == "too-large":
            return None, [("bad-image", Severity.ERROR, problem.message, "shrink it")]
        return None, [("broken-image", Severity.ERROR, problem.message, problem.remedy)]
    if is_svg and (fault := _svg_fault(data)):
        return None, [("bad-image", Severity.ERROR, fault, "make it a plain drawing, or a .png")]
    return Image(data, is_svg), []


def _svg_fault(data: bytes) -> str:
    from content.cards.svg import svg_fault  # with its XML parser: most desks never show a drawing

    return svg_fault(data)
