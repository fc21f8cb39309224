from __future__ import annotations

import socket
import sys
from pathlib import Path

import platformdirs
import pytest

from overlay.profile import open_profile


def test_a_folder_keeps_everything_below_it(tmp_path: Path) -> None:
    profile = open_profile(tmp_path / "p")

    assert profile.state == tmp_path / "p"
    assert profile.cache.is_relative_to(profile.state)
    assert not profile.state.exists()


def test_without_a_folder_the_platform_says_where(home: Path) -> None:
    profile = open_profile(None)

    assert profile.state.is_relative_to(home)
    assert profile.cache.is_relative_to(home)
    assert profile.cache != profile.state


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
@pytest.mark.parametrize("named", ["", " ", "/elsewhere", "/elsewhere/", "relative", "~/x", None])
@pytest.mark.parametrize("homes", ["/her/home", "/her/home/", "/", "relative", "", None])
def test_it_is_the_place_that_platformdirs_says(
    homes: str | None, named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in (("HOME", homes), ("XDG_DATA_HOME", named), ("XDG_CACHE_HOME", named)):
        monkeypatch.delenv(variable) if value is None else monkeypatch.setenv(variable, value)
    profile = open_profile(None)

    assert profile.state == Path(platformdirs.user_data_dir("sidecue", appauthor=False))
    assert profile.cache == Path(platformdirs.user_cache_dir("sidecue", appauthor=False))


def test_a_relative_folder_and_the_home_sign_mean_one_place(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert open_profile(Path("p")) == open_profile(tmp_path / "p")
    assert open_profile(Path("~/p")).state == home / "p"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes")
def test_the_socket_lies_in_the_profile_as_long_as_its_path_may_be(home: Path) -> None:
    assert open_profile(home).addresses[0] == str(home / "sidecue.sock")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes")
@pytest.mark.parametrize("name", ["x" * 150, "ä" * 60, "/".join(["deep"] * 40)])
def test_a_long_path_has_a_short_address_of_its_own(home: Path, name: str) -> None:
    (address,) = open_profile(home / name).addresses

    assert len(address.encode()) <= 100
    assert (address,) == open_profile(home / name).addresses
    assert (address,) != open_profile(home / f"{name}x").addresses
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ear:
        ear.bind(address)
    Path(address).unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes")
def test_a_folder_that_cannot_have_a_socket_has_a_second_address(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(home))
    own, spare = open_profile(home / "p").addresses
    assert (Path(own).parent, Path(spare).parent) == (home / "p", home)
    assert spare != open_profile(home / "q").addresses[1]
    for no_good in ("", "relative", f"/{'x' * 90}"):
        monkeypatch.setenv("TMPDIR", no_good)
        assert Path(open_profile(home / "p").addresses[1]).parent == Path("/tmp")
