"""Takes apart what a window shows beyond its title: patterns for a dialog's text and for an address.

Not for titles: see title_parts.py.
"""

from __future__ import annotations

import re

from triggers.rules.globs import MAX_PATTERN

# What is another one each time: names in quotes, files, addresses of mail, and numbers.
_VARIES = re.compile(
    r"""(?P<quoted>(?<!\w)(["']).+?\2(?!\w))
    |(?P<named>[^\s"']*[/\\@][^\s"']*|\w[^\s"']*\.[A-Za-z]\w{1,4}(?!\w))
    |(?P<number>(?<!\w)-?(?:0x[0-9A-Fa-f]+|(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{4,}(?!\w)|[0-9]+(?:[.,:'][0-9]+)*))""",
    re.VERBOSE,
)
_SPECIAL = re.compile(r"([*?#\\])")
_SITE = re.compile(r"https?://[^/?#]+/")


def saying(text: str) -> str:
    """A pattern for dialogs that say what the most telling line of ``text`` says, "" if too little."""
    line = max(text.split("\n"), key=_letters)
    if _letters(line) < _FEW_LETTERS:
        return ""
    parts, place = [], 0
    for found in _VARIES.finditer(line):
        parts += [_escaped(line[place : found.start()]), _wild(found)]
        place = found.end()
    pattern = re.sub(r"(?<!\\)\*{2,}", "*", "".join([*parts, _escaped(line[place:])]))
    if len(pattern) >= MAX_PATTERN:
        pattern = re.sub(r"\\*\Z", "", pattern[: MAX_PATTERN // 2]) + "*"
    return pattern if sum(map(str.isalpha, pattern)) >= _FEW_LETTERS else ""


def page_and_site(url: str) -> tuple[str, str]:
    """A pattern for the page at ``url`` whatever is asked of it, and one for all pages of the site; or ""."""
    site = _SITE.match(url)
    if site is None:
        return "", ""
    page = re.split(r"[?#]", url, maxsplit=1)[0]
    return _for_address(page) + ("*" if page != url else ""), f"{_for_address(site[0])}*"


_FEW_LETTERS = 8


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _wild(found: re.Match[str]) -> str:
    if found["quoted"]:
        return f"{found[0][0]}*{found[0][0]}"
    return "#" if found["number"] else "*"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _for_address(text: str) -> str:
    return re.sub(r"([*?\\])", r"\\\1", text)
