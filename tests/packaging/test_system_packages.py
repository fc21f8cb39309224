"""install.sh on machines of every kind, played by stand-ins for dpkg, apt, sudo and id."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.packaging import machine as machines
from tests.packaging.scripts import PACKAGING

INSTALL = PACKAGING / "system" / "install.sh"
TOOLS = ("awk", "cat", "dirname", "fold", "sed", "sh", "tr", "env")


class Machine(machines.Machine):
    """One whose packages are known."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, TOOLS)
        self.log = folder / "apt.log"

    def is_debian(self, *installed: str, user: int) -> None:
        """Debian with ``installed`` packages ("NAME" or "NAME:PROVIDES"), the script run by ``user``."""
        lines = [f"installed {package.replace(':', ', ')}, " for package in installed]
        self.has("dpkg-query", "cat <<'E'\n" + "\n".join([*lines, "config-files removed-one, "]) + "\nE")
        self.has("apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {self.log}')
        self.has("id", f"echo {user}")

    def install(self, *lists: str) -> subprocess.CompletedProcess[str]:
        """Run the script."""
        return self.run(INSTALL, *lists)

    def apt_calls(self) -> list[str]:
        """What apt-get was asked."""
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without any packages."""
    return Machine(tmp_path / "bin")


def packages(name: str) -> list[str]:
    """The packages of a list, read the plain way."""
    lines = (PACKAGING / "system" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["qt", "desktop-tests", "build"])
def test_lists_hold_package_names_and_whole_line_comments(name: str) -> None:
    assert packages(name)
    assert [line for line in packages(name) if " " in line or line != line.lower()] == []


def test_nothing_missing_asks_apt_nothing(machine: Machine) -> None:
    machine.is_debian(*packages("qt"), *packages("build"), user=1000)

    done = machine.install("qt", "build")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.apt_calls() == []


def test_root_installs_only_what_is_missing(machine: Machine) -> None:
    machine.is_debian(*packages("qt")[2:], user=0)

    done = machine.install("qt")

    assert done.returncode == 0
    assert machine.apt_calls() == [
        "noninteractive -qq update",
        f"noninteractive -qq install --yes --no-install-recommends {' '.join(packages('qt')[:2])}",
    ]


def test_a_package_under_its_new_name_counts(machine: Machine) -> None:
    rest = [name for name in packages("qt") if name != "libglib2.0-0"]
    machine.is_debian(*rest, "libglib2.0-0t64:libglib2.0-0 (= 2.84.4-3)", user=0)

    assert machine.install("qt").returncode == 0
    assert machine.apt_calls() == []


def test_a_removed_package_counts_as_missing(machine: Machine) -> None:
    machine.is_debian(*packages("qt")[1:], user=0)
    query = machine.path / "dpkg-query"
    query.write_text(query.read_text().replace("removed-one", packages("qt")[0]))

    machine.install("qt")

    assert machine.apt_calls()[1].endswith(f" {packages('qt')[0]}")


def test_a_user_with_sudo_installs(machine: Machine) -> None:
    machine.is_debian(user=1000)
    machine.has("sudo", 'if [ "$1" = -n ]; then exit 0; fi; "$@"')

    assert machine.install("build").returncode == 0
    assert machine.apt_calls()[1].endswith(" ".join(packages("build")))


@pytest.mark.parametrize("sudo", [None, "exit 1"])
def test_a_user_who_may_not_is_told_the_command(machine: Machine, sudo: str | None) -> None:
    machine.is_debian(user=1000)
    if sudo:
        machine.has("sudo", sudo)

    done = machine.install("build")

    assert done.returncode == 1
    assert f"apt-get install --no-install-recommends {' '.join(packages('build'))}" in done.stderr
    assert machine.apt_calls() == []


def test_another_system_is_told_the_libraries_and_goes_on(machine: Machine) -> None:
    done = machine.install("qt")

    assert done.returncode == 0
    assert set(packages("qt")) <= set(done.stderr.split())


def test_python_is_wanted_only_where_none_will_do(machine: Machine) -> None:
    machine.is_debian(user=0)
    machine.install("python")
    assert machine.apt_calls()[1].endswith(" python3 python3-venv")

    machine.log.unlink()
    machine.has("python3", "exit 0")
    machine.install("python")
    assert machine.apt_calls() == []


def test_no_list_is_wrong_use(machine: Machine) -> None:
    done = machine.install()

    assert done.returncode == 2
    assert "usage:" in done.stderr
