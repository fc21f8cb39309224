from __future__ import annotations

import hashlib
import hmac
import stat
import sys
from pathlib import Path

import pytest

from content.xapi.actor import keyed_actor, random_actor
from content.xapi.errors import XapiError
from content.xapi.vocabulary import HOME_PAGE
from tests.content.xapi.examples import NOW

KEY = "0123456789abcdef-geheim"


def test_a_profile_makes_up_a_name_once(tmp_path: Path) -> None:
    first = random_actor(tmp_path / "one", lambda: NOW)
    assert first == random_actor(tmp_path / "one", lambda: NOW)
    assert first.home_page == HOME_PAGE
    assert len(first.name) == 32
    assert random_actor(tmp_path / "two", lambda: NOW).name != first.name
    assert random_actor(tmp_path / "one", lambda: NOW, "https://a.example").home_page == "https://a.example"
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "one" / "actor").stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"ada", b"\xff\xfe", b"0123"])
def test_a_damaged_name_is_set_aside_and_made_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "actor").write_bytes(damage)
    assert len(random_actor(tmp_path, lambda: NOW).name) == 32
    [aside] = tmp_path.glob("actor.damaged-*")
    assert aside.read_bytes() == damage


def test_a_name_that_cannot_be_kept_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(XapiError, match="cannot be kept"):
        random_actor(tmp_path / "file", lambda: NOW)


def test_a_key_gives_a_person_the_same_name_everywhere(tmp_path: Path) -> None:
    key = tmp_path / "people.key"
    key.write_text(f"{KEY}\n")
    ada = keyed_actor(str(key), "ada", "https://example.org/people")
    assert ada.name == hmac.new(KEY.encode(), b"ada", hashlib.sha256).hexdigest()
    assert ada.home_page == "https://example.org/people"
    assert keyed_actor(str(key), "grace").name != ada.name
    key.write_text(f"{KEY}2")
    assert keyed_actor(str(key), "ada").name != ada.name


def test_a_login_of_odd_bytes_has_a_name_too(tmp_path: Path) -> None:
    key = tmp_path / "people.key"
    key.write_text(KEY)
    assert keyed_actor(str(key), "ad\udcff").name != keyed_actor(str(key), "ad").name


@pytest.mark.parametrize("text", ["", "geheim", "\x01" * 20, "g" * 5_000])
def test_a_key_that_will_not_do_is_refused_and_not_said(tmp_path: Path, text: str) -> None:
    key = tmp_path / "people.key"
    key.write_text(text)
    with pytest.raises(XapiError) as caught:
        keyed_actor(str(key), "ada")
    assert str(key) in str(caught.value)
    assert "geheim" not in str(caught.value)
    assert caught.value.remedy


def test_a_key_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(XapiError, match="does not exist; ask whoever looks after this computer"):
        keyed_actor(str(tmp_path / "none"), "ada")
