"""Language codes: their one spelling, which ones serve a reader, and those a terminal speaks. No files.

A code is what BCP 47 makes of a language and perhaps a script or region: "de", "de-AT", "zh-Hant-TW".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NONE = {"c", "posix"}  # what a system says that has no language


def canonical(code: str) -> str:
    """``code`` in its one spelling ("de_at.UTF-8" is "de-AT"), or "" when it names no language."""
    language, *rest = re.split(r"[.@]", code.strip())[0].replace("_", "-").split("-")
    parts = [language.lower(), *(_subtag(part) for part in rest)]
    whole = "-".join(parts)
    return whole if parts[0] not in _NONE and _CODE.fullmatch(whole) else ""


def spelled(codes: Iterable[str]) -> tuple[str, ...]:
    """``codes`` in their one spelling, each once, without those that name no language."""
    return tuple(dict.fromkeys(code for code in map(canonical, codes) if code))


def serves(offered: str, wanted: str) -> bool:
    """Whether who asks for ``wanted`` reads ``offered``: the same language, and no other region.

    "de" serves "de-AT" and the other way round; "de-CH" does not serve "de-AT".
    """
    return offered == wanted or offered.startswith(f"{wanted}-") or wanted.startswith(f"{offered}-")


def best(wanted: Sequence[str], offered: Sequence[str]) -> str:
    """The one of ``offered`` for someone who wants these languages, most wanted first; "" when none serves.

    Each wanted one in turn: as it is, then without its region ("de-AT" → "de"), then of another region.
    """
    for want in wanted:
        shorter = [want.rsplit("-", cut)[0] for cut in range(want.count("-") + 1)]
        for exact in shorter:
            if exact in offered:
                return exact
        language = shorter[-1]
        for offer in offered:
            if offer.partition("-")[0] == language:
                return offer
    return ""


def of_terminal(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The languages that LANGUAGE, LC_ALL, LC_MESSAGES and LANG ask for, as gettext reads them."""
    named = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in named if name), "")
    if not canonical(locale):
        return ()  # the locale C: gettext leaves LANGUAGE unread then
    return spelled([*environment.get("LANGUAGE", "").split(":"), locale])


def _subtag(part: str) -> str:
    """Regions in capitals, scripts with one, as people write them."""
    if len(part) == 2 or (len(part) == 3 and part.isdigit()):
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part
