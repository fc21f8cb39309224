"""The pseudonym under which a person's statements stand, a random one or one by the policy's key. No names.

A random name is made once for a profile. With a key, a person has the same pseudonym on each computer of the
house, and whoever has the key can tell whose it is (docs/xapi.md).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from content.policy.endpoint import ADMIN
from content.problems import ContentError
from content.text_file import read_text
from content.whole_file import FOR_OWNER, set_aside, write_whole
from content.xapi.errors import XapiError
from content.xapi.forgetting import ACTOR
from content.xapi.statement import Actor
from content.xapi.vocabulary import HOME_PAGE

SHORTEST_KEY = 16
"""Characters: a shorter one could be guessed from pseudonyms."""
_LONGEST_KEY = 4_000  # bytes of its file
_NAME = re.compile(r"[0-9a-f]{32}")


def random_actor(folder: Path, now: Callable[[], datetime], home_page: str = "") -> Actor:
    """The pseudonym kept in ``folder``, made if there is none. Raises XapiError where it cannot be kept."""
    file = folder / ACTOR
    try:
        name = file.read_text("utf-8").strip()
    except FileNotFoundError:
        name = ""
    except UnicodeDecodeError:
        name = "?"
    except OSError as error:
        raise _unkept(file, error) from error
    if not _NAME.fullmatch(name):
        damaged, name = bool(name), secrets.token_hex(16)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if damaged:
                set_aside(file, now())
            write_whole(file, name.encode() + b"\n", FOR_OWNER)
        except OSError as error:
            raise _unkept(file, error) from error
    return Actor(home_page or HOME_PAGE, name)


def keyed_actor(key_file: str, login: str, home_page: str = "") -> Actor:
    """The pseudonym of ``login``, the HMAC-SHA256 of it by the key in ``key_file``. Raises XapiError.

    No error says anything of the key.
    """
    try:
        key = read_text(Path(key_file), key_file, _LONGEST_KEY).strip()
    except ContentError as error:
        remedy = f"{ADMIN}: the policy's xapi.actor-key-file names it"
        raise XapiError(error.problems[0].message, key_file, remedy) from None
    if len(key) < SHORTEST_KEY:
        what = f"holds no key of at least {SHORTEST_KEY} characters"
        raise XapiError(what, key_file, f"{ADMIN} to write a long random one into it")
    digest = hmac.new(key.encode(), login.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()
    return Actor(home_page or HOME_PAGE, digest)


def _unkept(file: Path, error: OSError) -> XapiError:
    return XapiError(f"cannot be kept: {error.strerror or error}", str(file), "make the folder writable")
