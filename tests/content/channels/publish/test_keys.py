from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from content.channels.errors import ChannelError
from content.channels.publish.keys import (
    KeyFile,
    find_keys,
    make_key,
    public_bytes,
    read_public,
    require_cryptography,
    save_key,
    unlock,
)
from content.channels.publish.roles import Role

PASSPHRASE = "correct horse"


@pytest.fixture
def key(tmp_path: Path) -> KeyFile:
    return save_key(make_key("root-1", Role.ROOT), tmp_path / "root", PASSPHRASE)


def test_a_saved_key_signs_what_its_public_part_verifies(key: KeyFile) -> None:
    signer = unlock(key, PASSPHRASE)

    key.public.key.verify_signature(signer.sign(b"text"), b"text")


def test_keys_are_found_beside_and_below_the_folder(key: KeyFile, tmp_path: Path) -> None:
    online = save_key(make_key("online-1", Role.ONLINE), tmp_path, "")

    found = find_keys([tmp_path, tmp_path / "root"])

    assert [(one.public.name, one.public.role, one.encrypted, one.file) for one in found] == [
        ("online-1", Role.ONLINE, False, online.file),
        ("root-1", Role.ROOT, True, key.file),
    ]
    assert [one.public.id for one in found] == [online.public.id, key.public.id]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_nobody_else_may_read_a_private_key(key: KeyFile) -> None:
    assert key.file.stat().st_mode & 0o777 == 0o600
    assert key.file.parent.stat().st_mode & 0o777 == 0o700


def test_the_private_part_is_encrypted_on_disk(key: KeyFile) -> None:
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in key.file.read_bytes()


def test_a_key_is_never_overwritten(key: KeyFile) -> None:
    before = key.file.read_bytes()

    with pytest.raises(ChannelError, match=r"root-1\.pem: is there already"):
        save_key(make_key("root-1", Role.ROOT), key.file.parent, PASSPHRASE)

    assert key.file.read_bytes() == before


@pytest.mark.parametrize("passphrase", ["", "wrong", PASSPHRASE.upper()])
def test_a_wrong_passphrase_opens_nothing(key: KeyFile, passphrase: str) -> None:
    with pytest.raises(ChannelError, match="the passphrase does not open it"):
        unlock(key, passphrase)


def test_the_two_files_of_a_key_belong_together(key: KeyFile, tmp_path: Path) -> None:
    other = save_key(make_key("root-2", Role.ROOT), tmp_path / "root", "")
    shutil.copy(other.file, key.file)

    with pytest.raises(ChannelError, match=r"does not belong to root-1\.pub"):
        unlock(find_keys([tmp_path])[0], "")


def test_a_damaged_private_key_is_named(tmp_path: Path) -> None:
    key = save_key(make_key("online-1", Role.ONLINE), tmp_path, "")
    key.file.write_bytes(key.file.read_bytes()[:60])

    with pytest.raises(ChannelError, match="is no private key"):
        unlock(key, "")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    key = save_key(make_key("online-1", Role.ONLINE), tmp_path, "")
    rsa = generate_private_key(public_exponent=65537, key_size=2048)
    key.file.write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    with pytest.raises(ChannelError, match="does not belong to"):
        unlock(key, "")


def test_half_a_key_is_named(key: KeyFile) -> None:
    key.file.with_suffix(".pub").unlink()

    with pytest.raises(ChannelError, match=r"has no root-1\.pub beside it"):
        find_keys([key.file.parent])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ChannelError, match="nowhere: is not a folder"):
        find_keys([tmp_path / "nowhere"])


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_key_of_somebody_else_is_named(key: KeyFile) -> None:
    key.file.chmod(0)

    with pytest.raises(ChannelError, match="cannot be read: Permission denied"):
        find_keys([key.file.parent])


def test_a_public_key_travels_as_a_file(tmp_path: Path) -> None:
    made = make_key("root-7", Role.ROOT)
    file = tmp_path / "root-7.pub"
    file.write_bytes(public_bytes(made.public))

    assert read_public(file) == made.public


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["keyval", "public"]), inner),
    max_leaves=5,
)

GOOD = json.loads(public_bytes(make_key("root-1", Role.ROOT).public))


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        json.dumps(GOOD | {"role": "king"}).encode(),
        json.dumps(GOOD | {"key": {"keyval": {"public": "abc"}}}).encode(),
        json.dumps(GOOD | {"name": "two\nlines"}).encode(),
        json.dumps(GOOD | {"name": ""}).encode(),
    ],
)
def test_what_is_no_public_key_is_refused(tmp_path: Path, said: bytes) -> None:
    file = tmp_path / "x.pub"
    file.write_bytes(said)

    with pytest.raises(ChannelError, match=r"x\.pub: (is no public key|has a name)"):
        read_public(file)


@given(st.binary(max_size=200), st.dictionaries(st.sampled_from(["name", "role", "key"]), json_values))
def test_no_file_does_more_than_be_refused(noise: bytes, fields: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.pub"
        for said in (noise, json.dumps(GOOD | fields).encode()):
            file.write_bytes(said)
            try:
                again = read_public(file)
            except ChannelError:
                continue
            file.write_bytes(public_bytes(again))
            assert read_public(file) == again


def test_a_full_disk_leaves_no_half_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(ChannelError, match=r"root-1\.pem: cannot be written: No space left on device"):
        save_key(make_key("root-1", Role.ROOT), tmp_path, "")

    assert list(tmp_path.iterdir()) == []


def test_a_private_key_is_not_left_without_its_public_part(tmp_path: Path) -> None:
    (tmp_path / "root-1.pub").write_text("of another key")

    with pytest.raises(ChannelError, match=r"root-1\.pub: is there already"):
        save_key(make_key("root-1", Role.ROOT), tmp_path, "")

    assert [file.name for file in tmp_path.iterdir()] == ["root-1.pub"]


def test_without_cryptography_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)

    with pytest.raises(
        ChannelError, match=r'needs the package cryptography; install it with: pip install "sidecue'
    ):
        require_cryptography()
