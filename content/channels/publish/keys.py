"""The publisher's keys: Ed25519 in files, private parts encrypted. Not for what they may sign: see roles.py.

A key is two files: NAME.pem (PKCS #8, for its owner's eyes only) and NAME.pub, JSON that says whose key it is
and may be given to anybody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from content.channels.errors import ChannelError
from content.channels.publish.roles import Role

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner, SSlibKey

SHORTEST_PASSPHRASE = 10  # characters
NAME_FIELD = "x-sidecue-name"  # in the root metadata: whose key this is

_LARGEST_KEY = 100_000  # bytes


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The part of a key that everybody may know."""

    name: str
    role: Role
    key: SSlibKey

    @property
    def id(self) -> str:
        """The key's id in the metadata: a hash of the key."""
        return self.key.keyid


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key at hand. ``file`` holds the private part; ``encrypted`` says that a passphrase is needed."""

    public: PublicKey
    file: Path
    encrypted: bool


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was made and lies in no file yet."""

    public: PublicKey
    signer: CryptoSigner


def require_cryptography() -> None:
    """Raise ChannelError where keys can be verified but not made or used."""
    try:
        import cryptography  # noqa: F401 - only whether it is there
    except ImportError:
        remedy = 'install it with: pip install "sidecue[publish]"'
        raise ChannelError("signing needs the package cryptography", "sidecue", remedy) from None


def make_key(name: str, role: Role) -> NewKey:
    """A new key, in memory only."""
    require_cryptography()
    from securesystemslib.signer import CryptoSigner

    signer = CryptoSigner.generate_ed25519()
    signer.public_key.unrecognized_fields[NAME_FIELD] = name
    return NewKey(PublicKey(name, role, signer.public_key), signer)


def save_key(new: NewKey, folder: Path, passphrase: str) -> KeyFile:
    """Write both files of ``new``; without a ``passphrase`` whoever reads the file has the key.

    Never overwrites a key. Raises ChannelError.
    """
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        NoEncryption,
        PrivateFormat,
        load_pem_private_key,
    )

    private = load_pem_private_key(new.signer.private_bytes, None)
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    raw = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    file = folder / f"{new.public.name}.pem"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(file, raw, 0o600)
        try:
            _write_once(file.with_suffix(".pub"), public_bytes(new.public), 0o644)
        except OSError:  # one without the other is no key, and would be in the way of the next
            file.unlink()
            raise
    except FileExistsError as error:
        raise ChannelError("is there already", str(error.filename), "name another folder") from error
    except OSError as error:
        raise ChannelError(
            f"cannot be written: {error.strerror}", str(file), "name another folder"
        ) from error
    return KeyFile(new.public, file, encrypted=bool(passphrase))


def public_bytes(public: PublicKey) -> bytes:
    """``public`` as a .pub file."""
    key = {"keytype": public.key.keytype, "scheme": public.key.scheme, "keyval": public.key.keyval}
    return json.dumps({"name": public.name, "role": public.role, "key": key}, indent=2).encode() + b"\n"


def read_public(file: Path) -> PublicKey:
    """The key in a .pub file. Raises ChannelError."""
    require_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from securesystemslib.signer import SSlibKey

    try:
        said = json.loads(_read(file))
        name, role = str(said["name"]), Role(said["role"])
        # Built anew from the bare key, so that its id is the hash of the key whatever the file says.
        bare = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["key"]["keyval"]["public"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ChannelError(
            "is no public key of Sidecue", str(file), "name a file that ends in .pub"
        ) from error
    if not 0 < len(name) <= 60 or not name.isprintable():
        raise ChannelError("has a name that cannot be shown", str(file), "give the key a short name")
    key = SSlibKey.from_crypto(bare)
    key.unrecognized_fields[NAME_FIELD] = name
    return PublicKey(name, role, key)


def find_keys(folders: Iterable[Path]) -> tuple[KeyFile, ...]:
    """The keys in ``folders`` and in their folders named after a role, in the order of their names.

    Raises ChannelError when one of the folders is not there or one of its keys is not usable.
    """
    found: dict[str, KeyFile] = {}
    for folder in folders:
        if not folder.is_dir():
            raise ChannelError("is not a folder", str(folder), "name the folder with the keys")
        for place in (folder, *(folder / role for role in Role)):
            for file in sorted(place.glob("*.pem")):
                key = _key_file(file)
                found.setdefault(key.public.id, key)
    return tuple(sorted(found.values(), key=lambda key: (key.public.name, key.public.id)))


def unlock(key: KeyFile, passphrase: str) -> CryptoSigner:
    """The private part of ``key``. Raises ChannelError for a wrong passphrase or a file of another key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from securesystemslib.exceptions import KeyMismatchError
    from securesystemslib.signer import CryptoSigner

    try:
        private = load_pem_private_key(_read(key.file), passphrase.encode() if key.encrypted else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if key.encrypted:
            raise ChannelError("the passphrase does not open it", str(key.file), "try again") from error
        raise ChannelError("is no private key", str(key.file), "restore it from a copy") from error
    try:
        if isinstance(private, Ed25519PrivateKey):
            return CryptoSigner(private, key.public.key)
    except KeyMismatchError:
        pass
    remedy = "put the two files of one key together"
    raise ChannelError(f"does not belong to {key.file.with_suffix('.pub').name}", str(key.file), remedy)


def _key_file(file: Path) -> KeyFile:
    public = file.with_suffix(".pub")
    if not public.is_file():
        raise ChannelError(f"has no {public.name} beside it", str(file), "copy both files of a key")
    return KeyFile(read_public(public), file, b"BEGIN ENCRYPTED" in _read(file))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST_KEY)
    except OSError as error:
        remedy = "ask for a copy, or for the right to read it"
        raise ChannelError(f"cannot be read: {error.strerror}", str(file), remedy) from error


def _write_once(file: Path, raw: bytes, mode: int) -> None:
    binary = getattr(os, "O_BINARY", 0)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:  # half a key would be in the way of a whole one
        file.unlink()
        raise
