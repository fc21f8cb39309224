"""What is left out of the frozen folder: plugins nobody uses and what only they need, nothing else."""

from __future__ import annotations

import pytest

from tests.packaging.scripts import load

frozen_parts = load("frozen_parts")

XCB = "PySide6/Qt/plugins/platforms/libqxcb.so"
EGLFS = "PySide6/Qt/plugins/platforms/libqeglfs.so"
GTK = "PySide6/Qt/plugins/platformthemes/libqgtk3.so"

LINKS = {
    XCB: ["libQt6Gui.so.6", "libglib.so"],
    EGLFS: ["libQt6Gui.so.6", "libEglFs.so"],
    GTK: ["libgtk.so", "libglib.so"],
    "libgtk.so": ["libgdk.so", "libglib.so"],
    "libEglFs.so": ["libQt6Gui.so.6"],
}


def entries(*places: str) -> list[tuple[str, str, str]]:
    """Entries as PyInstaller makes them."""
    return [(place, place, "BINARY") for place in places]


def left(*places: str, datas: tuple[str, ...] = ()) -> set[str]:
    """What stays of binaries and data that link to each other as in LINKS."""
    binaries, kept_datas = frozen_parts.without_unused_parts(
        entries(*places), entries(*datas), lambda file: LINKS.get(file, [])
    )
    return {entry[0] for entry in (*binaries, *kept_datas)}


def test_a_used_plugin_stays_with_its_libraries() -> None:
    assert left(XCB, "libQt6Gui.so.6", "libglib.so") == {XCB, "libQt6Gui.so.6", "libglib.so"}


def test_unused_plugins_take_along_what_only_they_need() -> None:
    everything = (XCB, EGLFS, GTK, "libQt6Gui.so.6", "libglib.so", "libgtk.so", "libgdk.so", "libEglFs.so")

    assert left(*everything) == {XCB, "libQt6Gui.so.6", "libglib.so"}


def test_a_library_that_nothing_links_to_stays() -> None:
    # ctypes and dlopen leave no trace in a binary.
    assert left(XCB, GTK, "libloaded-by-name.so") == {XCB, "libloaded-by-name.so"}


def test_links_to_libraries_that_went_go_too() -> None:
    assert left(XCB, EGLFS, "PySide6/Qt/lib/libEglFs.so", datas=("libEglFs.so",)) == {XCB}


def test_translations_go_and_other_data_stays() -> None:
    datas = ("PySide6/Qt/translations/qtbase_de.qm", "content/bundles/included/starter/bundle.yaml")

    assert left(datas=datas) == {datas[1]}


@pytest.mark.parametrize(
    ("place", "unused"),
    [
        (r"PySide6\plugins\platforms\qwindows.dll", False),
        (r"PySide6\plugins\platforms\qdirect2d.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", True),
        ("PySide6/QtWidgets.abi3.so", False),
        ("other/plugins/platforms/libqvnc.so", False),
    ],
)
def test_plugins_are_told_on_every_platform(place: str, unused: bool) -> None:
    assert frozen_parts.is_unused_plugin(place) is unused
