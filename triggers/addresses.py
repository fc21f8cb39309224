"""Addresses of pages as rules see them, however a browser spells them. Not for matching them: see rules/.

The reference, with examples, is the section "Dialogs, controls and pages" of docs/rules.md.
"""

from __future__ import annotations

import re

from triggers.titles import MAX_LENGTH, clean

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)  # "localhost:8080" has none
_SERVER = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)(?:[^/?#]*@)?(?P<host>[^/?#]*)", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|about:|chrome:|data:,|localhost(?=[:/?#]|$)|\[[0-9a-f:]+\]|[^\s/?#:@]+\.[^\s/?#:@.]+)",
    re.IGNORECASE,
)


def page_url(url: str) -> str:
    """The address of a page as rules see it: with a scheme, without credentials, scheme and server in lower
    case. A browser may leave ``https://`` out where it shows the address; "" stays "".
    """
    text = clean(url[: 2 * MAX_LENGTH])
    if not text:
        return ""
    if not _SCHEME.match(text):
        text = f"https://{text.removeprefix('//')}"
    server = _SERVER.match(text)
    if server is not None:
        text = server["scheme"].lower() + server["host"].lower() + text[server.end() :]
    return text[:MAX_LENGTH]


def forms_of_url(url: str) -> tuple[str, ...]:
    """The spellings of an address that a pattern may mean: without ``https://``, with and without the slash
    that a browser puts at the end.
    """
    spelled = [url]
    if web := _WEB.match(url):
        spelled.append(url[web.end() :])
        if "?" not in url and "#" not in url:
            spelled += [form.rstrip("/") if form.endswith("/") else f"{form}/" for form in tuple(spelled)]
    return tuple(dict.fromkeys(spelled))


def is_address(text: str) -> bool:
    """Whether ``text`` looks like the address of a page, not like words somebody types."""
    plain = text.strip()
    has_name = (
        "@" in plain.split("//")[0].split("/")[0]
    )  # of a person, and no scheme: not an address for sure
    return not has_name and not re.search(r"\s", plain) and _ADDRESS.match(plain) is not None
