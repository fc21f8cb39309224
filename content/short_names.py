"""Makes the short names by which bundles and channels are known for ever. Not for names of files."""

from __future__ import annotations

import re
import unicodedata

SHORT_NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
LONGEST = 60


def short_name(text: str) -> str:
    """``text`` in small letters of ASCII, digits and single hyphens; "" where it has none of them."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-")
