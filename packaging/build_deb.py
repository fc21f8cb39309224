"""Packs dist/sidecue into a Debian package. Not for freezing it: see build_frozen.py, which runs first."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import icons
from project import ROOT, source_time, version

PACKAGING = ROOT / "packaging"
FROZEN = ROOT / "dist" / "sidecue"


def main() -> None:
    """Lay the files out as they will be installed, describe them, and pack."""
    parser = argparse.ArgumentParser(description="pack dist/sidecue into a Debian package")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder for the package")
    parser.add_argument("--compression", choices=("xz", "none"), default="xz", help="none: quick, for tests")
    chosen = parser.parse_args()
    if not FROZEN.is_dir():
        raise SystemExit(f"{FROZEN.relative_to(ROOT)} is missing; run packaging/build_frozen.py first")
    root = ROOT / "build" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    _lay_out(root)
    _describe(root)
    _set_modes_and_times(root)
    target = chosen.out / f"sidecue_{version()}_{_architecture()}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", f"-Z{chosen.compression}", "--build", str(root), str(target)],
        env=os.environ | {"SOURCE_DATE_EPOCH": str(source_time())},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    print(f"{target.name}: {target.stat().st_size / 1e6:.0f} MB")


def _lay_out(root: Path) -> None:
    share = root / "usr/share"
    shutil.copytree(FROZEN, root / "usr/lib/sidecue", symlinks=True)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/sidecue").symlink_to("../lib/sidecue/sidecue")
    _copy(PACKAGING / "linux/sidecue.desktop", share / "applications/sidecue.desktop")
    _copy(PACKAGING / "linux/sidecue-open.desktop", share / "applications/sidecue-open.desktop")
    _copy(PACKAGING / "linux/autostart/sidecue.desktop", root / "etc/xdg/autostart/sidecue.desktop")
    _copy(icons.DRAWING, share / "icons/hicolor/scalable/apps/sidecue.svg")
    for size in icons.SIZES:
        icons.render(share / f"icons/hicolor/{size}x{size}/apps/sidecue.png", size)
    _copy(PACKAGING / "policy/policy.yaml", share / "doc/sidecue/examples/policy.yaml")
    for file in sorted((PACKAGING / "gnome").iterdir()):
        _copy(file, share / "sidecue/gnome" / file.name)
    (share / "sidecue/gnome/install.sh").chmod(0o755)
    _copy(PACKAGING / "debian/copyright", share / "doc/sidecue/copyright")
    _compress(ROOT / "CHANGELOG.md", share / "doc/sidecue/NEWS.gz")
    _compress(PACKAGING / "debian/sidecue.1", share / "man/man1/sidecue.1.gz")


def _describe(root: Path) -> None:
    """Write what dpkg reads: control, the checksums, and which files an administrator may change."""
    files = [file for file in sorted(root.rglob("*")) if file.is_file() and not file.is_symlink()]
    control = root / "DEBIAN"
    control.mkdir()
    sums = (
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root)}\n"
        for file in files
    )
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")
    changeable = (f"/{file.relative_to(root)}\n" for file in files if file.is_relative_to(root / "etc"))
    (control / "conffiles").write_text("".join(changeable), encoding="utf-8")
    described = (
        (PACKAGING / "debian/control")
        .read_text(encoding="utf-8")
        .format(
            version=version(),
            architecture=_architecture(),
            kilobytes=sum(file.stat().st_size for file in files) // 1024,
            depends=", ".join(_depends()),
        )
    )
    (control / "control").write_text(described, encoding="utf-8")


def _depends() -> list[str]:
    """What Qt links to, and the C library of this machine: the frozen libraries were taken from here."""
    lines = (PACKAGING / "system/qt.txt").read_text(encoding="utf-8").splitlines()
    libraries = sorted(line for line in lines if line and not line.startswith("#"))
    libc = (os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.34").split()[1]
    return [f"libc6 (>= {libc})", *libraries]


def _set_modes_and_times(root: Path) -> None:
    """The same modes and times whatever the umask and the hour; programs are told by their x bit."""
    for file in [root, *root.rglob("*")]:
        if not file.is_symlink():
            runs = file.is_dir() or (file.stat().st_mode & 0o100 and ".so" not in file.name)
            file.chmod(0o755 if runs else 0o644)
        os.utime(file, (source_time(), source_time()), follow_symlinks=False)


def _architecture() -> str:
    return subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compress(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=0))


if __name__ == "__main__":
    main()
