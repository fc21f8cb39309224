"""The desk's own Ed25519 key, which signs its evidence. Not a publisher's (content/channels/publish/keys.py).

It lies on the desk without a passphrase, for its owner's account alone: it tells this desk's entries from
those of others, and does not bind whoever owns that account (docs/evidence.md).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from content.evidence.canonical import sha256
from content.evidence.errors import EvidenceError
from content.whole_file import FOR_OWNER, write_whole

_ID = 16  # hexadecimal digits of the fingerprint that tell desks apart
_LARGEST = 10_000  # bytes


@dataclass(frozen=True, slots=True)
class DeskKey:
    """A key that can sign. ``public`` is its public part, 64 hexadecimal digits."""

    public: str
    sign: Callable[[bytes], str]
    pem: bytes

    @property
    def desk(self) -> str:
        """The pseudonym of the desk."""
        return desk_of(self.public)


def fingerprint(public: str) -> str:
    """The SHA-256 of a public key, to compare two keys by. Raises ValueError for what is no key."""
    return sha256(_bare(public))


def desk_of(public: str) -> str:
    """The pseudonym of the desk with that key: the beginning of the key's fingerprint."""
    return fingerprint(public)[:_ID]


def make_key() -> DeskKey:
    """A new key, in memory only."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    made = Ed25519PrivateKey.generate()
    return _key(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def save_key(key: DeskKey, file: Path) -> None:
    """Write ``key`` whole, for the owner's eyes only. Raises OSError."""
    write_whole(file, key.pem, FOR_OWNER)


def read_key(file: Path) -> DeskKey:
    """The key in ``file``. Raises FileNotFoundError, or EvidenceError for what is there and no key."""
    try:
        with suppress(OSError):
            file.chmod(FOR_OWNER)  # a copy that was put back may have other rights
        with file.open("rb") as stream:
            return _key(stream.read(_LARGEST))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise EvidenceError(f"cannot be read: {error.strerror}", file, "make it readable for you") from error
    except ValueError as error:
        remedy = "restore it from a backup, or move its folder away: Sidecue then begins a new log"
        raise EvidenceError("is no Ed25519 key", file, remedy) from error


def is_signed(public: str, message: bytes, signature: str) -> bool:
    """Whether ``signature`` is that of the key ``public`` for ``message``; not for what is no key at all."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(_bare(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return signature == signature.lower()  # the same signature in capitals would be another line


def _bare(public: str) -> bytes:
    raw = bytes.fromhex(public)
    if len(raw) != 32 or raw.hex() != public:
        raise ValueError("a public key is 64 hexadecimal digits")
    return raw


def _key(pem: bytes) -> DeskKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(pem, None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("no private key that can be used") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError("a key of another kind")  # noqa: TRY004 - one error for all that is read
    public = private.public_key().public_bytes_raw().hex()
    return DeskKey(public, lambda message: private.sign(message).hex(), pem)
