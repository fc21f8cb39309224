"""The Debian package: what it says of itself, what it installs, and that nothing of it stays behind."""

from __future__ import annotations

import configparser
import gzip
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.desktop.xsession import XSession
from tests.packaging.conftest import Packages
from tests.packaging.running import starts_and_quits
from triggers.sources.gnome import INSTALLER

pytestmark = [pytest.mark.package, pytest.mark.timeout(900)]

if shutil.which("dpkg-deb") is None:
    pytest.skip("packs and installs with Debian's own tools", allow_module_level=True)


def output(*command: str) -> str:
    """What a command printed; fails if the command does."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


@pytest.fixture(scope="module")
def unpacked(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's files in a folder of their own, with its control files in DEBIAN."""
    folder = tmp_path_factory.mktemp("deb")
    output("dpkg-deb", "--raw-extract", str(packages.deb), str(folder))
    return folder


@pytest.fixture
def installed(packages: Packages, unpacked: Path) -> Iterator[Path]:
    """Where the package is installed: on this machine for root, in a folder for everyone else."""
    known = subprocess.run(["dpkg-query", "-s", "sidecue"], capture_output=True, check=False).returncode == 0
    if os.geteuid() != 0 or known:  # never touch an installation that people work with
        yield unpacked
        return
    output("dpkg", "--install", str(packages.deb))
    yield Path("/")
    output("dpkg", "--purge", "sidecue")


def desktop_file(file: Path) -> configparser.SectionProxy:
    """The main group of a desktop file."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep capitals
    parser.read(file, encoding="utf-8")
    return parser["Desktop Entry"]


def files_below(folder: Path) -> list[Path]:
    """All ordinary files of the package, control files aside."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink() and not file.is_relative_to(folder / "DEBIAN")
    )


def test_it_starts_from_its_login_entry(installed: Path) -> None:
    entry = desktop_file(installed / "etc/xdg/autostart/sidecue.desktop")
    command, *arguments = shlex.split(entry["Exec"])
    program = shutil.which(command, path=str(installed / "usr/bin"))

    assert program is not None
    assert arguments == ["run"]
    with XSession() as session:
        starts_and_quits(session, program)


def test_removing_it_leaves_nothing_behind(packages: Packages) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can install and remove")
    if subprocess.run(["dpkg-query", "-s", "sidecue"], capture_output=True, check=False).returncode == 0:
        pytest.skip("this machine has Sidecue installed")
    output("dpkg", "--install", str(packages.deb))
    own = [line for line in output("dpkg", "--listfiles", "sidecue").splitlines() if "sidecue" in line]
    assert all(os.path.lexists(file) for file in own)

    output("dpkg", "--purge", "sidecue")

    assert len(own) > 100
    assert [file for file in own if os.path.lexists(file)] == []


def test_it_depends_on_what_qt_links_to(unpacked: Path) -> None:
    control = (unpacked / "DEBIAN/control").read_text(encoding="utf-8")
    depends = re.search(r"^Depends: (.*)$", control, flags=re.MULTILINE)
    wanted = (ROOT / "packaging/system/qt.txt").read_text(encoding="utf-8").splitlines()

    assert depends is not None
    names = [name.split()[0] for name in depends[1].split(", ")]
    assert sorted(names) == sorted(["libc6", *(line for line in wanted if line and line[0] != "#")])


def test_every_library_is_carried_or_depended_on(unpacked: Path) -> None:
    plugin = next(unpacked.rglob("platforms/libqxcb.so"))

    assert "not found" not in output("ldd", str(plugin))


def test_checksums_cover_every_file(unpacked: Path) -> None:
    lines = (unpacked / "DEBIAN/md5sums").read_text(encoding="utf-8").splitlines()
    actual = [
        f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(unpacked)}"
        for file in files_below(unpacked)
    ]

    assert sorted(lines) == sorted(actual)


def test_modes_are_those_of_a_system_package(unpacked: Path) -> None:
    modes = {file: file.stat().st_mode & 0o7777 for file in files_below(unpacked)}

    assert set(modes.values()) == {0o644, 0o755}
    assert modes[unpacked / "usr/lib/sidecue/sidecue"] == 0o755


def test_desktop_files_are_valid_and_name_what_is_there(unpacked: Path) -> None:
    files = [
        unpacked / "usr/share/applications/sidecue.desktop",
        unpacked / "etc/xdg/autostart/sidecue.desktop",
    ]

    for file in files:
        entry = desktop_file(file)
        assert (unpacked / "usr/bin" / entry["TryExec"]).exists()
        assert list(unpacked.glob(f"usr/share/icons/hicolor/*/apps/{entry['Icon']}.*"))
    if shutil.which("desktop-file-validate"):
        assert output("desktop-file-validate", *map(str, files)) == ""


def test_the_icon_comes_in_every_usual_size(unpacked: Path) -> None:
    for size in (16, 22, 24, 32, 48, 64, 128, 256):
        file = unpacked / f"usr/share/icons/hicolor/{size}x{size}/apps/sidecue.png"
        header = file.read_bytes()[:24]
        assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (size, size)
    assert (unpacked / "usr/share/icons/hicolor/scalable/apps/sidecue.svg").is_file()


def test_the_manual_page_names_every_command(unpacked: Path) -> None:
    manual = gzip.decompress((unpacked / "usr/share/man/man1/sidecue.1.gz").read_bytes()).decode()
    page = re.sub(r"\\f[A-Z]", "", manual)  # changes of font stick to the words
    usage = output(str(unpacked / "usr/bin/sidecue"), "--help")
    commands = set(re.findall(r"^    ([a-z]+)\b", usage, flags=re.MULTILINE))

    assert {"run", "status"} <= commands
    assert {name for name in commands if not re.search(rf"\b{name}\b", page)} == set()


def test_the_extension_for_gnome_shell_comes_with_its_installer(unpacked: Path, tmp_path: Path) -> None:
    folder = unpacked / "usr/share/sidecue/gnome"
    assert str(Path("/") / folder.relative_to(unpacked) / "install.sh") == INSTALLER
    env = os.environ | {"XDG_DATA_HOME": str(tmp_path), "GSETTINGS_BACKEND": "memory"}
    subprocess.run(
        [folder / "install.sh", "45"], env=env, check=False, timeout=60
    )  # gsettings may be missing
    (installed,) = (tmp_path / "gnome-shell/extensions").iterdir()
    assert "class Windows" in (installed / "extension.js").read_text()
    assert json.loads((installed / "metadata.json").read_text())["uuid"] == installed.name


def test_a_policy_comes_as_an_example_and_sets_nothing(unpacked: Path) -> None:
    example = unpacked / "usr/share/doc/sidecue/examples/policy.yaml"
    assert example.read_bytes() == (ROOT / "packaging/policy/policy.yaml").read_bytes()
    assert not (unpacked / "etc/sidecue").exists()


def test_packing_twice_gives_the_same_bytes(packages: Packages, tmp_path: Path) -> None:
    made = []
    for umask in (0o022, 0o077):
        out = tmp_path / f"{umask:o}"
        out.mkdir()
        subprocess.run(
            [sys.executable, "packaging/build_deb.py", "--compression", "none", "--out", str(out)],
            cwd=ROOT,
            env=os.environ | {"SOURCE_DATE_EPOCH": "1767225600"},
            umask=umask,
            check=True,
            timeout=300,
        )
        made.append(hashlib.sha256((out / packages.deb.name).read_bytes()).hexdigest())

    assert made[0] == made[1]
