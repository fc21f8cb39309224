"""The root of trust that an invitation carries: whether it is one, and how people compare it. No network."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root

from content.channels.errors import UntrustedError
from content.channels.model import Invitation

_BLANKS = re.compile(r"[\s:-]")
_REMEDY = "ask the publisher for the invitation once more"


def root_of(invitation: Invitation, where: str) -> bytes:
    """The root metadata in ``invitation``. Raises UntrustedError unless it is signed by the keys it names.

    Whoever changes a key in it without the publisher's root keys cannot sign what comes out.
    """
    raw = invitation.root_bytes()
    try:
        _read(raw)
    except (RepositoryError, ValueError) as error:
        what = "carries a root of trust that its own keys have not signed"
        raise UntrustedError(what, where, _REMEDY) from error
    return raw


def read_root(file: Path) -> bytes:
    """The root that was kept when the channel was subscribed to. Raises UntrustedError, OSError."""
    raw = file.read_bytes()
    try:
        _read(raw)
    except (RepositoryError, ValueError) as error:
        remedy = "unsubscribe and subscribe again with the publisher's invitation"
        raise UntrustedError("is damaged: the root of trust", str(file), remedy) from error
    return raw


def fingerprint(invitation: bytes) -> str:
    """The SHA-256 of an invitation file: 64 small hexadecimal digits, as `sha256sum` prints them."""
    return hashlib.sha256(invitation).hexdigest()


def grouped(digits: str) -> str:
    """A fingerprint as people read it to each other."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def same_fingerprint(one: str, other: str) -> bool:
    """Whether two are equal, however they are written; a part of one is not enough."""
    plain = [_BLANKS.sub("", digits).lower().removeprefix("sha256") for digits in (one, other)]
    return plain[0] == plain[1]


def follows(root: bytes, ours: bytes, metadata: Path) -> bool:
    """Whether ``root`` is our own root or one that it led to: the keys changed, and we saw it."""
    wanted = _read(root).signed_bytes
    if wanted == _read(ours).signed_bytes:
        return True
    for file in sorted((metadata / "root_history").glob("*.root.json")):
        try:
            if _read(file.read_bytes()).signed_bytes == wanted:
                return True
        except (RepositoryError, ValueError, OSError):
            continue  # a damaged one proves nothing
    return False


def _read(raw: bytes) -> Metadata[Root]:
    metadata = Metadata[Root].from_bytes(raw)
    if metadata.signed.type != Root.type:
        raise ValueError("it is of another kind")
    metadata.signed.verify_delegate(Root.type, metadata.signed_bytes, metadata.signatures)
    return metadata
