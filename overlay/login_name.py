"""The name under which somebody works at this computer, for pseudonyms made by a key. It is sent nowhere."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":

    def login_name() -> str:
        """With the domain, in small letters: Windows does not tell case apart."""
        parts = (os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", ""))
        return "\\".join(filter(None, parts)).casefold()
else:

    def login_name() -> str:
        """The account's name, its number where it has none."""
        import pwd

        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return str(os.getuid())
